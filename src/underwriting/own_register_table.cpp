#include "underwriting/own_register_table.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "underwriting/register_study.h"

namespace pignus::underwriting {

namespace {

bool is_of_study(const registers::ReferenceFigure& figure) {
  return figure.series == kOwnFieldSeries || figure.series == kOwnCitationSeries;
}

std::string source_of(const registers::ReferenceFigure& figure) {
  return fmt::format("own register as known on {} ({})", figure.known.iso(), figure.source.file);
}

}  // namespace

OwnRegisterTable::OwnRegisterTable(std::span<const Figure> figures, AsOf as_of)
    : figures_(figures), as_of_(as_of) {
  for (const Figure& figure : figures) {
    const auto day = figure.date.earliest();
    if (!is_of_study(figure) || !day || *day > as_of.true_on || figure.known > as_of.known_by) {
      continue;
    }
    const Figure*& kept = latest_[{figure.item, figure.measure}];
    if (kept == nullptr ||
        std::tuple(kept->known, kept->date.earliest()) < std::tuple(figure.known, day)) {
      kept = &figure;
    }
  }
}

const registers::ReferenceFigure* OwnRegisterTable::latest(std::string_view item,
                                                           std::string_view measure) const {
  const auto found = latest_.find({item, measure});
  return found != latest_.end() ? found->second : nullptr;
}

bool OwnRegisterTable::take_counts(const std::string& field,
                                   valuation::TechnologyData& data) const {
  const Figure* const last = latest(field, "filings");
  if (last == nullptr || latest(kAllFields, "filings") == nullptr) {
    return false;
  }
  // A study tells whole years only, so the table is complete to the end of its last one.
  const auto complete = Date::from_ymd(last->date.earliest()->year(), 12, 31);
  const auto series = [&](const std::string& item) {
    return valuation::figure_series(figures_, std::string(kOwnFieldSeries), item, "filings",
                                    complete.value_or(as_of_.true_on));
  };
  valuation::YearSeries own = series(field);
  if (valuation::rows_as_of(own, as_of_).size() <
      static_cast<std::size_t>(valuation::TrendWindow{}.least_years)) {
    return false;
  }
  own.name = field;
  data.field = std::move(own);
  data.total = series(std::string(kAllFields));
  return true;
}

std::optional<valuation::Obsolescence> OwnRegisterTable::ageing(std::string_view item) const {
  const Figure* const rate = latest(item, "obsolescence");
  const Figure* const low = latest(item, "obsolescence low");
  const Figure* const high = latest(item, "obsolescence high");
  const Figure* const cells = latest(item, "obsolescence cells");
  const auto of_one_study = [rate](const Figure* other) {
    return other != nullptr && other->known == rate->known && other->date == rate->date;
  };
  if (rate == nullptr || !of_one_study(low) || !of_one_study(high) || !of_one_study(cells) ||
      low->value > rate->value || high->value < rate->value) {
    return std::nullopt;
  }
  valuation::Obsolescence ageing;
  ageing.rate = {rate->value, low->value, high->value, static_cast<int>(cells->value)};
  if (const Figure* const half = latest(item, "half-life"); of_one_study(half)) {
    ageing.half_life_years = half->value;
  }
  return ageing;
}

void OwnRegisterTable::take_ageing(const std::string& field,
                                   valuation::TechnologyTrend& trend) const {
  auto own = ageing(field);
  auto neutral = ageing(kAllFields);
  if (own && neutral) {
    trend.obsolescence = std::move(own);
    trend.neutral_obsolescence = std::move(neutral);
    trend.citations =
        standards::Evidence{source_of(*latest(field, "obsolescence")), standards::Grade::kSeen};
    std::erase_if(trend.gaps, [](const valuation::TrendGap& gap) {
      return gap.what == "obsolescence" || gap.what == "neutral_obsolescence";
    });
  }
  const Figure* const entry = latest(field, "entry rate");
  const Figure* const exit = latest(field, "exit rate");
  if (entry != nullptr || exit != nullptr) {
    valuation::Ownership ownership;
    ownership.entry_rate = entry != nullptr ? std::optional(entry->value) : std::nullopt;
    ownership.exit_rate = exit != nullptr ? std::optional(exit->value) : std::nullopt;
    trend.ownership = std::move(ownership);
    std::erase_if(trend.gaps,
                  [](const valuation::TrendGap& gap) { return gap.what == "ownership"; });
  }
}

std::optional<OwnRegisterTable::Standing> OwnRegisterTable::standing(
    const registers::RightId& id) const {
  const Figure* const percentile = latest(id.value, "percentile");
  const Figure* const received = latest(id.value, "received");
  if (percentile == nullptr || received == nullptr || !(percentile->value > 0) ||
      !(percentile->value < 1)) {
    return std::nullopt;
  }
  return Standing{std::clamp(percentile->value, kLeast, kMost),
                  fmt::format("cited {:.0f} times, at {:.3f} of its cohort; {}", received->value,
                              percentile->value, source_of(*percentile))};
}

}  // namespace pignus::underwriting
