// Our answers to what tests/r/survival.R asks R's package, by the same names.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/made_up_spells.h"
#include "survival/accelerated.h"
#include "survival/concordance.h"
#include "survival/cox.h"
#include "survival/curves.h"
#include "survival/discrete_time.h"
#include "survival/incidence.h"

namespace pignus::testing {

class SurvivalAnswers {
 public:
  /// Of small_rows().
  void add_small();
  /// Of rows like large_rows(); the R script reads them from a file.
  void add_large(const SpellRows& rows);
  const std::map<std::string, std::vector<double>>& all() const { return answers_; }

 private:
  using Ties = survival::Ties;
  void say(const std::string& name, std::vector<double> values) {
    answers_[name] = std::move(values);
  }
  template <typename T>
  static T must(Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s\n", describe(result.error()).c_str());
    std::abort();
  }
  survival::CoxFit cox(const std::string& name, const survival::CoxInput& input, Ties ties) {
    survival::CoxOptions options;
    options.ties = ties;
    survival::CoxFit fit = must(survival::fit_cox(input, options));
    say(name + ".b", fit.coefficients);
    say(name + ".covariance", fit.covariance.values);
    say(name + ".log_likelihood", {fit.log_likelihood_null, fit.log_likelihood});
    say(name + ".score", {fit.score_statistic});
    return fit;
  }

  void robust(const std::string& name, const survival::CoxInput& input, const survival::CoxFit& fit,
              std::span<const std::uint32_t> cluster, Ties ties) {
    survival::CoxOptions options;
    options.ties = ties;
    say(name + ".robust", must(survival::robust_covariance(input, fit, cluster, options)).values);
  }

  void baseline(const std::string& name, const survival::CoxFit& fit) {
    std::vector<double> hazards;
    for (const survival::BaselineStep& step : fit.baseline) hazards.push_back(step.cumulative);
    say(name + ".baseline", hazards);
  }

  void curves(const std::string& name, const survival::Spells& spells,
              survival::IntervalScale scale) {
    survival::CurveOptions options;
    options.scale = scale;
    std::vector<double> share, error, lower, upper, hazard, hazard_error;
    for (const survival::Curve& curve : must(survival::survival_curves(spells, options))) {
      for (const survival::CurvePoint& point : curve.points) {
        share.push_back(point.survival);
        hazard.push_back(point.hazard);
        hazard_error.push_back(point.hazard_error);
        if (!point.interval || point.survival >= 1) continue;
        error.push_back(*point.survival_error);
        lower.push_back(point.interval->lower);
        upper.push_back(point.interval->upper);
      }
    }
    say(name + ".survival", share);
    say(name + ".error", error);
    say(name + ".lower", lower);
    say(name + ".upper", upper);
    say(name + ".hazard", hazard);
    say(name + ".hazard_error", hazard_error);
  }

  void incidences(const SpellRows& rows) {
    survival::Spells spells = rows.spells();
    spells.event = rows.cause;
    const auto found = must(survival::cumulative_incidence(spells, 2)).front();
    for (std::size_t k = 0; k < 2; ++k) {
      std::vector<double> incidence, error;
      for (const survival::IncidencePoint& point : found.points) {
        incidence.push_back(point.incidence[k]);
        error.push_back(point.error[k]);
      }
      say("incidence." + std::to_string(k + 1), incidence);
      say("incidence.error." + std::to_string(k + 1), error);
    }
  }

  void accelerated(const SpellRows& rows) {
    const auto columns = rows.columns();
    const auto plain = small_bounds(rows, false);
    const auto ranges = small_bounds(rows, true);
    const std::vector<std::pair<std::string, survival::TimeLaw>> laws{
        {"weibull", survival::TimeLaw::kWeibull},
        {"exponential", survival::TimeLaw::kExponential},
        {"lognormal", survival::TimeLaw::kLognormal},
        {"loglogistic", survival::TimeLaw::kLoglogistic}};
    for (const auto& [name, law] : laws) {
      const auto fit =
          must(survival::fit_accelerated({plain.lower, plain.upper, {}, {}, columns}, law));
      say("accelerated." + name + ".b", fit.coefficients);
      say("accelerated." + name + ".scale", {fit.scale});
      say("accelerated." + name + ".covariance", fit.covariance.values);
      say("accelerated." + name + ".log_likelihood", {fit.log_likelihood});
      const auto between = must(survival::fit_accelerated(
          {ranges.lower, ranges.upper, rows.weight, rows.offset, columns}, law));
      say("between." + name + ".b", between.coefficients);
      say("between." + name + ".scale", {between.scale});
      say("between." + name + ".covariance", between.covariance.values);
    }
  }

