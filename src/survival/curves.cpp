#include "survival/curves.h"

#include <algorithm>
#include <cmath>

#include "core/normal.h"
#include "survival/risk_table.h"

namespace pignus::survival {

namespace {

/// `error` is that of log S.
std::optional<Interval> interval_of(double survival, double error, double z, IntervalScale scale) {
  if (survival <= 0) return std::nullopt;
  switch (scale) {
    case IntervalScale::kPlain:
      return Interval{std::max(0.0, survival - (z * error * survival)),
                      std::min(1.0, survival + (z * error * survival))};
    case IntervalScale::kLog:
      return Interval{survival * std::exp(-z * error),
                      std::min(1.0, survival * std::exp(z * error))};
    case IntervalScale::kLogLog:
      break;
  }
  if (survival >= 1) return std::nullopt;
  const double log_survival = std::log(survival);
  const double shift = z * error / log_survival;  // negative
  return Interval{std::exp(log_survival * std::exp(-shift)),
                  std::exp(log_survival * std::exp(shift))};
}

Curve curve_of(const RiskTable& table, const CurveOptions& options) {
  const double z = normal_quantile(0.5 + (options.confidence / 2));
  Curve curve;
  curve.stratum = table.stratum;
  double survival = 1;
  double greenwood = 0;
  double hazard = 0;
  double hazard_variance = 0;
  for (const RiskTime& row : table.times) {
    CurvePoint point;
    point.time = row.time;
    point.at_risk = row.at_risk;
    point.events = row.all_events();
    point.censored = row.censored;
    if (point.events > 0) {
      const double left = remaining(row.at_risk, point.events);
      survival *= left / row.at_risk;
      greenwood += point.events / (row.at_risk * left);
      hazard += point.events / row.at_risk;
      hazard_variance += point.events / (row.at_risk * row.at_risk);
    }
    point.survival = survival;
    point.hazard = hazard;
    point.hazard_error = std::sqrt(hazard_variance);
    if (survival > 0) point.survival_error = survival * std::sqrt(greenwood);
    point.interval = interval_of(survival, std::sqrt(greenwood), z, options.scale);
    curve.points.push_back(point);
  }
  return curve;
}

}  // namespace

Result<std::vector<Curve>> survival_curves(const Spells& spells, const CurveOptions& options) {
  PIGNUS_TRY(check_spells(spells));
  if (!(options.confidence > 0 && options.confidence < 1)) {
    return fail(ErrorCode::kInvalidInput, "lies outside (0, 1)", Where{{}, 0, "confidence"});
  }
  std::vector<Curve> curves;
  for (const RiskTable& table : risk_tables(spells, 1)) {
    curves.push_back(curve_of(table, options));
  }
  return curves;
}

double survival_at(const Curve& curve, double time) {
  const auto after =
      std::upper_bound(curve.points.begin(), curve.points.end(), time,
                       [](double t, const CurvePoint& point) { return t < point.time; });
  return after == curve.points.begin() ? 1 : std::prev(after)->survival;
}

std::optional<double> quantile(const Curve& curve, double p) {
  for (const CurvePoint& point : curve.points) {
    // A step that lands on the level by arithmetic may miss it by a rounding.
    if (point.survival <= 1 - p + 1e-12) return point.time;
  }
  return std::nullopt;
}

}  // namespace pignus::survival
