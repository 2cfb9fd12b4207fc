#include "risk/altman.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.h"

namespace pignus::risk {

namespace {

constexpr int kAnchors = 6;
// A probability of default outside these is no estimate: none is impossible, none is certain.
constexpr double kPdLeast = 0.0003;
constexpr double kPdMost = 0.99;

double log_odds(double probability) {
  return std::log(probability / (1 - probability));
}

book::Input input_of(const standards::ModelParameter& parameter) {
  return {parameter.name, Distribution::triangular(parameter.low, parameter.mode, parameter.high),
          parameter.unit, parameter.evidence};
}

book::Input ratio(std::string name, double value) {
  return {std::move(name),
          Distribution(value),
          "ratio",
          {"the firm's accounts in the dossier", standards::Grade::kOwn}};
}

const book::Assumption* assumed_pd(std::span<const book::Assumption> assumptions) {
  const auto found = std::find_if(assumptions.begin(), assumptions.end(),
                                  [](const book::Assumption& a) { return a.name == "pd"; });
  return found == assumptions.end() ? nullptr : &*found;
}

Result<book::DefaultEstimate> from_assumption(const book::Assumption& assumption,
                                              book::DefaultEstimate estimate) {
  const bool ordered = assumption.low <= assumption.mode && assumption.mode <= assumption.high;
  if (!ordered || !(assumption.low >= 0) || !(assumption.high <= 1)) {
    return fail(ErrorCode::kInvalidInput, "the assumption is no probability, from 0 to 1",
                {"", 0, "assumptions.pd"});
  }
  estimate.zone = "assumed";
  estimate.pd_one_year = std::clamp(assumption.mode, kPdLeast, kPdMost);
  estimate.evidence = {assumption.source, standards::Grade::kOwn};
  estimate.inputs.push_back(
      {"pd", Distribution::triangular(assumption.low, assumption.mode, assumption.high),
       assumption.unit, estimate.evidence});
  return estimate;
}

}  // namespace

double altman_z(const AltmanRatios& r) {
  return 6.56 * r.working_capital + 3.26 * r.retained_earnings + 6.72 * r.ebit +
         1.05 * r.equity_to_liabilities;
}

std::optional<AltmanRatios> altman_ratios(const book::Accounts& accounts, double x4_max,
                                          std::vector<std::string>& missing) {
  const std::size_t before = missing.size();
  const std::pair<const char*, const std::optional<double>*> lines[] = {
      {"total_assets", &accounts.total_assets},
      {"current_assets", &accounts.current_assets},
      {"current_liabilities", &accounts.current_liabilities},
      {"retained_earnings", &accounts.retained_earnings},
      {"ebit", &accounts.ebit},
      {"equity", &accounts.equity},
      {"total_liabilities", &accounts.total_liabilities}};
  for (const auto& [name, value] : lines) {
    if (!*value || !std::isfinite(**value)) {
      missing.emplace_back(name);
    }
  }
  if (accounts.total_assets && !(*accounts.total_assets > 0)) {
    missing.emplace_back("total_assets");
  }
  if (missing.size() > before) {
    return std::nullopt;
  }
  const double assets = *accounts.total_assets;
  AltmanRatios ratios;
  ratios.working_capital = (*accounts.current_assets - *accounts.current_liabilities) / assets;
  ratios.retained_earnings = *accounts.retained_earnings / assets;
  ratios.ebit = *accounts.ebit / assets;
  const double liabilities = std::max(*accounts.total_liabilities, 0.0);
  ratios.equity_to_liabilities = liabilities > 0 ? std::min(*accounts.equity / liabilities, x4_max)
                                                 : (*accounts.equity > 0 ? x4_max : 0.0);
  return ratios;
}

double pd_of_z(double z, const standards::ParameterSet& altman) {
  const auto anchor = [&altman](const char* prefix, int i) {
    return altman.at(prefix + std::to_string(i)).mode;
  };
  if (z <= anchor("z_", 0)) {
    return anchor("pd_", 0);
  }
  for (int i = 1; i < kAnchors; ++i) {
    if (z <= anchor("z_", i)) {
      const double share = (z - anchor("z_", i - 1)) / (anchor("z_", i) - anchor("z_", i - 1));
      const double odds =
          log_odds(anchor("pd_", i - 1)) * (1 - share) + log_odds(anchor("pd_", i)) * share;
      return 1 / (1 + std::exp(-odds));
    }
  }
  return anchor("pd_", kAnchors - 1);
}

Result<book::DefaultEstimate> estimate_default(std::span<const book::Accounts> accounts,
                                               std::span<const book::Assumption> assumptions,
                                               Date as_of, const standards::ParameterSet& altman) {
  book::DefaultEstimate estimate;
  estimate.zone = "unknown";
  std::optional<AltmanRatios> ratios;
  const auto newest = std::find_if(accounts.begin(), accounts.end(),
                                   [as_of](const auto& year) { return year.year_end <= as_of; });
  if (newest == accounts.end()) {
    estimate.missing.emplace_back("accounts");
  } else {
    ratios = altman_ratios(*newest, altman.at("x4_max").mode, estimate.missing);
  }
  if (ratios) {
    estimate.z_score = altman_z(*ratios);
    estimate.inputs = {ratio("x1_working_capital", ratios->working_capital),
                       ratio("x2_retained_earnings", ratios->retained_earnings),
                       ratio("x3_ebit", ratios->ebit),
                       ratio("x4_equity_to_liabilities", ratios->equity_to_liabilities)};
  }
  if (const book::Assumption* assumption = assumed_pd(assumptions)) {
    return from_assumption(*assumption, std::move(estimate));
  }
  if (!ratios) {
    return estimate;
  }
  const double z = *estimate.z_score;
  const standards::ModelParameter& distress = altman.at("distress_below");
  const standards::ModelParameter& safe = altman.at("safe_above");
  estimate.zone = z < distress.mode ? "distress" : (z > safe.mode ? "safe" : "grey");
  estimate.pd_one_year = pd_of_z(z, altman);
  estimate.evidence = altman.at("pd_0").evidence;
  estimate.inputs.push_back(input_of(distress));
  estimate.inputs.push_back(input_of(safe));
  return estimate;
}

}  // namespace pignus::risk
