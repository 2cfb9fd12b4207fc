#include <cmath>
#include <map>
#include <utility>

#include "survival/cox.h"
#include "survival/cox_likelihood.h"
#include "survival/cox_rows.h"
#include "survival/tie_terms.h"

namespace pignus::survival {

namespace {

/// By group and covariate, of z: what the residuals of the rows at risk need.
struct GroupMeans {
  std::vector<double> cumulative;  ///< sum of h_k zbar_k up to and with the group's time
  std::vector<double> tied;        ///< sum_k a_k h_k zbar_k
  std::vector<double> mean;        ///< of zbar_k over k
};

GroupMeans group_means(const CoxRows& rows, const CoxLikelihood& likelihood, Ties ties) {
  const std::size_t p = rows.columns;
  GroupMeans means;
  means.cumulative.resize(rows.group_count() * p);
  means.tied = means.mean = means.cumulative;
  likelihood.for_each_event_time([&](std::size_t g, const double* sums) {
    const std::vector<double> events = likelihood.event_risk_sums(g);
    const double weight = likelihood.event_weight(g);
    const TieTerms terms = tie_terms(ties, weight, rows.groups[g].events, sums[p], events[p]);
    for (std::size_t j = 0; j < p; ++j) {
      means.cumulative[(g * p) + j] = (terms.q0 * sums[j]) - (terms.q1 * events[j]);
      means.tied[(g * p) + j] = (terms.q1 * sums[j]) - (terms.q2 * events[j]);
      means.mean[(g * p) + j] = ((terms.hazard * sums[j]) - (terms.tied * events[j])) / weight;
    }
  });
  for (std::size_t g = rows.group_count() - 1; g-- > 0;) {
    if (rows.groups[g + 1].starts_stratum) continue;
    for (std::size_t j = 0; j < p; ++j) {
      means.cumulative[(g * p) + j] += means.cumulative[((g + 1) * p) + j];
    }
  }
  return means;
}

}  // namespace

Result<std::vector<double>> score_residuals(const CoxInput& input, const CoxFit& fit,
                                            const CoxOptions& options) {
  PIGNUS_ASSIGN(const CoxRows rows, lay_out(input, options.threads));
  const std::size_t p = rows.columns;
  if (fit.coefficients.size() != p) {
    return fail(ErrorCode::kInvalidInput, "the fit is of another number of columns");
  }
  std::vector<double> b(p);
  for (std::size_t j = 0; j < p; ++j) b[j] = fit.coefficients[j] / rows.scale[j];
  CoxLikelihood likelihood(rows, options.ties, options.threads);
  if (!likelihood.at(b).usable) {
    return fail(ErrorCode::kInvalidInput, "the fit's linear predictor is beyond 700");
  }
  const GroupMeans means = group_means(rows, likelihood, options.ties);
  std::vector<double> residuals(rows.rows() * p);
  for (std::size_t g = 0; g < rows.group_count(); ++g) {
    const TieGroup& ties = rows.groups[g];
    for (std::size_t i = ties.begin; i < rows.end_of(g); ++i) {
      const bool event = i < ties.begin + ties.events;
      std::size_t before = rows.entry.empty() ? rows.group_count() : rows.entry_group[i];
      const bool entered_late = !rows.groups[before].starts_stratum;
      const double risk = likelihood.risk()[i] / rows.weight_of(i);
      double exposure = likelihood.cumulative()[g];
      if (entered_late) exposure -= likelihood.cumulative()[before];
      if (event) exposure -= likelihood.tied_part()[g];
      for (std::size_t j = 0; j < p; ++j) {
        const double z = rows.row(i)[j];
        double expected = means.cumulative[(g * p) + j];
        if (entered_late) expected -= means.cumulative[(before * p) + j];
        if (event) expected -= means.tied[(g * p) + j];
        double residual = -risk * ((exposure * z) - expected);
        if (event) residual += z - means.mean[(g * p) + j];
        residuals[(rows.row_of[i] * p) + j] = residual / rows.scale[j];
      }
    }
  }
  return residuals;
}

Result<Symmetric> robust_covariance(const CoxInput& input, const CoxFit& fit,
                                    std::span<const std::uint32_t> cluster,
                                    const CoxOptions& options) {
  const std::size_t n = input.spells.rows();
  if (!cluster.empty() && cluster.size() != n) {
    return fail(ErrorCode::kInvalidInput, "has another number of values than there are rows",
                Where{{}, 0, "cluster"});
  }
  PIGNUS_ASSIGN(const std::vector<double> residuals, score_residuals(input, fit, options));
  const std::size_t p = fit.coefficients.size();
  std::map<std::uint32_t, std::vector<double>> sums;
  Symmetric outer(p);
  const auto add = [&](std::span<const double> score) {
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t k = 0; k < p; ++k) outer.at(j, k) += score[j] * score[k];
    }
  };
  std::vector<double> score(p);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < p; ++j) {
      score[j] = input.spells.weight_of(i) * residuals[(i * p) + j];
    }
    if (cluster.empty()) {
      add(score);
      continue;
    }
    auto& sum = sums[cluster[i]];
    sum.resize(p);
    for (std::size_t j = 0; j < p; ++j) sum[j] += score[j];
  }
  for (const auto& [number, sum] : sums) add(sum);
  return congruent(fit.covariance.values, p, outer);
}

}  // namespace pignus::survival
