#include "learning/conformal.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/object_reader.h"

namespace pignus::learning {

namespace {

constexpr std::size_t kRowsMax = 5'000'000;

Status check(bool holds, const char* field, const char* message, std::size_t record = 0) {
  if (holds) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, message, {"", record, field});
}

double score_of(double low, double high, double y) {
  return std::max(std::min(low, high) - y, y - std::max(low, high));
}

/// 1 - 0.9 is a little less than 0.1: without this, counts of rows would come out one too high.
double miss_of(double coverage) {
  return std::round((1 - coverage) * 1e12) / 1e12;
}

std::size_t rows_min(double coverage) {
  return static_cast<std::size_t>(std::ceil(1 / miss_of(coverage))) - 1;
}

Status check_options(const ConformalOptions& options) {
  return check(options.coverage >= 0.5 && options.coverage <= 0.995, "coverage",
               "must be from 0.5 to 0.995");
}

Status check_rows(const CalibrationRows& rows) {
  const std::size_t count = rows.actual.size();
  PIGNUS_TRY(check(rows.low.size() == count, "low", "must have a value a row"));
  PIGNUS_TRY(check(rows.high.size() == count, "high", "must have a value a row"));
  PIGNUS_TRY(
      check(rows.group.empty() || rows.group.size() == count, "group", "must have a value a row"));
  PIGNUS_TRY(check(rows.weight.empty() || rows.weight.size() == count, "weight",
                   "must have a value a row"));
  PIGNUS_TRY(check(count <= kRowsMax, "actual", "has more rows than are kept"));
  for (std::size_t i = 0; i < count; ++i) {
    PIGNUS_TRY(check(std::isfinite(rows.actual[i]), "actual", "must be a finite number", i + 1));
    PIGNUS_TRY(check(std::isfinite(rows.low[i]), "low", "must be a finite number", i + 1));
    PIGNUS_TRY(check(std::isfinite(rows.high[i]), "high", "must be a finite number", i + 1));
    PIGNUS_TRY(check(rows.weight.empty() || (std::isfinite(rows.weight[i]) && rows.weight[i] > 0),
                     "weight", "must be above zero", i + 1));
    PIGNUS_TRY(
        check(rows.group.empty() || !rows.group[i].empty(), "group", "must have a name", i + 1));
  }
  return {};
}

double median_of(std::vector<double> values) {
  if (values.empty()) {
    return 0;
  }
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

Conformal::Scores Conformal::ordered(std::vector<std::pair<double, double>> weighted) {
  std::sort(weighted.begin(), weighted.end());
  Scores scores;
  scores.rows = weighted.size();
  for (const auto& [score, weight] : weighted) {
    if (scores.score.empty() || scores.score.back() != score) {
      scores.score.push_back(score);
      scores.weight.push_back(0);
    }
    scores.weight.back() += weight;
  }
  scores.at_or_above.assign(scores.score.size() + 1, 0);
  for (std::size_t i = scores.score.size(); i-- > 0;) {
    scores.at_or_above[i] = scores.at_or_above[i + 1] + scores.weight[i];
  }
  return scores;
}

Result<Conformal> Conformal::calibrate(const CalibrationRows& rows,
                                       const ConformalOptions& options) {
  PIGNUS_TRY(check_options(options));
  PIGNUS_TRY(check_rows(rows));
  std::map<std::string, std::vector<std::pair<double, double>>> by_group;
  for (std::size_t i = 0; i < rows.actual.size(); ++i) {
    const std::pair<double, double> scored{score_of(rows.low[i], rows.high[i], rows.actual[i]),
                                           rows.weight.empty() ? 1 : rows.weight[i]};
    by_group[""].push_back(scored);
    if (!rows.group.empty()) {
      by_group[rows.group[i]].push_back(scored);
    }
  }
  const std::size_t least = rows_min(options.coverage);
  PIGNUS_TRY(check(rows.actual.size() >= least, "actual",
                   "has too few rows for the coverage to be promised"));
  Conformal conformal;
  conformal.options_ = options;
  for (auto& [name, scores] : by_group) {
    if (scores.size() >= least) {
      conformal.groups_.emplace(name, ordered(std::move(scores)));
    }
  }
  return conformal;
}

Conformal::Cut Conformal::cut_of(const ConformalQuery& query) const {
  auto group = groups_.find(query.group);
  Cut cut;
  if (group == groups_.end() || query.group.empty()) {
    cut.pooled = !query.group.empty();
    group = groups_.find("");
  }
  const Scores& scores = group->second;
  const double u = options_.randomised ? query.uniform : 1;
  const double total = scores.at_or_above.front() + query.weight;
  // A hair above: what only rounding lifts over the bound is not kept.
  const double least = miss_of(options_.coverage) * total * (1 + 1e-12);
  const double own = u * query.weight;
  if (own > least) {
    cut.unbounded = true;
    return cut;
  }
  // The last distinct score such that values a little below it are kept.
  const auto end = std::partition_point(scores.at_or_above.begin(), scores.at_or_above.end() - 1,
                                        [&](double above) { return above + own > least; });
  if (end == scores.at_or_above.begin()) {
    cut.empty = true;
    return cut;
  }
  const auto at = static_cast<std::size_t>(end - scores.at_or_above.begin()) - 1;
  cut.score = scores.score[at];
  cut.closed = scores.at_or_above[at + 1] + (u * (query.weight + scores.weight[at])) > least;
  return cut;
}

ConformalInterval Conformal::interval(const ConformalQuery& query) const {
  const Cut cut = cut_of(query);
  ConformalInterval found;
  found.pooled = cut.pooled;
  found.closed = cut.closed;
  found.empty = cut.empty;
  found.cut = cut.score;
  if (cut.unbounded) {
    found.unbounded = true;
    found.low = -std::numeric_limits<double>::infinity();
    found.high = std::numeric_limits<double>::infinity();
    return found;
  }
  const double low = std::min(query.low, query.high);
  const double high = std::max(query.low, query.high);
  found.low = low - cut.score;
  found.high = high + cut.score;
  if (cut.empty || found.low > found.high) {
    // Nothing is kept; the middle is the least that can be shown.
    found.low = found.high = low + ((high - low) / 2);
  }
  return found;
}

bool Conformal::covers(const ConformalQuery& query, double y) const {
  return learning::covers(query, interval(query), y);
}

bool covers(const ConformalQuery& query, const ConformalInterval& interval, double y) {
  if (interval.unbounded || interval.empty) {
    return interval.unbounded;
  }
  const double score = score_of(query.low, query.high, y);
  return interval.closed ? score <= interval.cut : score < interval.cut;
}

std::map<std::string, std::size_t> Conformal::rows_by_group() const {
  std::map<std::string, std::size_t> rows;
  for (const auto& [name, scores] : groups_) {
    rows[name] = scores.rows;
  }
  return rows;
}

Json Conformal::to_json() const {
  Json groups = Json::array();
  for (const auto& [name, scores] : groups_) {
    Json values = Json::array();
    Json weights = Json::array();
    for (std::size_t i = 0; i < scores.score.size(); ++i) {
      values.push_back(number_json(scores.score[i]));
      weights.push_back(number_json(scores.weight[i]));
    }
    groups.push_back(Json{{"name", name},
                          {"rows", scores.rows},
                          {"scores", std::move(values)},
                          {"weights", std::move(weights)}});
  }
  return Json{{"coverage", options_.coverage},
              {"randomised", options_.randomised},
              {"groups", std::move(groups)}};
}

Result<Conformal> Conformal::from_json(const Json& json) {
  JsonVerdict verdict;
  ObjectReader top(json, "conformal", verdict);
  Conformal conformal;
  conformal.options_.coverage = top.number("coverage");
  conformal.options_.randomised = top.flag("randomised");
  top.each("groups", [&](const Json& element, const std::string& path) {
    ObjectReader group(element, path, verdict);
    const std::string name = group.text("name");
    const std::uint64_t rows = group.count("rows");
    std::vector<std::pair<double, double>> weighted;
    group.each("scores", [&](const Json& score, const std::string&) {
      weighted.emplace_back(group.number_of(score, "scores"), 0);
    });
    std::size_t index = 0;
    group.each("weights", [&](const Json& weight, const std::string&) {
      if (index < weighted.size()) {
        weighted[index].second = group.number_of(weight, "weights");
      }
      ++index;
    });
    group.end();
    const bool sound = std::all_of(weighted.begin(), weighted.end(), [](const auto& pair) {
      return std::isfinite(pair.first) && std::isfinite(pair.second) && pair.second > 0;
    });
    if (!sound || index != weighted.size() || weighted.empty() || rows < weighted.size() ||
        rows > kRowsMax) {
      group.refuse("scores", "must be finite, each with a weight above zero");
      weighted.clear();
    }
    Scores scores = ordered(std::move(weighted));
    scores.rows = rows;
    if (!conformal.groups_.emplace(name, std::move(scores)).second) {
      group.refuse("name", "is there twice");
    }
  });
  top.end();
  PIGNUS_TRY(verdict.status({}));
  PIGNUS_TRY(check_options(conformal.options_));
  PIGNUS_TRY(check(conformal.groups_.contains(""), "groups", "hold no pool of all rows"));
  return conformal;
}

Result<std::vector<CoverageRow>> coverage_by_group(std::span<const ConformalInterval> intervals,
                                                   const std::vector<bool>& covered,
                                                   std::span<const std::string> group,
                                                   double promised, double level) {
  PIGNUS_TRY(check(!intervals.empty(), "intervals", "there are no rows"));
  PIGNUS_TRY(check(covered.size() == intervals.size(), "covered", "must have a value a row"));
  PIGNUS_TRY(
      check(group.empty() || group.size() == intervals.size(), "group", "must have a value a row"));
  PIGNUS_TRY(check(promised > 0 && promised < 1, "promised", "must be between 0 and 1"));
  PIGNUS_TRY(check(level > 0 && level < 1, "level", "must be between 0 and 1"));
  std::map<std::string, std::vector<std::size_t>> rows_of;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    rows_of[""].push_back(i);
    if (!group.empty()) {
      rows_of[group[i]].push_back(i);
    }
  }
  std::vector<CoverageRow> table;
  for (const auto& [name, rows] : rows_of) {
    CoverageRow row;
    row.group = name;
    row.rows = rows.size();
    std::vector<double> widths;
    for (const std::size_t i : rows) {
      row.covered += covered[i] ? 1 : 0;
      if (intervals[i].unbounded) {
        ++row.unbounded;
      } else {
        widths.push_back(intervals[i].high - intervals[i].low);
        row.mean_width += widths.back();
      }
    }
    row.mean_width /= widths.empty() ? 1 : static_cast<double>(widths.size());
    row.median_width = median_of(std::move(widths));
    row.share = static_cast<double>(row.covered) / static_cast<double>(row.rows);
    row.exact = clopper_pearson(row.covered, row.rows, level);
    row.expected = binomial_band(row.rows, promised, level);
    row.holds = row.expected.holds(row.share);
    table.push_back(std::move(row));
  }
  return table;
}

}  // namespace pignus::learning
