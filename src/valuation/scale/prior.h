// What one right is worth in US dollars before anything is known of its cash flows or of sales like
// it: a lognormal whose middle is drawn from four kinds of evidence about populations, each with
// its weight shown, and whose spread is that of a population. Quality, firm size and industry move
// the middle only as far as the sources allow. Page: docs/methods/dollar-scale.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/distribution.h"
#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// The figures of standards/valuation/scale.toml, each with source and grade. Aborts if the
/// embedded file does not parse, which a test would have shown.
const standards::ParameterSet& scale_parameters();

/// "all" and the industries of scale.toml, sorted.
std::vector<std::string> scale_industries(const standards::ParameterSet& parameters);

/// The industry of these that goes by that name, or whose cost of capital is that of the row of
/// Damodaran's table with that name; "all" where none does.
std::string scale_industry_of(std::string_view name, const standards::ParameterSet& parameters);

struct ScaleRequest {
  std::string industry = "all";  ///< of scale_industries()
  /// Of the firm that owns the right. Unknown: the assumption `employees_unknown`, and a wider
  /// answer.
  std::optional<double> employees;
  /// Technical quality as a percentile of its cohort, between 0 and 1. Unknown: not shifted.
  std::optional<double> quality;
  std::string quality_source = {};  ///< where that was read; "" where unknown
};

/// One kind of evidence.
struct ScaleSource {
  std::string name;  ///< "licence_income", "stock_market", "auction", "asking_prices"
  /// Natural logarithm of the median in US dollars that it alone would give; nullopt: it says
  /// nothing here (why is in `unknown`), and weighs nothing.
  std::optional<double> log_median;
  double error = 0;         ///< standard error of log_median
  double weight = 0;        ///< the weights of all sources add up to 1
  double contribution = 0;  ///< weight x log_median: those of all sources add up to the prior's
  std::vector<std::string> figures;  ///< names of the parameters it stands on
  std::string unknown;               ///< the parameter that is missing
};

struct ScalePrior {
  std::vector<ScaleSource> sources;  ///< in the order above
  double log_median = 0;             ///< quality included
  double quality_shift = 0;          ///< of log_median
  double sigma_log = 0;
  bool widened = false;  ///< sigma_log was raised to the floor
  Distribution value;    ///< US dollars
  /// What other methods want of the industry; nullopt where no figure is at hand.
  std::optional<double> licence_share_of_sales;
  std::optional<double> royalty_low;  ///< published band, share of net sales
  std::optional<double> royalty_high;
  double cost_of_capital = 0;
};

/// The least standard deviation of the log value of one right of which neither firm-specific cash
/// flows nor comparable sales are known: p90/p10 is at least 25.
double least_sigma_log();
/// That least ratio of the 90th to the 10th percentile.
double least_ratio();

/// kInvalidInput by field: an industry that is none, employees not above zero, a quality not within
/// (0.001, 0.999), parameters missing or out of range, no source that says anything.
[[nodiscard]] Result<ScalePrior> scale_prior(const ScaleRequest& request,
                                             const standards::ParameterSet& parameters);

/// The shift that a percentile of quality makes in the log value, and what spread it leaves:
///   ln V = mu + s (r z + sqrt(1 - r^2) e),  z = N^-1(quality), r = sqrt(R^2)
/// so that the shift is z s sqrt(R^2) and the rest s sqrt(1 - R^2).
struct QualityShift {
  double shift = 0;
  double sigma_left = 0;
};
QualityShift quality_shift(double quality, double sigma_log, double r_squared);

}  // namespace pignus::valuation
