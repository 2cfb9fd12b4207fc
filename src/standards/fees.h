// Terms of protection and fees that keep a right alive: dated, graded data from standards/fees/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
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

/// How long a fee can still be paid after its due day, and at what price. Bands follow each other.
struct GraceBand {
  int months = 0;              ///< from the due day to the end of the band
  double surcharge_share = 0;  ///< of the fee, 0.5 for half as much again; 0: nothing more
  std::optional<Money> surcharge;
};

/// What the fee of a year costs: of the band of days on which it is paid, where the source tells
/// one.
struct FeeAmount {
  int year_from = 0;
  int year_to = 0;
  Money fee;
  std::optional<Money> per_claim;
  std::optional<Date> paid_from;
  std::optional<Date> paid_until;
  Evidence evidence;
};

/// One band of days after the due day of one fee.
struct FeeGrace {
  Date until;
  double surcharge_share = 0;
  std::optional<Money> surcharge;
};

/// One fee of one right.
struct Fee {
  std::string what;
  int fee_year = 0;
  Date due;                        ///< last day without surcharge
  Date grace_end;                  ///< last day at all
  std::optional<Date> paid_until;  ///< the right lives so far once it is paid; nullopt: to its end
  std::vector<FeeGrace> grace;     ///< in order; empty where the rule does not tell the surcharge
};

struct FeeWindow {
  std::string what;
  int fee_year = 0;
  int due_months = 0;
  int grace_end_months = 0;
  std::optional<int> paid_until_months;
};

/// Which annuities fall due at all.
enum class FeesFall {
  kAfterGrant,   ///< those of earlier years are paid with the grant (China, Japan, Korea)
  kAlways,       ///< for applications too (Germany)
  kBeforeGrant,  ///< to this office for applications only; then to the states (EPO)
};

struct FeeRule {
  CountedFrom from = CountedFrom::kFiling;
  std::vector<FeeWindow> windows;  ///< either these
  std::string annuity;             ///< or one fee a year: "annuity year {0}"
  int first_year = 1;              ///< the first year an annuity is due for by itself
  int years = 0;
  int grace_months = 0;
  FeesFall fall = FeesFall::kAfterGrant;
  /// Instead of fees by year: renewed for so many years at a time, due when the term that runs
  /// ends.
  int renewal_years = 0;
  bool month_end = false;  ///< due, and grace ending, on the last day of the month
  std::vector<GraceBand> grace;
  std::vector<FeeAmount> amounts;
  Evidence evidence;

  /// The renewal due when a term ends; only where renewal_years is not 0.
  Fee renewal_at(Date term_end) const;
};

struct FeeSchedule {
  std::string id;
  std::string office;
  std::vector<std::string> right_types;  ///< as registers::name_of(RightType) spells them
  std::optional<Date> filed_from;        ///< first and last day of filing it holds for
  std::optional<Date> filed_until;
  std::optional<TermRule> term;  ///< nullopt where it cannot be computed
  std::optional<FeeRule> fees;   ///< nullopt where none are due

  /// All fees in order, up to the end of the term. A year's annuity is due on the anniversary that
  /// begins it (or at the end of its month); which fall due at all, FeesFall tells. None when no
  /// base date is known.
  std::vector<Fee> fees_of(std::optional<Date> filed, std::optional<Date> granted) const;
  /// What the fee of a year costs when paid on `paid`; nullopt where no source at hand tells, or
  /// where the number of claims decides and is unknown.
  std::optional<Money> amount_of(int fee_year, Date paid, std::optional<int> claims) const;
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
