#include "learning/evaluate.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <utility>

#include "learning/metrics.h"

namespace pignus::learning {

namespace {

/// What is compared, a value a row.
struct Columns {
  std::vector<double> actual;
  std::vector<double> mean;
  std::vector<double> least_squares;
  std::array<std::vector<double>, 3> quantiles;
  std::array<std::vector<double>, 3> cohort;
  std::array<std::vector<double>, 3> line;  ///< least squares and its residuals' quantiles
};

Columns columns_of(const LearnedModel& model, const TaskRows& rows,
                   const std::vector<Prediction>& predictions) {
  Columns columns;
  columns.actual = rows.target;
  columns.least_squares = model.least_squares.predict(rows.features());
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    columns.mean.push_back(predictions[i].mean);
    const std::array<double, 3>& cohort = model.cohort_of(rows.group[i]);
    for (std::size_t q = 0; q < 3; ++q) {
      columns.quantiles[q].push_back(predictions[i].quantiles[q]);
      columns.cohort[q].push_back(cohort[q]);
      columns.line[q].push_back(columns.least_squares[i] + model.residual_quantiles[q]);
    }
  }
  return columns;
}

std::vector<double> at(const std::vector<double>& values, std::span<const std::size_t> rows) {
  std::vector<double> chosen;
  chosen.reserve(rows.size());
  for (const std::size_t row : rows) {
    chosen.push_back(values[row]);
  }
  return chosen;
}

using TwoColumns = Result<double> (*)(std::span<const double>, std::span<const double>);

RowMetric of_two(TwoColumns figure, const std::vector<double>& actual,
                 const std::vector<double>& predicted) {
  return [figure, &actual, &predicted](std::span<const std::size_t> rows) {
    return figure(at(actual, rows), at(predicted, rows));
  };
}

RowMetric mean_pinball(const std::vector<double>& actual,
                       const std::array<std::vector<double>, 3>& quantiles,
                       const std::array<double, 3>& levels) {
  return [&actual, &quantiles, levels](std::span<const std::size_t> rows) -> Result<double> {
    double sum = 0;
    const std::vector<double> chosen = at(actual, rows);
    for (std::size_t q = 0; q < 3; ++q) {
      PIGNUS_ASSIGN(const double loss, pinball_loss(chosen, at(quantiles[q], rows), levels[q]));
      sum += loss / 3;
    }
    return sum;
  };
}

/// Families as numbers, in order of appearance.
std::vector<std::uint64_t> family_numbers(const std::vector<std::string>& family) {
  std::map<std::string, std::uint64_t> numbers;
  std::vector<std::uint64_t> of_rows;
  for (const std::string& name : family) {
    of_rows.push_back(numbers.try_emplace(name, numbers.size()).first->second);
  }
  return of_rows;
}

struct Compared {
  std::string name;
  std::string reference;
  RowMetric ours;
  RowMetric theirs;
  bool higher_is_better = true;
};

Result<CardMetric> metric_of(const Compared& compared, const TaskRows& rows, std::uint64_t seed) {
  std::vector<std::size_t> all(rows.rows());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = i;
  }
  CardMetric metric;
  metric.name = compared.name;
  metric.reference = compared.reference;
  metric.higher_is_better = compared.higher_is_better;
  PIGNUS_ASSIGN(metric.value, compared.ours(all));
  PIGNUS_ASSIGN(metric.reference_value, compared.theirs(all));
  PIGNUS_ASSIGN(const BootstrapInterval interval,
                paired_bootstrap(rows.rows(), compared.ours, compared.theirs, {2'000, 0.95, seed},
                                 family_numbers(rows.family)));
  metric.difference = interval.estimate;
  metric.low = interval.low;
  metric.high = interval.high;
  return metric;
}

Result<std::vector<CardMetric>> metrics_of(const LearnedModel& model, const TaskRows& rows,
                                           const Columns& columns) {
  const std::array<double, 3> levels = quantile_levels(model.task.coverage);
  const std::vector<double>& y = columns.actual;
  const std::vector<Compared> comparisons{
      {"R squared", "least squares", of_two(r_squared, y, columns.mean),
       of_two(r_squared, y, columns.least_squares)},
      {"Spearman", "least squares", of_two(spearman, y, columns.mean),
       of_two(spearman, y, columns.least_squares)},
      {"pinball loss", "cohort quantiles", mean_pinball(y, columns.quantiles, levels),
       mean_pinball(y, columns.cohort, levels), false},
      {"pinball loss", "least squares and its residuals' quantiles",
       mean_pinball(y, columns.quantiles, levels), mean_pinball(y, columns.line, levels), false}};
  std::vector<CardMetric> metrics;
  for (const Compared& compared : comparisons) {
    PIGNUS_ASSIGN(CardMetric metric, metric_of(compared, rows, model.task.seed));
    metrics.push_back(std::move(metric));
  }
  return metrics;
}

Status add_coverage(const std::vector<ConformalInterval>& intervals,
                    const std::vector<bool>& covered, const std::vector<std::string>& group,
                    double promised, const std::string& prefix, std::vector<CardCoverage>& out) {
  PIGNUS_ASSIGN(const std::vector<CoverageRow> table,
                coverage_by_group(intervals, covered, group, promised));
  for (const CoverageRow& row : table) {
    if (row.group.empty() && !out.empty()) {
      continue;
    }
    out.push_back({row.group.empty() ? "all" : prefix + row.group, row.rows, row.covered, row.share,
                   row.expected.low, row.expected.high, row.mean_width});
  }
  return {};
}

std::string rounded(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

}  // namespace

Result<Evaluation> evaluate_model(const LearnedModel& model, const TaskRows& rows) {
  PIGNUS_ASSIGN(const std::vector<Prediction> predictions, model.predict(rows));
  const Columns columns = columns_of(model, rows, predictions);
  Evaluation evaluation;
  evaluation.rows = rows.rows();
  const auto [first, last] = std::minmax_element(rows.period.begin(), rows.period.end());
  evaluation.period = TaskPeriod{*first, *last}.text();
  PIGNUS_ASSIGN(evaluation.metrics, metrics_of(model, rows, columns));
  std::vector<ConformalInterval> intervals;
  std::vector<bool> covered;
  std::vector<std::string> periods;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    intervals.push_back(predictions[i].interval);
    covered.push_back(model.covers(predictions[i], rows.target[i]));
    periods.push_back(TaskPeriod{rows.period[i], rows.period[i]}.text());
  }
  const double promised = model.task.coverage;
  PIGNUS_TRY(add_coverage(intervals, covered, periods, promised, "", evaluation.coverage));
  PIGNUS_TRY(add_coverage(intervals, covered, rows.group, promised, model.task.group + " ",
                          evaluation.coverage));
  PIGNUS_ASSIGN(evaluation.drift, model.drift.measure(rows.features()));
  return evaluation;
}

