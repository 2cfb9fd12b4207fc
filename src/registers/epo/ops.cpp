#include "registers/epo/ops.h"

#include <pugixml.hpp>
#include <string>

#include "registers/epo/answer.h"
#include "registers/epo/ep_register.h"
#include "registers/epo/exchange_numbers.h"
#include "registers/epo/exchange_record.h"
#include "registers/epo/exchange_tree.h"
#include "registers/epo/ops_family.h"
#include "registers/epo/ops_fulltext.h"
#include "registers/epo/xml_tree.h"

namespace pignus::registers {

namespace {

void read_document(pugi::xml_node node, AnswerSink& sink, ExchangeParts& parts) {
  exchange_parts_of(node, parts);
  // Among several documents asked for, the service marks those it does not have.
  if (parts.status == "not found" || parts.status == "invalid") {
    return sink.problem(ErrorCode::kNotFound, "exchange-document",
                        "the service has no " + text_of(parts.country) + text_of(parts.number) +
                            text_of(parts.kind) + " (" + text_of(parts.status) + ")");
  }
  auto facts = facts_of(parts, sink.where());
  if (!facts) return sink.problem(std::move(facts.error()));
  for (Fact& fact : facts->facts) sink.fact(std::move(fact));
  for (Error& error : facts->unread) sink.problem(std::move(error));
}

std::uint64_t read_documents(pugi::xml_node documents, AnswerSink& sink) {
  ExchangeParts parts;
  std::uint64_t count = 0;
  each_child(documents, "exchange-document", [&](pugi::xml_node node) {
    if (!sink.go_on()) return;
    sink.next_record();
    ++count;
    read_document(node, sink, parts);
  });
  return count;
}

void read_search(pugi::xml_node search, AnswerSink& sink) {
  std::uint64_t documents = 0;
  std::uint64_t listed = 0;
  const auto visit = [&](pugi::xml_node result) {
    each_child(result, "exchange-documents",
               [&](pugi::xml_node list) { documents += read_documents(list, sink); });
    each_child(result, "publication-reference", [&](pugi::xml_node) { ++listed; });
  };
  visit(search);
  each_child(search, "search-result", visit);
  if (documents == 0) {
    return sink.note(ErrorCode::kUnsupported,
                     "a search answer: lists " + std::to_string(listed) +
                         " publications by number alone; ask for their bibliography");
  }
  sink.note_incomplete(attribute_of(search, "total-result-count"), documents);
}

void read_fulltext(pugi::xml_node documents, AnswerSink& sink) {
  each_child(documents, "fulltext-document", [&](pugi::xml_node document) {
    if (!sink.go_on()) return;
    sink.next_record();
    read_fulltext_document(document, sink);
  });
}

/// The publication asked for, with its equivalents as family.
void read_equivalents(pugi::xml_node inquiry, AnswerSink& sink) {
  sink.next_record();
  ExchangeParts parts;
  each_child(child_named(inquiry, "publication-reference"), "document-id", [&](pugi::xml_node id) {
    parts.publications.push_back(exchange_number_of(id, "docdb", parts));
  });
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!parts.publications.empty() && parts.publications.front().format == "epodoc") {
    const std::string_view number = parts.publications.front().number;
    if (number.size() > 2 && is_letter(number[0]) && is_letter(number[1])) {
      parts.country = number.substr(0, 2);
      parts.number = number.substr(2);
    }
  }
  auto facts = facts_of(parts, sink.where());
  if (!facts) return sink.problem(std::move(facts.error()));
  auto& record = std::get<RightRecord>(facts->facts.front());
  const std::string own =
      text_below(below(child_named(inquiry, "publication-reference"), "country")) +
      text_below(below(child_named(inquiry, "publication-reference"), "doc-number"));
  each_child(inquiry, "inquiry-result", [&](pugi::xml_node result) {
    const auto id = child_named(child_named(result, "publication-reference"), "document-id");
    std::string number = text_below(child_named(id, "country")) +
                         text_below(child_named(id, "doc-number")) +
                         text_below(child_named(id, "kind"));
    if (!number.empty() && number != own) record.family.push_back(std::move(number));
  });
  sink.fact(std::move(facts->facts.front()));
  for (Error& error : facts->unread) sink.problem(std::move(error));
}

void read_register(pugi::xml_node search, AnswerSink& sink) {
  read_register_search(search, sink);
}

/// A publication whose day the number service tells is a fact; all else it tells is spelling.
void read_number_service(pugi::xml_node, AnswerSink& sink) {
  sink.note(ErrorCode::kUnsupported,
            "an answer of the number service: it converts a number, and tells no fact of a right");
}
void read_inquiry(pugi::xml_node, AnswerSink& sink) {
  sink.note(ErrorCode::kUnsupported,
            "a full-text inquiry: it lists what texts the service holds, and tells no fact of a "
            "right");
}
void read_images(pugi::xml_node, AnswerSink& sink) {
  sink.note(
      ErrorCode::kUnsupported,
      "an image inquiry: it lists what pages the service holds, and tells no fact of a right");
}
void read_classification(pugi::xml_node, AnswerSink& sink) {
  sink.note(ErrorCode::kUnsupported,
            "an answer of the classification service: it explains symbols, and tells no fact of a "
            "right");
}

struct Kind {
  std::string_view element;
  void (*read)(pugi::xml_node node, AnswerSink& sink);
};
constexpr Kind kKinds[] = {
    {"exchange-documents", [](pugi::xml_node n, AnswerSink& s) { read_documents(n, s); }},
    {"biblio-search", read_search},
    {"patent-family", read_ops_family},
    {"fulltext-documents", read_fulltext},
    {"equivalents-inquiry", read_equivalents},
    {"register-search", read_register},
    {"standardization", read_number_service},
    {"fulltext-inquiry", read_inquiry},
    {"document-inquiry", read_images},
    {"classification-scheme", read_classification},
    {"classification-search", read_classification},
};

void read_fault(pugi::xml_node fault, AnswerSink& sink) {
  const std::string code = text_below(below(fault, "code"));
  std::string words = text_below(below(fault, "message"));
  const std::string description = text_below(below(fault, "description"));
  if (!description.empty()) words += (words.empty() ? "" : ": ") + description;
  const ErrorCode kind =
      code.find("404") != std::string::npos || code.find("NotFound") != std::string::npos
          ? ErrorCode::kNotFound
      : code.starts_with("429") || code.starts_with("403") ||
              code.find("Quota") != std::string::npos
          ? ErrorCode::kLimitExceeded
          : ErrorCode::kUnsupported;
  sink.note(kind, "the service answered with a fault, " + code + ": " + words);
}

void read_envelope(pugi::xml_node root, AnswerSink& sink) {
  bool any = false;
  for (const pugi::xml_node child : root.children()) {
    if (child.type() != pugi::node_element || !sink.go_on()) continue;
    const std::string_view name = local_name(child);
    if (name == "meta") continue;
    any = true;
    const Kind* known = nullptr;
    for (const Kind& kind : kKinds) {
      if (kind.element == name) known = &kind;
    }
    if (known != nullptr) {
      known->read(child, sink);
    } else if (name == "fault") {
      read_fault(child, sink);
    } else {
      sink.note(ErrorCode::kUnsupported,
                "an answer of a kind this reader does not know: <" + std::string(name) + ">");
    }
  }
  if (!any) sink.note(ErrorCode::kNotFound, "an empty answer");
}

}  // namespace

Status read_ops(ByteSource& source, std::string_view file, const FactSink& sink,
                const OpsLimits& limits) {
  pugi::xml_document document;
  PIGNUS_TRY(load_answer(source, file, limits.bytes_max, document));
  AnswerSink answer(file, sink);
  const pugi::xml_node root = document.document_element();
  if (local_name(root) == "world-patent-data") {
    read_envelope(root, answer);
  } else {
    read_fault(root, answer);
  }
  if (answer.go_on()) return {};
  return fail(ErrorCode::kCancelled, "stopped by the caller", answer.where());
}

Status read_ops_json(ByteSource&, std::string_view file, const FactSink& sink) {
  AnswerSink answer(file, sink);
  answer.note(ErrorCode::kUnsupported,
              "an answer of OPS as JSON, or a client's list made of one; ask the service for XML "
              "(Accept: application/xml)");
  if (answer.go_on()) return {};
  return fail(ErrorCode::kCancelled, "stopped by the caller", answer.where());
}

}  // namespace pignus::registers
