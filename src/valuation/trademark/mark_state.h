// Use and renewal of a mark: where it stands in its term, and the chance that it stands later.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/distribution.h"
#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// What is known of a mark's use and renewal.
struct MarkFacts {
  std::string office;  ///< ST.3 code; its period of non-use
  std::optional<Date> registered;
  std::optional<Date> term_end;   ///< as renewed, where the register tells; else by the term
  std::optional<Date> last_used;  ///< last day for which use is shown
  bool said_unused = false;       ///< shown or admitted not to be used now
};

enum class MarkRenewal {
  kUnknown,  ///< no date
  kRunning,
  kWindow,  ///< renewal may be asked for
  kGrace,   ///< the term is over, renewal still possible
  kLapsed,
};
std::string_view name_of(MarkRenewal state);

enum class UseState {
  kUnknown,
  kUsed,        ///< within the period of non-use
  kUnused,      ///< said not to be used; the office's period is not over
  kVulnerable,  ///< said not to be used, and the period is over: open to cancellation
};
std::string_view name_of(UseState state);

struct MarkState {
  MarkRenewal renewal = MarkRenewal::kUnknown;
  UseState use = UseState::kUnknown;
  std::optional<Date> term_end;
  std::optional<Date> grace_end;
  double non_use_years = 0;  ///< the office's period
  Distribution lapse;        ///< chance that the next renewal is not made
  Distribution cancelled;    ///< hazard per year of a cancellation for non-use; 0 unless vulnerable
};

/// The mark on `day`. A term that is not told runs the parameter's years from registration and is
/// not taken as renewed: renewal nobody recorded is unknown, so past its grace it is unknown, not
/// lapsed. kInvalidInput: used or registered after `day`, a term that ends before registration.
[[nodiscard]] Result<MarkState> mark_state(const MarkFacts& facts, Date day,
                                           const standards::ParameterSet& trademark);

/// Chance that the mark stands through each of the next `years` years, not rising: at each end of
/// term within the year it is renewed with 1 - lapse; a vulnerable mark also survives with
/// exp(-cancelled) a year. `lapse` and `cancelled` are one draw of the state's distributions. A
/// lapsed mark: 0. Where the term's end is unknown a renewal falls in every `term_years`-th part.
std::vector<double> mark_survival(const MarkState& state, Date day, int years, double lapse,
                                  double cancelled, double term_years);

}  // namespace pignus::valuation