Result<Evaluation> evaluate(const ModelPackage& package, const CsvTable& table,
                            const TaskPeriod* period) {
  PIGNUS_TRY(open_package(package));
  PIGNUS_ASSIGN(const LearnedModel model, LearnedModel::from_bytes(package.model_bytes));
  PIGNUS_ASSIGN(const TaskRows rows,
                task_rows(model.task, table, period != nullptr ? *period : model.task.test));
  return evaluate_model(model, rows);
}

Json evaluation_json(const Evaluation& evaluation) {
  Json metrics = Json::array();
  for (const CardMetric& m : evaluation.metrics) {
    metrics.push_back(Json{{"name", m.name},
                           {"reference", m.reference},
                           {"value", m.value},
                           {"reference_value", m.reference_value},
                           {"difference", m.difference},
                           {"low", m.low},
                           {"high", m.high},
                           {"verdict", m.verdict()}});
  }
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
  Json drift = Json::array();
  for (const FeatureDrift& feature : evaluation.drift) {
    drift.push_back(Json{{"feature", feature.feature},
                         {"index", feature.index},
                         {"chance", feature.chance},
                         {"level", name_of(feature.level)}});
  }
  return Json{{"rows", evaluation.rows},
              {"period", evaluation.period},
              {"metrics", std::move(metrics)},
              {"coverage", std::move(coverage)},
              {"drift", std::move(drift)}};
}

std::string evaluation_markdown(const Evaluation& evaluation) {
  std::string out = "# Evaluation on " + std::to_string(evaluation.rows) + " rows of " +
                    evaluation.period +
                    "\n\n| figure | this model | reference | its figure | difference | 95 % "
                    "interval | verdict |\n|---|---|---|---|---|---|---|\n";
  for (const CardMetric& m : evaluation.metrics) {
    const bool open = m.low <= 0 && m.high >= 0;
    out += "| " + m.name + (m.higher_is_better ? "" : " (less is better)") + " | " +
           rounded(m.value, 4) + " | " + m.reference + " | " + rounded(m.reference_value, 4) +
           " | " + rounded(m.difference, 4) + " | " + rounded(m.low, 4) + " to " +
           rounded(m.high, 4) + " | " + m.verdict() +
           (open ? ": the interval contains zero |\n" : " |\n");
  }
  out +=
      "\n| rows | n | covered | share | exact binomial 95 % band | mean width | holds |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const CardCoverage& row : evaluation.coverage) {
    out += "| " + row.group + " | " + std::to_string(row.rows) + " | " +
           std::to_string(row.covered) + " | " + rounded(row.share, 4) + " | " +
           rounded(row.low, 4) + " to " + rounded(row.high, 4) + " | " +
           rounded(row.mean_width, 3) + " | " + (row.holds() ? "yes" : "no") + " |\n";
  }
  out += "\n| feature | stability index | by chance | level |\n|---|---|---|---|\n";
  for (const FeatureDrift& drift : evaluation.drift) {
    out += "| " + drift.feature + " | " + rounded(drift.index, 4) + " | " +
           rounded(drift.chance, 4) + " | " + std::string(name_of(drift.level)) + " |\n";
  }
  return out;
}

}  // namespace pignus::learning
