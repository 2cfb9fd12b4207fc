#include "registers/epo/ep_register.h"

#include <optional>
#include <string>

#include "registers/epo/ep_register_events.h"
#include "registers/epo/ep_register_record.h"
#include "registers/epo/xml_tree.h"
#include "registers/format.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kVersions = "1.3";

/// "publication=EP2400812", "pn = EP2400812": the publication that the question names.
std::string asked_publication(pugi::xml_node search) {
  const std::string query = text_below(child_named(search, "query"));
  const std::size_t equals = query.find('=');
  if (equals == std::string::npos) return "";
  const std::string name = text_of(query.substr(0, equals));
  if (name != "publication" && name != "pn") return "";
  std::string number = text_of(query.substr(equals + 1));
  std::erase(number, '"');
  // "EP2400812.A1" is the publication with its kind.
  return number.substr(0, number.find_first_of(" ."));
}

void read_document(pugi::xml_node document, const std::string& asked, AnswerSink& sink) {
  sink.next_record();
  auto record = register_record(document, asked, sink);
  if (!record) return;
  const RegisterRight right{record->id, record->application_number, record->known, record->owners};
  sink.fact(std::move(*record));
  read_register_events(document, right, sink);
}

void note_version(pugi::xml_node document, AnswerSink& sink) {
  const std::string version = attribute_of(document, "dtd-version");
  if (version.empty() || version.starts_with(kVersions)) return;
  sink.problem(Error{ErrorCode::kUnsupported,
                     "version " + version + " is new to this reader (tested on " +
                         std::string(kVersions) + "); read as far as it is understood",
                     Where{sink.where().file, 0, "version"}});
}

std::uint64_t read_documents(pugi::xml_node documents, const std::string& asked, AnswerSink& sink) {
  std::uint64_t count = 0;
  each_child(documents, "register-document", [&](pugi::xml_node document) {
    if (!sink.go_on()) return;
    if (count++ == 0) note_version(document, sink);
    read_document(document, asked, sink);
  });
  return count;
}

}  // namespace

void read_register_search(pugi::xml_node search, AnswerSink& sink) {
  const std::string asked = asked_publication(search);
  std::uint64_t count = 0;
  each_child(search, "register-documents",
             [&](pugi::xml_node documents) { count += read_documents(documents, asked, sink); });
  if (count == 0) return sink.note(ErrorCode::kNotFound, "a register answer without documents");
  sink.note_incomplete(attribute_of(search, "total-result-count"), count);
}

Status read_ep_register(ByteSource& source, std::string_view file, const FactSink& sink,
                        const EpRegisterLimits& limits) {
  pugi::xml_document document;
  PIGNUS_TRY(load_answer(source, file, limits.bytes_max, document));
  AnswerSink answer(file, sink);
  const pugi::xml_node root = document.document_element();
  if (local_name(root) == "register-document") {
    note_version(root, answer);
    read_document(root, "", answer);
  } else if (local_name(root) == "register-documents") {
    read_documents(root, "", answer);
  } else if (const auto search = child_named(root, "register-search")) {
    read_register_search(search, answer);
  } else {
    each_child(root, "register-documents",
               [&](pugi::xml_node documents) { read_documents(documents, "", answer); });
  }
  if (answer.go_on()) return {};
  return fail(ErrorCode::kCancelled, "stopped by the caller", answer.where());
}

}  // namespace pignus::registers
