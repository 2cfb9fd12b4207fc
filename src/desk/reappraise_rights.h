// Rights of an earlier appraisal valued again on a later day: before, after, and why.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/progress.h"
#include "core/result.h"
#include "desk/previous_appraisals.h"
#include "fleet/runner.h"
#include "store/store.h"
#include "underwriting/reappraise.h"

namespace pignus::desk {

struct ReappraiseRun {
  AsOf as_of;            ///< the later day
  double threshold = 0;  ///< share of the mean value lost that is an alert, in (0, 1]
  std::string software;  ///< of this program
  std::string build;
};

/// The least fall that is an alert where the user names none (standards/valuation/methods).
[[nodiscard]] Result<double> usual_threshold();

/// Of all rights in one currency. Amounts are sums of means.
struct ReappraisedTotals {
  std::size_t rights = 0;
  std::size_t alerts = 0;
  std::size_t ended = 0;  ///< alive before, ended after
  double before = 0;
  double after = 0;
  double model = 0;
  double time = 0;
  double legal = 0;
  double market = 0;
};

/// For each right, in the order of the previous file: `right`, `title`, `currency`, `before` and
/// `after` (each `state`, `p5`, `p50`, `p95`, `mean`, `liquidation_p50`), `change` (of the mean),
/// `change_share` (null where nothing was before), `steps` (`model`, `time`, `legal`, `market`:
/// they add up to `change`), `reproduced`, `reasons` (each `message`, `arguments`, `step`, the
/// greatest first), `alert`.
using TakeReappraisal = std::function<Status(Json&& reappraisal)>;

/// On threads or by a fleet, the same bytes. Totals by currency. Errors: those of appraise_many();
/// kInvalidInput for a day before the previous one; kNotFound for a right that the store did not
/// know on the previous day: it is another store.
[[nodiscard]] Result<std::map<std::string, ReappraisedTotals>> reappraise_rights(
    const store::Store& store, const PreviousAppraisals& previous, const ReappraiseRun& run,
    fleet::Runner& runner, const TakeReappraisal& take, const Progress& progress);

}  // namespace pignus::desk
