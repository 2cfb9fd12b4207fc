#include <array>

#include "registers/format.h"
#include "registers/io/record_tree.h"
#include "registers/wipo/st36_reader.h"

namespace pignus::registers {

namespace {

bool is_document(std::string_view head) {
  return begins_tree(head, is_st36_root);
}
Status read_documents(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_st36_documents(source, file, sink);
}

constexpr std::array<Format, 1> kFormats{
    {{"wipo-st36", "Patent documents after WIPO ST.36, XML",
      "untested on documents of other offices", is_document, read_documents}}};

}  // namespace

std::span<const Format> st36_formats() {
  return kFormats;
}

}  // namespace pignus::registers
