// The documents of a file and the state of a registration, as events.
#include <string>
#include <utility>

#include "registers/io/json_fields.h"
#include "registers/jpo/api_record.h"

namespace pignus::registers {

namespace {

namespace dom = simdjson::dom;

/// The office fills a number it does not give with one digit or letter.
bool is_filler(const std::string& number) {
  return number.empty() || number.find_first_not_of(number[0]) == std::string::npos;
}

void put(LegalEvent& event, const char* name, std::string value) {
  if (!value.empty()) event.details[name] = std::move(value);
}

std::string without_zeros(const std::string& digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "" : digits.substr(first);
}

void read_document(const dom::element& row, const dom::element& list, JpoAnswer& answer,
                   JsonDelivery& out) {
  LegalEvent event;
  event.right = answer.record.id;
  event.code = json_text(row, "documentCode");
  event.description = json_text(row, "documentDescription");
  event.date = jpo_date(row, "legalDate", out);
  if ((event.code.empty() && event.description.empty()) || !event.date.latest()) {
    out.problem("documentList", "a document without code or day");
    return;
  }
  const std::string number = json_text(row, "documentNumber");
  if (!is_filler(number)) put(event, "document_number", number);
  put(event, "number_type", json_text(list, "numberType"));
  if (json_text(row, "irirFlg") == "1") event.details["international_bureau"] = "yes";
  answer.tells(event.date);
  answer.events.push_back(std::move(event));
}

}  // namespace

void read_jpo_progress(const dom::element& data, JpoAnswer& answer, JsonDelivery& out) {
  for (const auto& list : json_list(data, "bibliographyInformation")) {
    for (const auto& row : json_list(list, "documentList")) read_document(row, list, answer, out);
  }
}

void read_jpo_registration(const dom::element& data, JpoAnswer& answer, JsonDelivery& out) {
  RightRecord& record = answer.record;
  if (const auto claims = without_zeros(json_text(data, "numberOfClaims")); !claims.empty()) {
    const bool count =
        claims.size() < 6 && claims.find_first_not_of("0123456789") == std::string::npos;
    if (count) {
      record.claim_count = std::stoi(claims);
    } else {
      out.unreadable("numberOfClaims", claims);
    }
  }
  for (const auto& [field, name] : {std::pair{"decisionDate", "decision_date"},
                                    std::pair{"appealTrialDecisiondDate", "appeal_decision_date"},
                                    std::pair{"nextPensionPaymentDate", "next_fee_date"}}) {
    const RegisterDate date = jpo_date(data, field, out);
    if (!date.empty()) record.details[name] = date.text();
    if (std::string_view(name) != "next_fee_date") answer.tells(date);
  }
  if (auto erasure = json_text(data, "erasureIdentifier"); !erasure.empty()) {
    record.details["erasure"] = std::move(erasure);
  }
  const RegisterDate updated = jpo_date(data, "updateDate", out);
  if (const auto day = updated.exact()) answer.latest = day;  // the answer's own day
  const RegisterDate gone = jpo_date(data, "disappearanceDate", out);
  if (!gone.empty()) {
    LegalEvent event;
    event.right = record.id;
    event.st27 = "H10";  // a cessation whose reason the answer does not say in words
    event.description = "本権利消滅";
    event.date = gone;
    event.known = updated.exact();
    put(event, "erasure", json_text(data, "erasureIdentifier"));
    if (updated.empty()) answer.tells(gone);
    answer.events.push_back(std::move(event));
  }
  const std::string paid = without_zeros(json_text(data, "lastPaymentYearly"));
  if (!paid.empty()) {
    // When it was paid the answer does not say: known on the day of the answer.
    LegalEvent event;
    event.right = record.id;
    event.st27 = "U11";
    event.description = "最終納付年分";
    event.known = updated.exact() ? updated.exact() : answer.latest;
    event.details["fee_year"] = paid;
    const auto until = record.details.find("next_fee_date");
    if (until != record.details.end()) event.details["paid_until"] = until->second;
    answer.events.push_back(std::move(event));
  }
}

}  // namespace pignus::registers
