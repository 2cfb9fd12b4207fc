#include "learning/evaluate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
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

RowMetric mean_absolute(const std::vector<double>& actual, const std::vector<double>& predicted) {
  return [&actual, &predicted](std::span<const std::size_t> rows) -> Result<double> {
    double sum = 0;
    for (const std::size_t row : rows) {
      sum += std::abs(actual[row] - predicted[row]);
    }
    return sum / static_cast<double>(rows.size());
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

constexpr std::size_t kReplicates = 2'000;

/// How the bootstrap draws: rows that are one family together.
struct Draws {
  std::vector<std::uint64_t> family;
  std::uint64_t seed = 0;
  const Progress* progress = nullptr;
};

Result<CardMetric> metric_of(const Compared& compared, const Draws& draws) {
  std::vector<std::size_t> all(draws.family.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  CardMetric metric;
  metric.name = compared.name;
  metric.reference = compared.reference;
  metric.higher_is_better = compared.higher_is_better;
  PIGNUS_ASSIGN(metric.value, compared.ours(all));
  PIGNUS_ASSIGN(metric.reference_value, compared.theirs(all));
  PIGNUS_ASSIGN(const BootstrapInterval interval,
                paired_bootstrap(all.size(), compared.ours, compared.theirs,
                                 {kReplicates, 0.95, draws.seed}, draws.family, *draws.progress));
  metric.difference = interval.estimate;
  metric.low = interval.low;
  metric.high = interval.high;
  return metric;
}

Result<std::vector<CardMetric>> all_metrics(const std::vector<Compared>& comparisons,
                                            const Draws& draws) {
  std::vector<CardMetric> metrics;
  for (const Compared& compared : comparisons) {
    PIGNUS_ASSIGN(CardMetric metric, metric_of(compared, draws));
    metrics.push_back(std::move(metric));
  }
  return metrics;
}

Result<std::vector<CardMetric>> metrics_of(const LearnedModel& model, const Columns& columns,
                                           const Draws& draws) {
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
  return all_metrics(comparisons, draws);
}

/// Fewer rows than this tell nothing of two models.
constexpr std::size_t kValuedMin = 20;

Result<ValuerCheck> valuer_check(const std::string& name, const std::vector<double>& valued,
                                 const TaskRows& rows, const std::vector<Prediction>& predictions,
                                 const Draws& all) {
  ValuerCheck check;
  check.name = name;
  std::vector<double> actual;
  std::vector<double> his;
  std::vector<double> mean;
  std::vector<double> middle;
  std::vector<double> error;
  std::vector<std::string> family;
  for (std::size_t i = 0; i < valued.size(); ++i) {
    if (std::isnan(valued[i])) {
      ++check.silent;
      continue;
    }
    actual.push_back(rows.target[i]);
    his.push_back(valued[i]);
    error.push_back(valued[i] - rows.target[i]);
    mean.push_back(predictions[i].mean);
    middle.push_back(predictions[i].quantiles[1]);
    family.push_back(rows.family[i]);
  }
  check.rows = actual.size();
  if (check.rows < kValuedMin) {
    return check;
  }
  const Draws draws{family_numbers(family), all.seed, all.progress};
  const RowMetric bias = [&error](std::span<const std::size_t> chosen) -> Result<double> {
    double sum = 0;
    for (const std::size_t row : chosen) {
      sum += error[row];
    }
    return sum / static_cast<double>(chosen.size());
  };
  PIGNUS_ASSIGN(
      const BootstrapInterval interval,
      bootstrap(check.rows, bias, {kReplicates, 0.95, draws.seed}, draws.family, *draws.progress));
  check.bias = interval.estimate;
  check.low = interval.low;
  check.high = interval.high;
  PIGNUS_ASSIGN(
      check.against,
      all_metrics(
          {{"R squared", name, of_two(r_squared, actual, mean), of_two(r_squared, actual, his)},
           {"Spearman", name, of_two(spearman, actual, mean), of_two(spearman, actual, his)},
           {"absolute error", name, mean_absolute(actual, middle), mean_absolute(actual, his),
            false}},
          draws));
  check.absolute_error = check.against.back().reference_value;
  return check;
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

}  // namespace

Result<Evaluation> evaluate_model(const LearnedModel& model, const HeldRows& held,
                                  const Progress& progress) {
  const TaskRows& rows = held.rows;
  Evaluation evaluation;
  evaluation.left_out = held.left_out;
  PIGNUS_ASSIGN(evaluation.shift, model.shift_of(rows));
  PIGNUS_ASSIGN(const std::vector<Prediction> predictions, model.predict(rows, evaluation.shift));
  const Columns columns = columns_of(model, rows, predictions);
  evaluation.rows = rows.rows();
  const auto [first, last] = std::minmax_element(rows.period.begin(), rows.period.end());
  evaluation.period = TaskPeriod{*first, *last}.text();
  const Draws draws{family_numbers(rows.family), model.task.seed, &progress};
  PIGNUS_ASSIGN(evaluation.metrics, metrics_of(model, columns, draws));
  for (std::size_t v = 0; v < rows.valued.size(); ++v) {
    PIGNUS_ASSIGN(ValuerCheck check, valuer_check(model.task.valuers[v].name, rows.valued[v], rows,
                                                  predictions, draws));
    evaluation.valuers.push_back(std::move(check));
  }
  std::vector<ConformalInterval> intervals;
  std::vector<bool> covered;
  std::vector<std::string> periods;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    intervals.push_back(predictions[i].interval);
    covered.push_back(LearnedModel::covers(predictions[i], rows.target[i]));
    periods.push_back(TaskPeriod{rows.period[i], rows.period[i]}.text());
  }
  const double promised = model.task.coverage;
  PIGNUS_TRY(add_coverage(intervals, covered, periods, promised, "", evaluation.coverage));
  PIGNUS_TRY(add_coverage(intervals, covered, rows.group, promised, model.task.group_name() + " ",
                          evaluation.coverage));
  PIGNUS_ASSIGN(evaluation.drift, model.drift.measure(rows.features()));
  return evaluation;
}

Result<Evaluation> evaluate(const ModelPackage& package, const CsvTable& table,
                            const TaskPeriod* period, const Progress& progress) {
  PIGNUS_TRY(open_package(package));
  PIGNUS_ASSIGN(const LearnedModel model, LearnedModel::from_bytes(package.model_bytes));
  PIGNUS_ASSIGN(
      const HeldRows rows,
      rows_out_of_family(model.task, table, period != nullptr ? *period : model.task.test));
  return evaluate_model(model, rows, progress);
}

}  // namespace pignus::learning
