// Maintenance-fee events of single rights as spells for the models of survival/: at risk from the
// grant, ended by a lapse or by the end of the term, whichever comes first, else cut off on the day
// one looks. For a user's own maintenance-fee file; no such file is at hand to fit. Also the same
// by decision (4, 8, 12 years), for hazards in discrete time. Page: docs/methods/lapse.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "registers/event.h"
#include "survival/discrete_time.h"
#include "survival/spells.h"

namespace pignus::valuation {

/// One right that owes maintenance fees.
struct FeeLife {
  std::string id;
  std::optional<Date> granted;
  std::optional<Date> term_end;  ///< last day of its term; nullopt: unknown, never seen to expire
  std::vector<registers::LegalEvent> events;  ///< of its maintenance fees; other codes are skipped
};

enum class FeeEnd : std::uint8_t { kStillSeen = 0, kLapse = 1, kExpiry = 2 };

/// One row a right, in the order given; columns side by side, as survival/ takes them.
struct FeeSpells {
  std::vector<std::string> ids;
  std::vector<double> years;        ///< from grant to the end, > 0
  std::vector<std::uint8_t> ended;  ///< FeeEnd: the number of the cause
  std::vector<double> small;        ///< 1 where its latest event says small or micro entity, else 0

  /// Competing risks: causes 1 (lapse) and 2 (expiry). Valid as long as this is.
  survival::Spells spells() const { return {{}, years, ended, {}, {}}; }
};

/// One row a right that has come to a decision: it was at risk in those from 1 to `last`. A grace
/// that ended less than sixty days ago is none yet: its lapses may not be recorded.
struct FeeDecisions {
  std::vector<std::string> ids;
  std::vector<std::uint32_t> last;  ///< 1 to 3
  std::vector<std::uint8_t> lapsed;
  std::vector<double> small;
};

struct FeeRows {
  FeeSpells spells;
  FeeDecisions decisions;
  std::size_t undecided = 0;  ///< rights whose first grace had not ended: in spells alone
  /// Rights left out, with the record's number in the input and the field that is missing or odd.
  std::vector<Error> left_out;
};

/// What was known on `as_of`, and true by then. A lapse that was later taken back by a
/// reinstatement known by then is none. Left out, with a reason: no day of grant, a grant on or
/// after `as_of`, fee events before the grant. A lapse more than a year from 4, 8 and 12 years is
/// in `spells`, but not in `decisions` (a decision it does not belong to), and is told in left_out.
FeeRows fee_rows(std::span<const FeeLife> lives, Date as_of);

}  // namespace pignus::valuation
