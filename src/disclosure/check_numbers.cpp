// E1, E2 and E18: numbers that are none, rights nobody has seen, rights counted twice.
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "disclosure/comparison.h"
#include "registers/number.h"

namespace pignus::disclosure {

namespace {

using book::FindingCode;
using book::Severity;

constexpr std::string_view kCheckDigits = "0123456789X";

// Of a Chinese number with digits, a dot and a check digit that does not fit them: the one that
// does.
std::optional<char> right_check_digit(const std::string& number) {
  const std::size_t dot = number.find('.');
  if ((!number.starts_with("ZL") && !number.starts_with("CN")) || dot == std::string::npos ||
      dot + 2 != number.size() || kCheckDigits.find(number.back()) == std::string_view::npos) {
    return std::nullopt;
  }
  const auto digit = registers::cn_check_digit(std::string_view(number).substr(2, dot - 2));
  return digit && *digit != number.back() ? std::optional(*digit) : std::nullopt;
}

book::Finding malformed(const std::string& number) {
  book::Finding finding;
  finding.code = FindingCode::kNumberMalformed;
  finding.severity = Severity::kMajor;
  finding.stated_number = number;
  finding.message = "finding.number_malformed.malformed";
  finding.question = "question.number_malformed.malformed";
  const auto key = registers::parse_right_key(number);
  const std::string why = key ? "" : key.error().message;
  // The parser quotes the number, which the message has already.
  const std::string quoted = "\"" + number + "\": ";
  finding.arguments = {number, "", why.starts_with(quoted) ? why.substr(quoted.size()) : why, ""};
  if (const auto digit = right_check_digit(number)) {
    finding.message = "finding.number_malformed.check_digit";
    finding.question = "question.number_malformed.check_digit";
    finding.arguments.emplace_back(1, *digit);
  }
  return finding;
}

void check_malformed(Comparison& comparison) {
  for (const book::OfferedRight& offered : comparison.dossier().rights) {
    if (!offered.id) {
      comparison.add(malformed(offered.stated_number));
    }
  }
  for (const book::Statement& statement : comparison.dossier().statements) {
    if (!statement.right && !statement.stated_number.empty() &&
        statement.stated_on <= comparison.today()) {
      book::Finding finding = malformed(statement.stated_number);
      finding.statement_ids = {statement.id};
      finding.places = {statement.place};
      finding.stated = statement.stated_number;
      comparison.add(std::move(finding));
    }
  }
}

void check_not_found(Comparison& comparison, const RightCase& right) {
  const auto known = registers::known_facts(*right.facts, comparison.options().as_of);
  if (known.latest_record() != nullptr) {
    return;
  }
  const bool mentioned = !known.recordings.empty() || !known.events.empty();
  book::Finding finding;
  finding.code = FindingCode::kRightNotFound;
  finding.severity = mentioned                                 ? Severity::kNote
                     : comparison.options().registers_complete ? Severity::kMajor
                                                               : Severity::kMinor;
  finding.right = right.id;
  finding.stated_number = right.stated_number;
  finding.message =
      mentioned ? "finding.right_not_found.mentioned" : "finding.right_not_found.absent";
  finding.question =
      mentioned ? "question.right_not_found.mentioned" : "question.right_not_found.absent";
  finding.arguments = {right.stated_number, "", "", comparison.today().iso()};
  for (const book::Statement* statement : right.statements) {
    if (statement->stated_on <= comparison.today()) {
      finding.statement_ids.push_back(statement->id);
      finding.places.push_back(statement->place);
    }
  }
  comparison.add(std::move(finding));
}

// One right offered under two rows: by the same key, or by one application number on record.
void check_doubles(Comparison& comparison,
                   const std::map<registers::RightId, const registers::RightFacts*>& facts_of) {
  std::map<std::string, const book::OfferedRight*> seen;
  for (const book::OfferedRight& offered : comparison.dossier().rights) {
    if (!offered.id) {
      continue;
    }
    std::string key = offered.id->value;
    const auto known =
        registers::known_facts(*facts_of.at(*offered.id), comparison.options().as_of);
    const registers::RightRecord* record = known.latest_record();
    if (record != nullptr && !record->application_number.empty()) {
      key = std::string(offered.id->office()) + " " + record->application_number;
    }
    const auto [first, fresh] = seen.emplace(key, &offered);
    if (fresh) {
      continue;
    }
    book::Finding finding;
    finding.code = FindingCode::kDoubleCounted;
    finding.severity = Severity::kMajor;
    finding.right = offered.id;
    finding.stated_number = offered.stated_number;
    finding.message = "finding.double_counted.same_right";
    finding.question = "question.double_counted.same_right";
    finding.stated = offered.stated_number;
    finding.arguments = {offered.stated_number, first->second->stated_number, key,
                         comparison.today().iso()};
    if (record != nullptr) {
      finding.facts = {
          record_evidence("fact.application_number", record->application_number, known)};
    }
    comparison.add(std::move(finding));
  }
}

}  // namespace

void check_numbers(Comparison& comparison) {
  check_malformed(comparison);
  std::map<registers::RightId, const registers::RightFacts*> facts;
  for (const RightCase& right : comparison.cases()) {
    check_not_found(comparison, right);
    facts.emplace(right.id, right.facts);
  }
  check_doubles(comparison, facts);
}

}  // namespace pignus::disclosure
