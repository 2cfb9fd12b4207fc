#include "valuation/trend/own_register.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "core/random_stream.h"

namespace pignus::valuation {
namespace {

using standards::kTechnologyFields;

constexpr double kInterval = 0.90;

/// Counts of one right, by age.
struct RightAges {
  double seen_years = 0;
  std::vector<double> citations;
  bool cited = false;
};

bool is_there(const OwnRight& right, AsOf as_of) {
  return right.filing <= as_of.true_on && right.known <= as_of.known_by;
}

RightAges ages_of(const OwnRight& right, Date until, int ages) {
  RightAges answer;
  answer.citations.resize(static_cast<std::size_t>(ages));
  answer.seen_years = std::max(0.0, years_between(right.filing, until));
  for (const Date day : right.cited) {
    if (day < right.filing || day > until) continue;
    const auto age = static_cast<std::size_t>(years_between(right.filing, day));
    if (age >= answer.citations.size()) continue;
    answer.citations[age] += 1;
    answer.cited = true;
  }
  return answer;
}

/// `weight` rights like this one.
void add(const RightAges& right, double weight, std::vector<AgeCell>& cells) {
  for (std::size_t age = 0; age < cells.size(); ++age) {
    const double seen = std::clamp(right.seen_years - static_cast<double>(age), 0.0, 1.0);
    if (seen <= 0) return;
    cells[age].exposure += weight * seen;
    cells[age].citations += weight * right.citations[age];
  }
}

std::vector<AgeCell> empty_cells(int ages) {
  std::vector<AgeCell> cells;
  for (int age = 0; age < ages; ++age) {
    cells.push_back({static_cast<double>(age), age + 1.0, 0, 0});
  }
  return cells;
}

std::vector<AgeCell> cells_of(const std::vector<RightAges>& rights, int ages) {
  std::vector<AgeCell> cells = empty_cells(ages);
  for (const RightAges& right : rights) add(right, 1, cells);
  return cells;
}

std::vector<RightAges> ages_of_field(std::span<const OwnRight> rights, int field, AsOf as_of,
                                     int ages) {
  const Date until = std::min(as_of.true_on, as_of.known_by);
  std::vector<RightAges> answer;
  for (const OwnRight& right : rights) {
    if (is_there(right, as_of) && (field == 0 || right.field == field)) {
      answer.push_back(ages_of(right, until, ages));
    }
  }
  return answer;
}

/// Rates of resamples of the rights with replacement; draws without a rate are left out.
std::vector<double> resampled_rates(const std::vector<RightAges>& rights, int field,
                                    const OwnRegisterOptions& options) {
  std::vector<double> rates;
  const std::string purpose = "trend/obsolescence/" + std::to_string(field);
  for (int draw = 0; draw < options.draws; ++draw) {
    RandomStream stream(options.seed, purpose, static_cast<std::uint64_t>(draw));
    std::vector<AgeCell> cells = empty_cells(options.ages);
    for (std::size_t i = 0; i < rights.size(); ++i) {
      add(rights[static_cast<std::size_t>(stream.below(rights.size()))], 1, cells);
    }
    if (const auto fit = fit_obsolescence(cells)) rates.push_back(fit->rate.value);
  }
  std::sort(rates.begin(), rates.end());
  return rates;
}

void widen_by_bootstrap(std::span<const OwnRight> rights, int field, AsOf as_of,
                        const OwnRegisterOptions& options, TechnologyTrend& trend) {
  const auto ages = ages_of_field(rights, field, as_of, options.ages);
  const auto cited = std::ranges::count_if(ages, [](const RightAges& one) { return one.cited; });
  if (cited < options.least_cited_rights) {
    trend.obsolescence.reset();
    trend.gaps.push_back({"obsolescence", "trend.too_few_cited_rights"});
    return;
  }
  const std::vector<double> rates = resampled_rates(ages, field, options);
  if (rates.size() * 2 < static_cast<std::size_t>(options.draws)) {
    trend.obsolescence.reset();
    trend.gaps.push_back({"obsolescence", "trend.too_few_resamples"});
    return;
  }
  const auto at = [&rates](double p) {
    return rates[static_cast<std::size_t>(p * static_cast<double>(rates.size() - 1) + 0.5)];
  };
  TrendEstimate& rate = trend.obsolescence->rate;
  rate.low = std::min(rate.low, at((1 - kInterval) / 2));
  rate.high = std::max(rate.high, at((1 + kInterval) / 2));
}

std::string name_of_field(int field) {
  return standards::technology_grants().fields[static_cast<std::size_t>(field) - 1].name;
}

}  // namespace

Result<TechnologyData> own_register_data(std::span<const OwnRight> rights, int field, AsOf as_of,
                                         const OwnRegisterOptions& options) {
  if (field < 1 || field > kTechnologyFields) {
    return fail(ErrorCode::kInvalidInput, "there is no such field", {"", 0, "field"});
  }
  TechnologyData data;
  const standards::Evidence evidence{"the user's own register", standards::Grade::kSeen};
  const Date seen = std::min(as_of.true_on, as_of.known_by);
  const Date complete = seen.plus_months(-options.publication_lag_months);
  data.field = {name_of_field(field), {}, complete, evidence};
  data.total = {"all fields", {}, complete, evidence};
  std::map<int, double> counts;
  std::map<int, double> totals;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    const OwnRight& right = rights[i];
    if (right.field < 0 || right.field > kTechnologyFields) {
      return fail(ErrorCode::kInvalidInput, "there is no such field", {"", i + 1, "field"});
    }
    if (!is_there(right, as_of)) continue;
    const int year = right.filing.year();
    totals[year] += 1;
    counts[year] += right.field == field ? 1 : 0;
    if (right.field == field && !right.owner.empty()) {
      data.owners.push_back({right.owner, year, 1, seen});
    }
  }
  for (const auto& [year, count] : totals) {
    data.total.rows.push_back({year, count, seen});
    // A year in which others filed and nobody in this field is a zero that was seen.
    data.field.rows.push_back({year, counts[year], seen});
  }
  data.cited = cells_of(ages_of_field(rights, field, as_of, options.ages), options.ages);
  data.cited_neutral = cells_of(ages_of_field(rights, 0, as_of, options.ages), options.ages);
  data.cited_known = seen;
  data.cited_to = seen;
  data.cited_evidence = evidence;
  data.owners_complete_to = complete;
  return data;
}

Result<TechnologyTrend> own_register_trend(std::span<const OwnRight> rights, int field, AsOf as_of,
                                           const OwnRegisterOptions& options,
                                           const TrendWindow& window) {
  PIGNUS_ASSIGN(const TechnologyData data, own_register_data(rights, field, as_of, options));
  PIGNUS_ASSIGN(TechnologyTrend trend, technology_trend(data, as_of, window));
  if (trend.obsolescence) widen_by_bootstrap(rights, field, as_of, options, trend);
  return trend;
}

}  // namespace pignus::valuation
