#include "valuation/trend/obsolescence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/check.h"

namespace pignus::valuation {
namespace {

std::vector<TrendCell> trend_cells(std::span<const AgeCell> cells,
                                   const ObsolescenceOptions& options) {
  std::vector<TrendCell> chosen;
  for (const AgeCell& cell : cells) {
    const double middle = (cell.from + cell.to) / 2;
    if (cell.exposure > 0 && middle >= options.first_age && middle <= options.last_age) {
      chosen.push_back({middle, cell.citations, cell.exposure});
    }
  }
  return chosen;
}

Status check_order(std::span<const AgeCell> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool sound = std::isfinite(cells[i].from) && std::isfinite(cells[i].to) &&
                       cells[i].from < cells[i].to && (i == 0 || cells[i].from >= cells[i - 1].to);
    if (!sound) {
      return fail(ErrorCode::kInvalidInput, "ages do not rise from cell to cell",
                  {"", i + 1, "age"});
    }
  }
  return {};
}

std::optional<double> half_rate(std::span<const TrendCell> cells) {
  constexpr int kLeast = 4;
  const auto trend = fit_log_trend(cells, kLeast);
  return trend ? std::optional(-trend->slope.value) : std::nullopt;
}

/// Years of the cells times the share of their citations that falls before half of `total`.
std::optional<double> age_at_half(std::span<const AgeCell> cells, std::span<const double> amounts,
                                  double total) {
  double sum = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (amounts[i] > 0 && sum + amounts[i] >= total / 2) {
      const double share = (total / 2 - sum) / amounts[i];
      return cells[i].from + share * (cells[i].to - cells[i].from);
    }
    sum += amounts[i];
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> citation_half_life(std::span<const AgeCell> cells, const LogTrend& decay) {
  const double rate = -decay.slope.value;
  if (rate <= 0) return std::nullopt;
  std::vector<double> rates;
  std::span<const AgeCell> seen = cells;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].exposure <= 0) {
      seen = cells.first(i);
      break;
    }
    rates.push_back(cells[i].citations / cells[i].exposure);
  }
  if (seen.empty()) return std::nullopt;
  double total = 0;
  for (const double one : rates) total += one;
  // Exposures are of whole cells, so a rate is per cell; the tail is the fitted rate per year.
  const double end = seen.back().to;
  const double tail = decay.rate(end) / rate;
  total += tail;
  if (const auto age = age_at_half(seen, rates, total)) return age;
  // Half lies in the tail: tail * exp(-rate * (age - end)) = total / 2.
  return end + std::log(tail / (total / 2)) / rate;
}

std::optional<double> raw_half_life(std::span<const AgeCell> cells) {
  std::vector<double> citations;
  double total = 0;
  for (const AgeCell& cell : cells) {
    citations.push_back(cell.citations);
    total += cell.citations;
  }
  if (total <= 0) return std::nullopt;
  return age_at_half(cells, citations, total);
}

Result<Obsolescence> fit_obsolescence(std::span<const AgeCell> cells,
                                      const ObsolescenceOptions& options) {
  PIGNUS_TRY(check_order(cells));
  const std::vector<TrendCell> chosen = trend_cells(cells, options);
  PIGNUS_ASSIGN(const LogTrend decay, fit_log_trend(chosen, options.least_cells));
  Obsolescence answer;
  answer.rate = {-decay.slope.value, -decay.slope.high, -decay.slope.low, decay.slope.observations};
  const std::size_t half = chosen.size() / 2;
  answer.early_rate = half_rate(std::span(chosen).first(half));
  answer.late_rate = half_rate(std::span(chosen).subspan(half));
  for (const auto& rate : {answer.early_rate, answer.late_rate}) {
    if (!rate) continue;
    answer.rate.low = std::min(answer.rate.low, *rate);
    answer.rate.high = std::max(answer.rate.high, *rate);
  }
  answer.half_life_years = citation_half_life(cells, decay);
  return answer;
}

std::vector<AgeCell> section_age_cells(const standards::TechnologyCitations& citations,
                                       const standards::TechnologyGrants& grants, char section) {
  const auto index = static_cast<std::size_t>(section - 'A');
  PIGNUS_CHECK(section >= 'A' && index < citations.sections.size() &&
               index < grants.sections.size());
  const std::vector<double>& received = citations.sections[index].received;
  const std::vector<double>& granted = grants.sections[index].grants;
  const int last_year = citations.covered_to.year();
  const auto made_in = [&](int year) {
    const int at = year - citations.made_first_year;
    return at < 0 || at >= static_cast<int>(citations.made.size())
               ? 0.0
               : citations.made[static_cast<std::size_t>(at)];
  };
  const double unit = made_in(grants.complete_to.year());
  PIGNUS_CHECK(unit > 0);
  std::vector<AgeCell> cells;
  // The last figure holds that age and all later ones: no age of its own.
  for (std::size_t age = 0; age + 1 < received.size(); ++age) {
    const auto years = static_cast<double>(age);
    AgeCell cell{age == 0 ? 0 : years - 0.5, years + 0.5, received[age], 0};
    for (int cohort = citations.first_cohort; cohort <= citations.last_cohort; ++cohort) {
      const int citing = cohort + static_cast<int>(age);
      const int at = cohort - grants.first_year;
      if (citing > last_year || at < 0 || at >= static_cast<int>(granted.size())) continue;
      cell.exposure += granted[static_cast<std::size_t>(at)] * made_in(citing) / unit;
    }
    cells.push_back(cell);
  }
  return cells;
}

std::vector<AgeCell> all_age_cells(const standards::TechnologyCitations& citations,
                                   const standards::TechnologyGrants& grants) {
  std::vector<AgeCell> sum = section_age_cells(citations, grants, 'A');
  for (char section = 'B'; section <= 'H'; ++section) {
    const auto cells = section_age_cells(citations, grants, section);
    PIGNUS_CHECK(cells.size() == sum.size());
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i].citations += cells[i].citations;
      sum[i].exposure += cells[i].exposure;
    }
  }
  return sum;
}

}  // namespace pignus::valuation
