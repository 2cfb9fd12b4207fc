#include <array>
#include <string>

#include "core/utf8.h"
#include "registers/epo/docdb.h"
#include "registers/epo/ep_register.h"
#include "registers/epo/ops.h"
#include "registers/format.h"

namespace pignus::registers {

namespace {

bool is_docdb(std::string_view head) {
  return rooted_in(head, {"exchange-documents", "exchange-document"});
}

bool is_register(std::string_view head) {
  if (rooted_in(head, {"register-documents", "register-document"})) return true;
  return rooted_in(head, {"world-patent-data"}) &&
         (head.find("register-search") != std::string_view::npos ||
          head.find("register-documents") != std::string_view::npos);
}

bool is_ops(std::string_view head) {
  if (rooted_in(head, {"world-patent-data"})) return true;
  return rooted_in(head, {"fault", "error"}) && head.find("ops.epo.org") != std::string_view::npos;
}

/// OPS as JSON ("ops:world-patent-data"), or a list that a client made of a search.
bool is_ops_json(std::string_view head) {
  return trim(head.substr(0, 64)).starts_with("{") &&
         (head.find("world-patent-data") != std::string_view::npos ||
          (head.find("\"docdb_number\"") != std::string_view::npos &&
           head.find("\"num_results\"") != std::string_view::npos));
}

Status read_exchange(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_docdb(source, file, sink);
}
Status read_answer(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_ops(source, file, sink);
}
Status read_register(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_ep_register(source, file, sink);
}

constexpr std::array<Format, 4> kFormats{
    {{"docdb", "DOCDB exchange documents", "2.5", is_docdb, read_exchange},
     {"ep-register", "European Patent Register answers", "1.3", is_register, read_register},
     {"ops", "EPO Open Patent Services answers, XML", "3.0 to 3.2", is_ops, read_answer},
     {"ops-json", "EPO Open Patent Services answers, JSON (recognised, not read)", "", is_ops_json,
      read_ops_json}}};

}  // namespace

std::span<const Format> epo_formats() {
  return kFormats;
}

}  // namespace pignus::registers
