#include "valuation/scale/prior.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/check.h"
#include "core/normal.h"
#include "standards/embedded.h"
#include "valuation/require.h"
#include "valuation/scale/offered_lots.h"

namespace pignus::valuation {

namespace {

/// p90/p10 of one right without firm-specific evidence.
constexpr double kRatioFloor = 25;
/// The distribution keeps 400 quantiles and draws lines between them: its p90/p10 lies a little
/// below the lognormal's own.
constexpr double kGridMargin = 1.002;
/// low and high of an assumption are taken for its 5th and 95th percentile.
constexpr double kRangeInDeviations = 2 * 1.6448536269514722;
constexpr double kMillion = 1e6;

double square(double x) {
  return x * x;
}

double log_range_error(const standards::ModelParameter& parameter) {
  return std::log(parameter.high / parameter.low) / kRangeInDeviations;
}

/// Reads the parameters that a source stands on. The first that is missing, or not above zero,
/// makes the source unknown.
class Figures {
 public:
  Figures(const standards::ParameterSet& parameters, ScaleSource& source)
      : parameters_(parameters), source_(source) {}

  standards::ModelParameter get(const std::string& name) {
    const auto found = parameters_.values.find(name);
    if (found == parameters_.values.end() || !(found->second.low > 0)) {
      if (source_.unknown.empty()) {
        source_.unknown = name;
      }
      return {name, 1, 1, 1, "", {}};
    }
    source_.figures.push_back(name);
    return found->second;
  }
  double value(const std::string& name) { return get(name).mode; }

  void finish(double log_median, double variance) {
    if (source_.unknown.empty()) {
      source_.log_median = log_median;
      source_.error = std::sqrt(variance);
    }
  }

