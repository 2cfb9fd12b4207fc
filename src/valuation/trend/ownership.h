// Owners who come to a field and who leave it, by year.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/result.h"

namespace pignus::valuation {

/// An owner had `rights` rights of the field in a year.
struct OwnerYear {
  std::string owner;  ///< one spelling an owner: making names one is the caller's
  int year = 0;
  double rights = 0;  ///< > 0 counts; other rows are passed over
  Date known;
};

struct OwnershipOptions {
  int burn_in_years = 5;  ///< of the first years nobody can tell who is new
  int quiet_years = 3;    ///< an owner has left who has been silent so long
};

struct OwnershipYear {
  int year = 0;
  int active = 0;              ///< owners with a right in this year
  std::optional<int> entered;  ///< for the first time; unknown in the burn-in
  std::optional<int> left;     ///< not seen again; unknown in the last quiet_years
  double top_share = 0;        ///< of the largest owner, of the year's rights

  friend bool operator==(const OwnershipYear&, const OwnershipYear&) = default;
};

struct Ownership {
  std::vector<OwnershipYear> years;  ///< in order; years without an owner are not there
  /// Shares of the active, over the last ten years for which each is known; nullopt: none is.
  std::optional<double> entry_rate;
  std::optional<double> exit_rate;
};

/// Rows of years after `complete_to`, not over at `as_of.true_on`, or known after `as_of.known_by`
/// are not used. kNotFound where no row is left; kInvalidInput for an owner without a name or a
/// count not finite (record, from 1).
///
/// Of a list picked by size (the hundred largest of all times) entry and exit are those of the
/// list: who came late and large looks like an entrant, who stayed small is never seen.
[[nodiscard]] Result<Ownership> entry_and_exit(std::span<const OwnerYear> rows, Date complete_to,
                                               AsOf as_of, const OwnershipOptions& options = {});

}  // namespace pignus::valuation
