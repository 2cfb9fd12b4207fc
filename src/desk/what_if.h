// What an underwriting would say if assumptions of the dossier were others: the dossier as it is,
// each change alone, and all of them together, drawn from the same random numbers, so that a
// difference is the change's and not chance's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/underwriting.h"
#include "core/progress.h"
#include "core/result.h"
#include "store/store.h"
#include "underwriting/underwrite.h"

namespace pignus::desk {

/// "NAME=VALUE" or "NAME=LOW:MODE:HIGH", each number with an optional % sign: a change of the
/// assumption, whose unit is that of docs/valuation.md. kInvalidInput says what is wrong and which
/// names there are.
[[nodiscard]] Result<book::Assumption> parse_change(std::string_view text);

/// Names that parse_change() takes; rates of exchange, "exchange_rate_USD_<code>", besides.
std::vector<std::string> changeable_assumptions();

/// One version of the case and what came of it.
struct WhatIfCase {
  std::vector<std::string> changed;  ///< names of the assumptions; empty: the dossier as it is
  Distribution value;                ///< of the eligible rights together, going concern
  Distribution liquidation_value;
  std::vector<Distribution> rights;  ///< value of each right, in the dossier's order
  book::Outcome outcome = book::Outcome::kRefer;
  std::optional<Money> amount;
  std::optional<double> rate_per_year;
};

struct WhatIf {
  book::Dossier dossier;  ///< as it was handed in
  std::vector<book::Assumption> changes;
  /// The dossier as it is, each change alone in the order given, and, of several, all together.
  std::vector<WhatIfCase> cases;
};

/// Reads the store, writes nothing. kInvalidInput: no change, or one assumption changed twice.
[[nodiscard]] Result<WhatIf> what_if(const store::Store& store, const book::Dossier& dossier,
                                     const std::vector<book::Assumption>& changes,
                                     const underwriting::UnderwriteOptions& options,
                                     const Progress& progress);

}  // namespace pignus::desk