 private:
  const standards::ParameterSet& parameters_;
  ScaleSource& source_;
};

std::string size_group(double employees) {
  return employees < 50 ? "small" : employees < 250 ? "medium" : "large";
}

/// Lifetime licence income of a patent in a steady state is a year's income over a year's grants;
/// spread evenly over its life, discounted, taxed, and taken for a share of its whole value.
ScaleSource licence_income(const ScaleRequest& request, const standards::ParameterSet& parameters,
                           double sigma_within) {
  ScaleSource source;
  source.name = "licence_income";
  Figures figures(parameters, source);
  const auto per_patent = [&figures](const std::string& group) {
    return kMillion * figures.value("licence_revenue_" + group) /
           figures.value("licence_patents_" + group);
  };
  double income = per_patent(request.industry);
  double variance = 0;
  if (request.industry != "all") {
    variance += square(figures.value("licence_industry_error"));
  }
  if (request.employees) {
    income *= per_patent(size_group(*request.employees)) / per_patent("all");
  }
  variance += square(figures.value("licence_size_error"));
  const double discounting =
      figures.value("cost_of_capital_" + request.industry) * figures.value("patent_life_years");
  const auto share = figures.get("licence_share_of_value");
  variance += square(log_range_error(share));
  const double mean = income * -std::expm1(-discounting) / discounting *
                      (1 - figures.value("licence_tax")) / share.mode;
  figures.finish(std::log(mean) - square(sigma_within) / 2, variance);
  return source;
}

/// The median of listed firms' patents, brought down to the firm's size.
ScaleSource stock_market(const ScaleRequest& request, const standards::ParameterSet& parameters) {
  ScaleSource source;
  source.name = "stock_market";
  Figures figures(parameters, source);
  const double elasticity = figures.value("kpss_size_elasticity");
  double variance = square(figures.value("kpss_error"));
  double employees = request.employees.value_or(1);
  if (!request.employees) {
    const auto assumed = figures.get("employees_unknown");
    employees = assumed.mode;
    variance += square(elasticity * log_range_error(assumed));
  }
  const double smaller = std::log(employees / figures.value("kpss_reference_employees"));
  variance += square(figures.value("kpss_elasticity_error") * smaller);
  figures.finish(std::log(kMillion * figures.value("kpss_median_millions")) + elasticity * smaller,
                 variance);
  return source;
}

Result<LotPrices> auction_prices(Figures& figures) {
  OfferedLots lots;
  lots.offered = figures.value("auction_lots_offered");
  lots.sold = figures.value("auction_lots_sold");
  lots.median_price = figures.value("auction_median_price");
  lots.mean_price = figures.value("auction_mean_price");
  return prices_of_all(lots);
}

Result<ScaleSource> auction(const standards::ParameterSet& parameters) {
  ScaleSource source;
  source.name = "auction";
  Figures figures(parameters, source);
  const auto prices = auction_prices(figures);
  const auto rights = figures.get("auction_rights_a_lot");
  const double variance = square(figures.value("auction_error")) + square(log_range_error(rights));
  if (!source.unknown.empty()) {
    return source;
  }
  PIGNUS_TRY(prices);
  figures.finish(prices->mu - std::log(rights.mode), variance);
  return source;
}

/// The mean price asked, brought to what is paid, and to the median by the spread of auction lots.
Result<ScaleSource> asking_prices(const standards::ParameterSet& parameters) {
  ScaleSource source;
  source.name = "asking_prices";
  Figures figures(parameters, source);
  const auto prices = auction_prices(figures);
  const auto paid = figures.get("asking_price_paid");
  const double asked = figures.value("asking_price_us_patent");
  const double variance = square(figures.value("asking_error")) + square(log_range_error(paid));
  if (!source.unknown.empty()) {
    return source;
  }
  PIGNUS_TRY(prices);
  figures.finish(std::log(asked * paid.mode) - square(prices->sigma) / 2, variance);
  return source;
}

struct Pooled {
  double log_median = 0;
  double variance = 0;
};

/// By precision. Where the sources differ by more than their errors have it, the error of the
/// middle is stretched by as much (Birge's ratio).
Result<Pooled> pool(std::vector<ScaleSource>& sources) {
  double precision = 0;
  double count = 0;
  for (const ScaleSource& source : sources) {
    if (source.log_median) {
      PIGNUS_TRY(require_above_zero(source.error, source.name));
      precision += 1 / square(source.error);
      count += 1;
    }
  }
  PIGNUS_TRY(require(count > 0, "sources", "must say something: all figures are unknown"));
  Pooled pooled;
  for (ScaleSource& source : sources) {
    if (source.log_median) {
      source.weight = 1 / square(source.error) / precision;
      source.contribution = source.weight * *source.log_median;
      pooled.log_median += source.contribution;
    }
  }
  double apart = 0;
  for (const ScaleSource& source : sources) {
    if (source.log_median) {
      apart += square((*source.log_median - pooled.log_median) / source.error);
    }
  }
  pooled.variance = std::max(1.0, count > 1 ? apart / (count - 1) : 1.0) / precision;
  return pooled;
}

Status check_request(const ScaleRequest& request, const standards::ParameterSet& parameters) {
  const auto industries = scale_industries(parameters);
  PIGNUS_TRY(
      require(std::find(industries.begin(), industries.end(), request.industry) != industries.end(),
              "industry", "must be one of the industries of the scale"));
  if (request.employees) {
    PIGNUS_TRY(require_within(*request.employees, 1, 1e8, "employees"));
  }
  if (request.quality) {
    PIGNUS_TRY(require(*request.quality > .001 && *request.quality < .999, "quality",
                       "must lie between 0.001 and 0.999"));
  }
  for (const char* name : {"mean_over_median", "quality_r_squared"}) {
    PIGNUS_TRY(require(parameters.values.contains(name), name, "is missing"));
  }
  PIGNUS_TRY(require_within(parameters.at("mean_over_median").mode, 1, 1e6, "mean_over_median"));
  return require_within(parameters.at("quality_r_squared").mode, 0, .113, "quality_r_squared");
}

}  // namespace

const standards::ParameterSet& scale_parameters() {
  static const standards::ParameterSet kParameters = [] {
    constexpr const char* kFile = "valuation/scale.toml";
    auto parsed = standards::parse_parameters(standards::embedded_file(kFile), kFile);
    PIGNUS_CHECK(parsed);
    return *std::move(parsed);
  }();
  return kParameters;
}

std::vector<std::string> scale_industries(const standards::ParameterSet& parameters) {
  constexpr std::string_view kPrefix = "cost_of_capital_";
  std::vector<std::string> result;
  for (const auto& [name, parameter] : parameters.values) {
    if (name.starts_with(kPrefix)) {
      result.push_back(name.substr(kPrefix.size()));
    }
  }
  return result;
}

std::string scale_industry_of(std::string_view name, const standards::ParameterSet& parameters) {
  const std::string row = ": " + std::string(name);
  for (const std::string& industry : scale_industries(parameters)) {
    const std::string& source = parameters.at("cost_of_capital_" + industry).evidence.source;
    if (industry == name || (!name.empty() && source.ends_with(row))) {
      return industry;
    }
  }
  return "all";
}

double least_sigma_log() {
  return kGridMargin * std::log(kRatioFloor) / (2 * normal_quantile(.9));
}

double least_ratio() {
  return kRatioFloor;
}

QualityShift quality_shift(double quality, double sigma_log, double r_squared) {
  return {normal_quantile(quality) * sigma_log * std::sqrt(r_squared),
          sigma_log * std::sqrt(1 - r_squared)};
}

Result<ScalePrior> scale_prior(const ScaleRequest& request,
                               const standards::ParameterSet& parameters) {
  PIGNUS_TRY(check_request(request, parameters));
  double sigma_within = std::sqrt(2 * std::log(parameters.at("mean_over_median").mode));
  ScalePrior prior;
  prior.sources.push_back(licence_income(request, parameters, sigma_within));
  prior.sources.push_back(stock_market(request, parameters));
  PIGNUS_ASSIGN(ScaleSource lots, auction(parameters));
  prior.sources.push_back(std::move(lots));
  PIGNUS_ASSIGN(ScaleSource asked, asking_prices(parameters));
  prior.sources.push_back(std::move(asked));
  PIGNUS_ASSIGN(const Pooled pooled, pool(prior.sources));
  prior.log_median = pooled.log_median;
  if (request.quality) {
    const QualityShift shift =
        quality_shift(*request.quality, sigma_within, parameters.at("quality_r_squared").mode);
    prior.quality_shift = shift.shift;
    prior.log_median += shift.shift;
    sigma_within = shift.sigma_left;
  }
  const double sigma = std::sqrt(square(sigma_within) + pooled.variance);
  prior.widened = sigma < least_sigma_log();
  prior.sigma_log = std::max(sigma, least_sigma_log());
  prior.value = Distribution::lognormal(std::exp(prior.log_median), prior.sigma_log);
  const auto find = [&parameters, &request](const char* prefix) {
    return parameters.values.find(prefix + request.industry);
  };
  if (const auto royalty = find("royalty_"); royalty != parameters.values.end()) {
    prior.royalty_low = royalty->second.low;
    prior.royalty_high = royalty->second.high;
  }
  prior.cost_of_capital = find("cost_of_capital_")->second.mode;
  const auto revenue = find("licence_revenue_");
  const auto sales = find("licence_sales_");
  if (revenue != parameters.values.end() && sales != parameters.values.end()) {
    prior.licence_share_of_sales = revenue->second.mode / sales->second.mode;
  }
  return prior;
}

}  // namespace pignus::valuation
