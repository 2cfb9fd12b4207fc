#include "valuation/scorecard/high_value.h"

#include <algorithm>

#include "core/check.h"
#include "registers/status.h"

namespace pignus::valuation {

namespace {

std::optional<bool> foreign_family(const registers::RightRecord& record) {
  if (record.family.empty()) {
    return std::nullopt;
  }
  return std::any_of(record.family.begin(), record.family.end(), [&](const std::string& number) {
    return number.size() > 2 && number.substr(0, 2) != record.id.office() &&
           !number.starts_with("WO") && !number.starts_with("PCT");
  });
}

std::optional<bool> maintained_long(const registers::RightRecord& record,
                                    const registers::LegalStatus& status, Date day) {
  if (status.state == registers::LegalState::kUnknown) {
    return std::nullopt;
  }
  if (!registers::is_alive(status.state)) {
    return false;
  }
  const auto granted = record.grant_date.exact();
  const auto filed = record.filing_date.exact();
  if (granted && day > granted->plus_years(10)) {
    return true;
  }
  if (filed && day <= filed->plus_years(10)) {
    return false;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(HighValueFlag flag) {
  switch (flag) {
    case HighValueFlag::kStrategicIndustry:
      return "strategic_industry";
    case HighValueFlag::kForeignFamily:
      return "foreign_family";
    case HighValueFlag::kMaintainedLong:
      return "maintained_long";
    case HighValueFlag::kPledgedHigh:
      return "pledged_high";
    case HighValueFlag::kAward:
      return "award";
  }
  PIGNUS_CHECK(!"a known flag");
}

std::optional<bool> HighValueTest::high_value() const {
  bool all_known = true;
  for (const auto& flag : flags) {
    if (flag.value_or(false)) {
      return true;
    }
    all_known = all_known && flag.has_value();
  }
  return all_known ? std::optional(false) : std::nullopt;
}

Result<HighValueTest> high_value_test(const registers::RightFacts& facts, AsOf as_of,
                                      const HighValueAnswers& answers) {
  const registers::RightFacts known = registers::known_facts(facts, as_of);
  const registers::RightRecord* record = known.latest_record();
  if (record != nullptr && record->type != registers::RightType::kInvention &&
      record->type != registers::RightType::kUnknown) {
    return fail(ErrorCode::kInvalidInput, "the test is of invention patents", {"", 0, "type"});
  }
  HighValueTest test;
  const auto set = [&](HighValueFlag flag, std::optional<bool> computed,
                       std::optional<bool> answered) {
    const auto place = static_cast<std::size_t>(flag);
    test.flags.at(place) = computed ? computed : answered;
    test.computed.at(place) = computed.has_value();
  };
  set(HighValueFlag::kStrategicIndustry, std::nullopt, answers.strategic_industry);
  set(HighValueFlag::kForeignFamily, record != nullptr ? foreign_family(*record) : std::nullopt,
      answers.foreign_family);
  set(HighValueFlag::kMaintainedLong,
      record != nullptr
          ? maintained_long(*record, registers::status_as_of(known, as_of), as_of.true_on)
          : std::nullopt,
      std::nullopt);
  set(HighValueFlag::kPledgedHigh, std::nullopt, answers.pledged_high);
  set(HighValueFlag::kAward, std::nullopt, answers.award);
  return test;
}

}  // namespace pignus::valuation
