#include <utility>

#include "learning/evaluate.h"

namespace pignus::learning {

namespace {

Json metrics_json(const std::vector<CardMetric>& list) {
  Json metrics = Json::array();
  for (const CardMetric& m : list) {
    metrics.push_back(Json{{"name", m.name},
                           {"reference", m.reference},
                           {"value", m.value},
                           {"reference_value", m.reference_value},
                           {"difference", m.difference},
                           {"low", m.low},
                           {"high", m.high},
                           {"verdict", m.verdict()}});
  }
  return metrics;
}

Json valuers_json(const std::vector<ValuerCheck>& list) {
  Json valuers = Json::array();
  for (const ValuerCheck& one : list) {
    const bool told = !one.against.empty();
    const auto figure = [&](double value) { return told ? Json(value) : Json(nullptr); };
    valuers.push_back(Json{{"name", one.name},
                           {"rows", one.rows},
                           {"not_valued", one.silent},
                           {"bias", figure(one.bias)},
                           {"low", figure(one.low)},
                           {"high", figure(one.high)},
                           {"absolute_error", figure(one.absolute_error)},
                           {"against", metrics_json(one.against)}});
  }
  return valuers;
}

}  // namespace

Json drift_json(const std::vector<FeatureDrift>& list) {
  Json drift = Json::array();
  for (const FeatureDrift& feature : list) {
    drift.push_back(Json{{"feature", feature.feature},
                         {"index", feature.index},
                         {"chance", feature.chance},
                         {"level", name_of(feature.level)}});
  }
  return drift;
}

Json evaluation_json(const Evaluation& evaluation) {
  Json coverage = Json::array();
  for (const CardCoverage& row : evaluation.coverage) {
    coverage.push_back(Json{{"group", row.group},
                            {"rows", row.rows},
                            {"covered", row.covered},
                            {"share", row.share},
                            {"low", row.low},
                            {"high", row.high},
                            {"mean_width", row.mean_width},
                            {"holds", row.holds()}});
  }
  return Json{
      {"rows", evaluation.rows},
      {"left_out", evaluation.left_out},
      {"period", evaluation.period},
      {"metrics", metrics_json(evaluation.metrics)},
      {"valuers", valuers_json(evaluation.valuers)},
      {"coverage", std::move(coverage)},
      {"shift", evaluation.shift ? Json{{"area", evaluation.shift->area},
                                        {"effective_rows", evaluation.shift->effective_rows}}
                                 : Json(nullptr)},
      {"drift", drift_json(evaluation.drift)}};
}

}  // namespace pignus::learning
