#include "valuation/indicator/composite.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace pignus::valuation {

namespace {

struct Column {
  const char* name;
  std::optional<double> RawIndicators::* raw;
  std::optional<double> NormalIndicators::* normal;
};

constexpr std::array<Column, 6> kColumns{{
    {"forward_citations", &RawIndicators::forward_citations, &NormalIndicators::forward_citations},
    {"family_size", &RawIndicators::family_size, &NormalIndicators::family_size},
    {"claims", &RawIndicators::claims, &NormalIndicators::claims},
    {"generality", &RawIndicators::generality, &NormalIndicators::generality},
    {"backward_citations", &RawIndicators::backward_citations,
     &NormalIndicators::backward_citations},
    {"grant_lag_index", &RawIndicators::grant_lag_index, &NormalIndicators::grant_lag_index},
}};

using Members = std::vector<std::size_t>;

Status check(const std::vector<RawIndicators>& patents, const CohortTerms& terms) {
  if (!(terms.low >= 0 && terms.low < terms.high && terms.high <= 1)) {
    return fail(ErrorCode::kInvalidInput, "the quantiles are not in order", {"", 0, "low"});
  }
  if (!(terms.breakthrough > 0 && terms.breakthrough < 1)) {
    return fail(ErrorCode::kInvalidInput, "a share between 0 and 1", {"", 0, "breakthrough"});
  }
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < patents.size(); ++i) {
    if (!ids.insert(patents[i].id).second) {
      return fail(ErrorCode::kInvalidInput, "patent " + patents[i].id + " stands twice",
                  {"", i + 1, "id"});
    }
    for (const Column& column : kColumns) {
      const auto& value = patents[i].*column.raw;
      if (value && !(std::isfinite(*value) && *value >= 0)) {
        return fail(ErrorCode::kInvalidInput,
                    "patent " + patents[i].id + ": the value is negative or not finite",
                    {"", i + 1, column.name});
      }
    }
  }
  return {};
}

/// Of sorted values, linear between order statistics.
double quantile(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::vector<double> sorted_values(const std::vector<RawIndicators>& patents, const Members& members,
                                  const Column& column) {
  std::vector<double> values;
  for (const std::size_t i : members) {
    if (patents[i].*column.raw) {
      values.push_back(*(patents[i].*column.raw));
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

void normalise_column(const std::vector<RawIndicators>& patents, const Members& members,
                      const Column& column, const CohortTerms& terms,
                      std::vector<NormalIndicators>& result) {
  const std::vector<double> values = sorted_values(patents, members, column);
  if (values.empty() || values.size() < terms.least) {
    return;
  }
  const double low = quantile(values, terms.low);
  const double high = quantile(values, terms.high);
  for (const std::size_t i : members) {
    if (const auto& raw = patents[i].*column.raw) {
      // After winsorising the greatest is `high`. Where it is 0 all are, and none stands out.
      result[i].*column.normal = high > 0 ? std::clamp(*raw, low, high) / high : 0;
    }
  }
}

void mark_breakthroughs(const std::vector<RawIndicators>& patents, const Members& members,
                        const CohortTerms& terms, std::vector<NormalIndicators>& result) {
  const std::vector<double> values = sorted_values(patents, members, kColumns.front());
  if (values.empty() || values.size() < terms.least) {
    return;
  }
  const double from = quantile(values, 1 - terms.breakthrough);
  for (const std::size_t i : members) {
    if (const auto& raw = patents[i].forward_citations) {
      // A cohort nobody cites has no breakthrough, though all are at its top.
      result[i].breakthrough = *raw >= from && *raw > 0;
    }
  }
}

std::optional<double> mean_of(const NormalIndicators& one, std::size_t columns) {
  double sum = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    const auto& value = one.*kColumns.at(i).normal;
    if (!value) {
      return std::nullopt;
    }
    sum += *value;
  }
  return sum / static_cast<double>(columns);
}

}  // namespace

Result<std::vector<NormalIndicators>> normalise(const std::vector<RawIndicators>& patents,
                                                const CohortTerms& terms) {
  PIGNUS_TRY(check(patents, terms));
  std::map<std::pair<std::string, int>, Members> cohorts;
  std::vector<NormalIndicators> result(patents.size());
  for (std::size_t i = 0; i < patents.size(); ++i) {
    result[i].id = patents[i].id;
    cohorts[{patents[i].field, patents[i].year}].push_back(i);
  }
  for (const auto& [cohort, members] : cohorts) {
    for (const Column& column : kColumns) {
      normalise_column(patents, members, column, terms, result);
    }
    mark_breakthroughs(patents, members, terms, result);
  }
  for (NormalIndicators& one : result) {
    one.composite4 = mean_of(one, 4);
    one.composite6 = mean_of(one, kColumns.size());
  }
  return result;
}

}  // namespace pignus::valuation
