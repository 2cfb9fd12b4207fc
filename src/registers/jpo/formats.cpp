#include <array>

#include "registers/format.h"
#include "registers/io/record_tree.h"
#include "registers/jpo/api.h"
#include "registers/jpo/gazette.h"

namespace pignus::registers {

namespace {

bool is_gazette(std::string_view head) {
  return begins_tree(head, is_jpo_gazette_root);
}

/// The gazettes since 2022; "jppat:" and its like stand before the names.
bool is_st96_root(std::string_view name) {
  return name == "UnexaminedPatentPublication" || name == "RegisteredPatentPublication" ||
         name == "InternationalPatentPublication" || name == "RegisteredUtilityModelPublication";
}
bool is_st96_gazette(std::string_view head) {
  return head.find("jpo.go.jp") != std::string_view::npos && begins_tree(head, is_st96_root);
}

Status read_gazette(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_jpo_gazette(source, file, sink);
}
Status read_api(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_jpo_api(source, file, sink);
}

constexpr std::array<Format, 3> kFormats{
    {{"jpo-gazette", "JPO gazettes, XML (ST.36)", "jp-official-gazette, dtd-version 1.0",
      is_gazette, read_gazette},
     {"jpo-api", "JPO information API, JSON", "answers of 2024 to 2026", is_jpo_api, read_api},
     {"jpo-gazette-st96", "JPO gazettes since 2022, XML (ST.96)", "", is_st96_gazette, nullptr}}};

}  // namespace

std::span<const Format> jpo_formats() {
  return kFormats;
}

}  // namespace pignus::registers
