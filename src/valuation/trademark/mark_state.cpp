#include "valuation/trademark/mark_state.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "valuation/inputs.h"

namespace pignus::valuation {

namespace {

int months(const standards::ParameterSet& set, std::string_view name) {
  return static_cast<int>(std::lround(set.at(name).mode));
}

double non_use_years(const standards::ParameterSet& set, const std::string& office) {
  const std::string own = "non_use_years_" + office;
  return set.values.contains(own) ? set.at(own).mode : set.at("non_use_years_other").mode;
}

Status check(const MarkFacts& facts, Date day) {
  const auto bad = [](const char* message, const char* field) {
    return fail(ErrorCode::kInvalidInput, message, {"", 0, field});
  };
  if (facts.registered && *facts.registered > day) {
    return bad("registered after the day of valuation", "registered");
  }
  if (facts.last_used && *facts.last_used > day) {
    return bad("used after the day of valuation", "last_used");
  }
  if (facts.registered && facts.term_end && *facts.term_end < *facts.registered) {
    return bad("the term ends before it begins", "term_end");
  }
  return {};
}

UseState use_of(const MarkFacts& facts, Date day, double period_years) {
  // Non-use counts from registration where no use was ever shown.
  const std::optional<Date> since = facts.last_used ? facts.last_used : facts.registered;
  const bool over = since && years_between(*since, day) > period_years;
  if (facts.said_unused) {
    return over ? UseState::kVulnerable : UseState::kUnused;
  }
  if (!facts.last_used) {
    return UseState::kUnknown;
  }
  // Use long past says nothing of today.
  return over ? UseState::kUnknown : UseState::kUsed;
}

MarkRenewal renewal_of(const MarkState& state, bool told, Date day, int window_months) {
  if (!state.term_end) {
    return MarkRenewal::kUnknown;
  }
  if (day > *state.grace_end) {
    return told ? MarkRenewal::kLapsed : MarkRenewal::kUnknown;
  }
  if (day > *state.term_end) {
    return told ? MarkRenewal::kGrace : MarkRenewal::kUnknown;
  }
  return day >= state.term_end->plus_months(-window_months) ? MarkRenewal::kWindow
                                                            : MarkRenewal::kRunning;
}

Distribution lapse_of(const MarkState& state, const standards::ParameterSet& set) {
  if (state.renewal == MarkRenewal::kLapsed) {
    return Distribution(1);
  }
  if (state.renewal == MarkRenewal::kGrace) {
    return distribution_of(set.at("lapse_grace"));
  }
  switch (state.use) {
    case UseState::kUsed:
      return distribution_of(set.at("lapse_used"));
    case UseState::kUnknown:
      return distribution_of(set.at("lapse_unknown"));
    case UseState::kUnused:
    case UseState::kVulnerable:
      return distribution_of(set.at("lapse_unused"));
  }
  PIGNUS_CHECK(!"a known state");
}

}  // namespace

std::string_view name_of(MarkRenewal state) {
  switch (state) {
    case MarkRenewal::kUnknown:
      return "unknown";
    case MarkRenewal::kRunning:
      return "running";
    case MarkRenewal::kWindow:
      return "window";
    case MarkRenewal::kGrace:
      return "grace";
    case MarkRenewal::kLapsed:
      return "lapsed";
  }
  PIGNUS_CHECK(!"a known state");
}

std::string_view name_of(UseState state) {
  switch (state) {
    case UseState::kUnknown:
      return "unknown";
    case UseState::kUsed:
      return "used";
    case UseState::kUnused:
      return "unused";
    case UseState::kVulnerable:
      return "vulnerable";
  }
  PIGNUS_CHECK(!"a known state");
}

Result<MarkState> mark_state(const MarkFacts& facts, Date day,
                             const standards::ParameterSet& trademark) {
  PIGNUS_TRY(check(facts, day));
  MarkState state;
  state.non_use_years = non_use_years(trademark, facts.office);
  state.use = use_of(facts, day, state.non_use_years);
  const int term_months = 12 * months(trademark, "term_years");
  if (facts.term_end) {
    state.term_end = facts.term_end;
  } else if (facts.registered) {
    state.term_end = facts.registered->plus_months(term_months);
  }
  if (state.term_end) {
    state.grace_end = state.term_end->plus_months(months(trademark, "grace_months"));
  }
  state.renewal =
      renewal_of(state, facts.term_end.has_value(), day, months(trademark, "window_months"));
  if (state.renewal == MarkRenewal::kUnknown) {
    state.term_end.reset();
    state.grace_end.reset();
  }
  state.lapse = lapse_of(state, trademark);
  state.cancelled = state.use == UseState::kVulnerable
                        ? distribution_of(trademark.at("cancelled_unused"))
                        : Distribution(0);
  return state;
}

std::vector<double> mark_survival(const MarkState& state, Date day, int years, double lapse,
                                  double cancelled, double term_years) {
  PIGNUS_CHECK(lapse >= 0 && lapse <= 1 && cancelled >= 0 && term_years > 0 && years >= 0);
  std::vector<double> result;
  double standing = state.renewal == MarkRenewal::kLapsed ? 0 : 1;
  double next_end = state.term_end ? std::max(0.0, years_between(day, *state.term_end)) : 0;
  for (int year = 0; year < years; ++year) {
    standing *= std::exp(-cancelled);
    if (state.term_end) {
      while (next_end < year + 1) {
        standing *= 1 - lapse;
        next_end += term_years;
      }
    } else {
      standing *= std::pow(1 - lapse, 1 / term_years);
    }
    result.push_back(standing);
  }
  return result;
}

}  // namespace pignus::valuation
