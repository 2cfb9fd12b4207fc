// Terms of protection and fees that keep a right alive: dated, graded data from standards/fees/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

enum class CountedFrom { kFiling, kGrant };

struct TermRule {
  int years = 0;
  CountedFrom from = CountedFrom::kFiling;
  int or_years = 0;  ///< another way to count, 0 if there is none: the longer one holds
  CountedFrom or_from = CountedFrom::kGrant;
  bool adjustable = false;  ///< the office may add days for its own delay
  bool renewable = false;   ///< the end is that of the period running now
  Evidence evidence;

  /// Last day of the term; nullopt when no date it counts from is known.
  std::optional<Date> end(std::optional<Date> filed, std::optional<Date> granted,
                          int adjustment_days) const;
};

/// One fee of one right.
struct Fee {
  std::string what;
  int fee_year = 0;
  Date due;                        ///< last day without surcharge
  Date grace_end;                  ///< last day at all
  std::optional<Date> paid_until;  ///< the right lives so far once it is paid; nullopt: to its end
};

struct FeeWindow {
  std::string what;
  int fee_year = 0;
  int due_months = 0;
  int grace_end_months = 0;
  std::optional<int> paid_until_months;
};

struct FeeRule {
  CountedFrom from = CountedFrom::kFiling;
  std::vector<FeeWindow> windows;  ///< either these
  std::string annuity;             ///< or one fee a year: "annuity year {0}"
  int years = 0;
  int grace_months = 0;
  Evidence evidence;
};

struct FeeSchedule {
  std::string id;
  std::string office;
  std::vector<std::string> right_types;  ///< as registers::name_of(RightType) spells them
  std::optional<Date> filed_from;        ///< first and last day of filing it holds for
  std::optional<Date> filed_until;
  std::optional<TermRule> term;  ///< nullopt where it cannot be computed
  std::optional<FeeRule> fees;   ///< nullopt where none are due

  /// All fees in order. A year's annuity is due on the anniversary that begins it; annuities that
  /// fall due before the grant are paid with it and left out. None when no base date is known.
  std::vector<Fee> fees_of(std::optional<Date> filed, std::optional<Date> granted) const;
};

/// Parses one file; errors name file and key.
[[nodiscard]] Result<std::vector<FeeSchedule>> parse_fee_schedules(std::string_view toml,
                                                                   std::string_view file);
/// Every schedule under standards/fees. Aborts if one does not parse: they are part of the program,
/// and a test reads them all.
const std::vector<FeeSchedule>& embedded_fee_schedules();
/// The schedule for a right; nullptr when there is none, or when the filing date is unknown and it
/// would decide between two.
const FeeSchedule* fee_schedule_for(const std::vector<FeeSchedule>& schedules,
                                    std::string_view office, std::string_view right_type,
                                    std::optional<Date> filed);

}  // namespace pignus::standards