  void discrete(const SpellRows& rows) {
    std::vector<std::uint32_t> first, last, band;
    for (std::size_t i = 0; i < rows.exit.size(); ++i) {
      last.push_back(static_cast<std::uint32_t>(std::ceil(rows.exit[i])));
      const auto from = static_cast<std::uint32_t>(std::max(1.0, std::ceil(rows.entry[i])));
      first.push_back(std::min(from, last.back()));
    }
    for (std::uint32_t t = 0; t < 11; ++t) band.push_back(t / 3);
    const auto columns = rows.columns();
    const auto fit =
        must(survival::fit_discrete_time({first, last, rows.event, rows.weight, columns, band}));
    std::vector<double> b = fit.levels;
    b.insert(b.end(), fit.coefficients.begin(), fit.coefficients.end());
    say("discrete.b", b);
    say("discrete.covariance", fit.covariance.values);
    say("discrete.log_likelihood", {fit.log_likelihood});
  }

  void ranking(const SpellRows& rows) {
    const auto put = [this](const std::string& name, const survival::Concordance& found) {
      say(name,
          {found.concordant, found.discordant, found.tied_score, found.tied_time, found.index()});
    };
    put("concordance.plain", must(survival::concordance(rows.spells(), rows.x[0])));
    put("concordance.all", must(survival::concordance(rows.all_spells(), rows.x[0])));
    std::vector<double> predicted;
    for (const double x : rows.x[0]) predicted.push_back(1 / (1 + std::exp(x)));
    say("brier", {must(survival::brier_score(rows.spells(), predicted, 5))});
  }

  std::map<std::string, std::vector<double>> answers_;
};

inline SpellRows large_rows() {
  return simulated_rows(7, 5000, {0.5, -0.25, 1, 0, 0.1}, 100);
}

inline void SurvivalAnswers::add_small() {
  const SpellRows rows = small_rows();
  const auto columns = rows.columns();
  for (const Ties ties : {Ties::kEfron, Ties::kBreslow}) {
    const std::string name = ties == Ties::kEfron ? "efron" : "breslow";
    baseline("cox." + name, cox("cox." + name, {rows.spells(), columns, {}}, ties));
    const survival::CoxInput all{rows.all_spells(), columns, rows.offset};
    robust("cox.all." + name, all, cox("cox.all." + name, all, ties), rows.cluster, ties);
    survival::CoxInput by_row{rows.all_spells(), columns, {}};
    by_row.spells.stratum = {};
    robust("cox.rows." + name, by_row, cox("cox.rows." + name, by_row, ties), {}, ties);
  }
  using survival::IntervalScale;
  curves("curve.plain", rows.spells(), IntervalScale::kPlain);
  curves("curve.log", rows.spells(), IntervalScale::kLog);
  curves("curve.log-log", rows.spells(), IntervalScale::kLogLog);
  curves("curve.strata", {rows.entry, rows.exit, rows.event, {}, rows.stratum},
         IntervalScale::kLogLog);
  incidences(rows);
  accelerated(rows);
  discrete(rows);
  ranking(rows);
}

inline void SurvivalAnswers::add_large(const SpellRows& rows) {
  const auto columns = rows.columns();
  for (const Ties ties : {Ties::kEfron, Ties::kBreslow}) {
    const std::string name = ties == Ties::kEfron ? "efron" : "breslow";
    baseline("large." + name, cox("large." + name, {rows.spells(), columns, {}}, ties));
    survival::CoxInput all{rows.all_spells(), columns, {}};
    all.spells.weight = {};
    cox("large.all." + name, all, ties);
  }
  curves("large.curve", rows.spells(), survival::IntervalScale::kLogLog);
}

}  // namespace pignus::testing
