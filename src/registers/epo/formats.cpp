#include <array>

#include "registers/epo/docdb.h"
#include "registers/format.h"

namespace pignus::registers {

namespace {

bool is_docdb(std::string_view head) {
  return rooted_in(head, {"exchange-documents", "exchange-document"});
}

Status read_exchange(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_docdb(source, file, sink);
}

constexpr std::array<Format, 1> kFormats{
    {{"docdb", "DOCDB exchange documents", "2.5", is_docdb, read_exchange}}};

}  // namespace

std::span<const Format> epo_formats() {
  return kFormats;
}

}  // namespace pignus::registers
