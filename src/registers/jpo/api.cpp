#include "registers/jpo/api.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "registers/io/json_reader.h"
#include "registers/jpo/api_record.h"

namespace pignus::registers {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kSuccess = "100";

ErrorCode code_of(std::string_view status) {
  if (status == "107" || status == "108" || status == "111") return ErrorCode::kNotFound;
  if (status == "203" || status == "302" || status == "303") return ErrorCode::kLimitExceeded;
  return ErrorCode::kInvalidInput;
}

/// Data that is about no right: the code of an applicant, the address of an archive.
bool is_about_no_right(const dom::element& data) {
  return !json_has(data, "applicationNumber") &&
         (json_has(data, "applicantAttorney") || json_has(data, "URL") ||
          json_has(data, "applicantAttorneyCd"));
}

void deliver(JpoAnswer read, Date known, JsonDelivery& out) {
  read.record.known = known;
  out.fact(Fact(std::move(read.record)));
  for (LegalEvent& event : read.events) out.fact(Fact(std::move(event)));
}

/// A right of the family of divisions, of which the answer tells more than its application number.
void take_division(const dom::element& row, Date known, JsonDelivery& out) {
  const bool more = std::ranges::any_of(
      std::initializer_list<const char*>{"registrationNumber", "ADPublicationNumber", "expireDate",
                                         "disappearanceDate"},
      [&](const char* name) { return !json_text(row, name).empty(); });
  if (!more) return;
  JpoAnswer read;
  if (!read_jpo_numbers(row, read, out)) return;
  read_jpo_relations(row, read, out);
  read_jpo_registration(row, read, out);
  if (auto generation = json_text(row, "divisionalGeneration"); !generation.empty()) {
    read.record.details["division_generation"] = std::move(generation);
  }
  deliver(std::move(read), known, out);
}

void take(const dom::element& answer, JsonDelivery& out) {
  dom::element result;
  if (answer["result"].get(result) != simdjson::SUCCESS) {
    return out.problem("result", "no answer of the API", ErrorCode::kUnsupported);
  }
  const std::string status = json_text(result, "statusCode");
  if (status != kSuccess) {
    return out.whole("statusCode",
                     "the office answers " + (status.empty() ? "nothing" : status) + ": " +
                         json_text(result, "errorMessage"),
                     code_of(status));
  }
  dom::element data;
  if (result["data"].get(data) != simdjson::SUCCESS || !data.is_object()) {
    return out.problem("data", "the answer has no data");
  }
  if (is_about_no_right(data)) {
    return out.problem("data", "the answer is about no right", ErrorCode::kUnsupported);
  }
  JpoAnswer read;
  if (!read_jpo_numbers(data, read, out)) return;
  read_jpo_parties(data, read);
  read_jpo_classes(data, read);
  read_jpo_relations(data, read, out);
  read_jpo_citations(data, read, out);
  read_jpo_progress(data, read, out);
  read_jpo_registration(data, read, out);
  // Answers on numbers and divisions tell of no day: the year in the number is all there is.
  if (!read.latest) read.latest = jpo_year_end(read.record.application_number);
  if (!read.latest) return out.problem("filingDate", "the answer tells of no day");
  const Date known = *read.latest;
  deliver(std::move(read), known, out);
  for (const auto& row : json_list(data, "divisionalApplicationInformation")) {
    take_division(row, known, out);
  }
}

}  // namespace

Status read_jpo_api(ByteSource& source, std::string_view file, const FactSink& sink,
                    const JsonLimits& limits) {
  JsonDocument document;
  if (auto read = read_json(source, limits, document); !read) {
    read.error().where.file = file;
    return read;
  }
  JsonDelivery out(file, sink);
  dom::array list;
  std::vector<dom::element> answers{document.root};
  if (document.root.get(list) == simdjson::SUCCESS) {
    answers.clear();
    for (const auto& one : list) answers.push_back(one);
  }
  for (const auto& answer : answers) {
    if (!out.go_on()) break;
    out.begin(answer);
    take(answer, out);
  }
  return out.end();
}

bool is_jpo_api(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (head[start] != '[' && head[start] != '{')) return false;
  return head.find("\"result\"") != std::string_view::npos &&
         head.find("\"statusCode\"") != std::string_view::npos &&
         (head.find("\"remainAccessCount\"") != std::string_view::npos ||
          head.find("\"errorMessage\"") != std::string_view::npos);
}

}  // namespace pignus::registers
