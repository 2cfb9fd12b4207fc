// Altman's Z'' score of the firm's accounts, read as a probability of default within a year. The
// map is this project's own; the score alone does not give a probability.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "book/credit.h"
#include "book/dossier.h"
#include "core/date.h"
#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::risk {

/// Z'' = 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4, with X1 working capital, X2 retained earnings,
/// X3 EBIT, each over total assets, and X4 book equity over total liabilities.
struct AltmanRatios {
  double working_capital = 0;
  double retained_earnings = 0;
  double ebit = 0;
  double equity_to_liabilities = 0;
};
double altman_z(const AltmanRatios& ratios);

/// nullopt where a line is unknown or total assets are not positive; `missing` then names the lines
/// (as in dossier.toml). X4 is cut at `x4_max`.
std::optional<AltmanRatios> altman_ratios(const book::Accounts& accounts, double x4_max,
                                          std::vector<std::string>& missing);

/// Straight lines of the log odds between the anchors of standards/risk/altman.toml.
double pd_of_z(double z, const standards::ParameterSet& altman);

/// From the newest accounts (`accounts` stand newest first) of a year that has ended by `as_of`;
/// where the dossier assumes `pd`, that holds instead and the zone is "assumed". With neither,
/// pd_one_year is unknown and `missing` names what it would take. An estimate stays within 0.0003
/// and 0.99: no default is impossible or certain. kInvalidInput for an assumed pd that is no
/// probability.
[[nodiscard]] Result<book::DefaultEstimate> estimate_default(
    std::span<const book::Accounts> accounts, std::span<const book::Assumption> assumptions,
    Date as_of, const standards::ParameterSet& altman);

}  // namespace pignus::risk
