// CNIPA's statistical test of a high-value invention patent: any of five flags.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "registers/facts.h"

namespace pignus::valuation {

enum class HighValueFlag {
  kStrategicIndustry,  ///< of a strategic emerging industry
  kForeignFamily,      ///< a family member abroad
  kMaintainedLong,     ///< maintained for more than ten years
  kPledgedHigh,        ///< a relatively high amount of pledge financing
  kAward,              ///< national science and technology award or China Patent Award
};
inline constexpr std::array<HighValueFlag, 5> kHighValueFlags{
    HighValueFlag::kStrategicIndustry, HighValueFlag::kForeignFamily,
    HighValueFlag::kMaintainedLong, HighValueFlag::kPledgedHigh, HighValueFlag::kAward};
std::string_view name_of(HighValueFlag flag);

struct HighValueTest {
  std::array<std::optional<bool>, kHighValueFlags.size()> flags;  ///< nullopt: unknown
  std::array<bool, kHighValueFlags.size()> computed{};            ///< from facts, not asked

  /// True when one flag is, false when all are known and none is, else unknown.
  std::optional<bool> high_value() const;
};

/// What facts do not tell, as answered.
struct HighValueAnswers {
  std::optional<bool> strategic_industry;
  std::optional<bool> foreign_family;
  std::optional<bool> pledged_high;  ///< the amount from which it counts is not published
  std::optional<bool> award;
};

/// Facts come first. Whether the ten years run from filing or from grant is not said where the test
/// was read: more than ten from grant is yes, ten or less from filing is no, between is unknown; an
/// ended right was maintained until it ended and counts no more. An empty family is unknown. Other
/// rights than inventions: kInvalidInput.
[[nodiscard]] Result<HighValueTest> high_value_test(const registers::RightFacts& facts, AsOf as_of,
                                                    const HighValueAnswers& answers);

}  // namespace pignus::valuation
