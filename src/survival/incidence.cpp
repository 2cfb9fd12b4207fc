#include "survival/incidence.h"

#include <algorithm>
#include <cmath>

#include "survival/risk_table.h"

namespace pignus::survival {

namespace {

/// Var F(t) = sum (F(t) - F_j)^2 d / (n (n - d)) + sum S_-^2 d_k (n - d_k) / n^3
///            - 2 sum (F(t) - F_j) S_- d_k / n^2,
/// over the times up to t, expanded in powers of F(t): five running sums.
struct IncidenceSums {
  double incidence = 0;
  double greenwood = 0, greenwood_f = 0, greenwood_ff = 0;
  double own = 0;
  double cross = 0, cross_f = 0;

  void add(double survival_before, double at_risk, double all, double mine) {
    incidence += survival_before * mine / at_risk;
    const double left = remaining(at_risk, all);
    if (left > 0) {  // else nobody is left and F does not move again
      const double term = all / (at_risk * left);
      greenwood += term;
      greenwood_f += term * incidence;
      greenwood_ff += term * incidence * incidence;
    }
    own +=
        survival_before * survival_before * mine * (at_risk - mine) / (at_risk * at_risk * at_risk);
    const double both = survival_before * mine / (at_risk * at_risk);
    cross += both;
    cross_f += both * incidence;
  }
  double error() const {
    const double f = incidence;
    const double variance = (f * f * greenwood) - (2 * f * greenwood_f) + greenwood_ff + own -
                            (2 * ((f * cross) - cross_f));
    return std::sqrt(std::max(0.0, variance));
  }
};

IncidenceCurve curve_of(const RiskTable& table, std::uint8_t causes) {
  IncidenceCurve curve;
  curve.stratum = table.stratum;
  std::vector<IncidenceSums> sums(causes);
  double survival = 1;
  for (const RiskTime& row : table.times) {
    const double all = row.all_events();
    IncidencePoint point;
    point.time = row.time;
    point.at_risk = row.at_risk;
    for (std::size_t k = 0; k < causes; ++k) {
      if (all > 0) sums[k].add(survival, row.at_risk, all, row.events[k]);
      point.incidence.push_back(sums[k].incidence);
      point.error.push_back(sums[k].error());
    }
    if (all > 0) survival *= remaining(row.at_risk, all) / row.at_risk;
    point.survival = survival;
    curve.points.push_back(std::move(point));
  }
  return curve;
}

}  // namespace

Result<std::vector<IncidenceCurve>> cumulative_incidence(const Spells& spells,
                                                         std::uint8_t causes) {
  if (causes == 0 || causes > 250) {
    return fail(ErrorCode::kInvalidInput, "1 to 250 causes, not " + std::to_string(causes),
                Where{{}, 0, "event"});
  }
  PIGNUS_TRY(check_spells(spells, causes));
  std::vector<IncidenceCurve> curves;
  for (const RiskTable& table : risk_tables(spells, causes)) {
    curves.push_back(curve_of(table, causes));
  }
  return curves;
}

}  // namespace pignus::survival
