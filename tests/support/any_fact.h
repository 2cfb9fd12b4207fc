// Facts of every kind with every field drawn, for what must keep all of a fact.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "core/random_stream.h"
#include "registers/batch.h"

namespace pignus::testing {

inline constexpr int kFactKinds = 6;

class AnyFact {
 public:
  explicit AnyFact(std::uint64_t seed) : random_(seed, "tests/any-fact") {}

  registers::Fact of_kind(int kind) {
    registers::Fact fact = made(kind);
    std::visit([this](auto& one) { one.source = source(); }, fact);
    return fact;
  }
  registers::Problem problem() {
    static constexpr std::array kCodes{ErrorCode::kInvalidInput, ErrorCode::kUnsupported,
                                       ErrorCode::kLimitExceeded, ErrorCode::kCorrupt};
    return {{kCodes[below(kCodes.size())], text(), {text(), below(1'000'000), text()}}, text()};
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool coin() { return below(2) == 0; }

  std::string text() {
    static const std::vector<std::string> kTexts{"",
                                                 "Pump",
                                                 "\"quoted\" \\ back",
                                                 "line\nend\ttab",
                                                 "\xE6\xB3\xB5\xE6\xB5\xA6",
                                                 "\xF0\x9F\x94\xA7",
                                                 "\x01\x1F\x7F",
                                                 "{\"json\":[1]}",
                                                 "O'Neil & S\xC3\xB8n"};
    return kTexts[below(kTexts.size())];
  }
  std::vector<std::string> texts() {
    std::vector<std::string> list(below(3));
    for (std::string& one : list) one = text();
    return list;
  }
  std::map<std::string, std::string> details() {
    std::map<std::string, std::string> map;
    for (std::uint64_t i = below(3); i > 0; --i) map["key" + std::to_string(i)] = text();
    return map;
  }
  Date day() { return Date::from_days(static_cast<int>(below(40'000)) - 5'000); }
  RegisterDate date() {
    const Date some = day();
    const std::string iso = some.iso();
    switch (below(4)) {
      case 0:
        return {};
      case 1:
        return *RegisterDate::parse(iso.substr(0, 4));
      case 2:
        return *RegisterDate::parse(iso.substr(0, 7));
      default:
        return some;
    }
  }
  std::optional<int> number() {
    return coin() ? std::nullopt : std::optional(static_cast<int>(below(1'000)) - 10);
  }
  double real() {
    static constexpr std::array kNumbers{0.0,
                                         -0.0,
                                         1.0,
                                         1e300,
                                         -2.5e-300,
                                         0.1,
                                         9007199254740993.0,
                                         1e21,
                                         1e20,
                                         5e-324,
                                         std::numeric_limits<double>::infinity(),
                                         -std::numeric_limits<double>::infinity()};
    const auto drawn = below(2 * kNumbers.size());
    return drawn < kNumbers.size() ? kNumbers[drawn] : random_.normal();
  }
  std::optional<Money> money() {
    if (coin()) return std::nullopt;
    return Money{static_cast<std::int64_t>(below(1'000'000'000)) - 500,
                 *Currency::parse(coin() ? "JPY" : "CNY")};
  }
  registers::Party party() { return {text(), text(), text()}; }
  std::vector<registers::RecordedParty> recorded_parties() {
    std::vector<registers::RecordedParty> parties(below(3));
    for (auto& one : parties) one = {party(), date()};
    return parties;
  }
  registers::Source source() { return {text(), text(), below(1'000'000), text(), text()}; }

  registers::Fact made(int kind) {
    switch (kind) {
      case 0:
        return record();
      case 1:
        return registers::LegalEvent{
            {text()}, text(),    text(), date(), coin() ? std::nullopt : std::optional(day()),
            text(),   details(), {}};
      case 2:
        return recording();
      case 3:
        return registers::Retraction{{text()}, text(), text(), day(), {}};
      case 4:
        return registers::ReferenceFigure{text(), text(), text(), date(),
                                          day(),  real(), text(), {}};
      default:
        return trade();
    }
  }
  registers::RightRecord record() {
    registers::RightRecord record;
    record.id.value = text();
    record.type = static_cast<registers::RightType>(below(8));
    record.application_number = text();
    record.publication_number = text();
    record.grant_number = text();
    record.filing_date = date();
    record.priority_date = date();
    record.publication_date = date();
    record.grant_date = date();
    record.expiry_date = date();
    record.term_adjustment_days = static_cast<int>(below(4'000)) - 100;
    record.terminal_disclaimer = coin();
    record.title = text();
    record.owners.assign(below(3), party());
    record.inventors = texts();
    record.claim_count = number();
    record.independent_claim_count = number();
    record.figure_count = number();
    record.classes = texts();
    record.citations.assign(below(3), {text(), date(), coin(), coin()});
    record.family = texts();
    record.designated_states = texts();
    record.details = details();
    record.known = day();
    return record;
  }
  registers::Recording recording() {
    registers::Recording recording;
    recording.office = text();
    recording.id = text();
    recording.recorded = day();
    recording.recorded_stated = coin();
    recording.conveyance = text();
    recording.conveyance_class = static_cast<registers::ConveyanceClass>(below(12));
    recording.grantors = recorded_parties();
    recording.grantees = recorded_parties();
    recording.properties.assign(below(3), {{text()}, text(), text(), text(), text()});
    recording.corrects = text();
    recording.releases = text();
    recording.secured_amount = money();
    return recording;
  }
  registers::TradeReport trade() {
    registers::TradeReport trade;
    trade.id = text();
    trade.kind = text();
    trade.outcome = text();
    trade.date = date();
    trade.known = day();
    for (std::uint64_t i = below(3); i > 0; --i) trade.rights.push_back({text()});
    trade.price = money();
    trade.asked = money();
    if (coin()) trade.royalty_rate = real();
    trade.seller = text();
    trade.buyer = text();
    trade.venue = text();
    trade.details = details();
    return trade;
  }

  RandomStream random_;
};

}  // namespace pignus::testing
