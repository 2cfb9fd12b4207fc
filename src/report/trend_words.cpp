#include "report/trend_words.h"

#include <algorithm>
#include <utility>

#include "report/words.h"

namespace pignus::report {

std::string trend_name(const Format& format, const book::TrendEffect& effect) {
  const std::string name = format.say("trend." + effect.trend);
  return effect.of.empty() ? name : format.say("ui.trend_of", {name, effect.of});
}

std::string trend_observed(const Format& format, const book::TrendEffect& effect) {
  const std::string seen = format.percent(effect.observed);
  const std::string interval =
      effect.low == effect.high
          ? seen
          : format.say("ui.median_and_interval",
                       {seen, format.percent(effect.low), format.percent(effect.high)});
  return format.say("ui.trend_against", {interval, format.percent(effect.neutral)});
}

std::string trend_moved(const Format& format, const book::TrendEffect& effect) {
  const bool life = effect.input == "economic_life_years";
  const auto shown = [&](double value) {
    return life ? format.years(value) : format.percent(value);
  };
  return format.say(
      effect.bounded ? "ui.trend_moved_bounded" : "ui.trend_moved",
      {input_word(format, effect.input), shown(effect.input_without), shown(effect.input_with)});
}

std::string trend_change(const Format& format, const book::TrendEffect& effect, Currency currency) {
  if (!effect.value_change) {
    return format.say("ui.trend_moves_nothing");
  }
  return (effect.direction > 0 ? "+" : "") + format.amount(*effect.value_change, currency);
}

std::vector<std::string> unknown_trends(const Format& format,
                                        const std::vector<book::TrendEffect>& effects) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_reason;
  for (const book::TrendEffect& effect : effects) {
    if (effect.unknown.empty()) {
      continue;
    }
    auto at = std::ranges::find(by_reason, effect.unknown, &decltype(by_reason)::value_type::first);
    if (at == by_reason.end()) {
      at = by_reason.insert(by_reason.end(), {effect.unknown, {}});
    }
    at->second.push_back(format.say("trend." + effect.trend));
  }
  std::vector<std::string> texts;
  for (const auto& [reason, trends] : by_reason) {
    texts.push_back(format.say("ui.trends_unknown", {format.join(trends), format.say(reason)}));
  }
  return texts;
}

std::string widening_text(const Format& format, const book::Appraisal& appraisal) {
  if (!appraisal.widened) {
    return "";
  }
  return format.say("ui.widened", {format.number(appraisal.widened->floor),
                                   format.number(appraisal.widened->ratio)});
}

}  // namespace pignus::report
