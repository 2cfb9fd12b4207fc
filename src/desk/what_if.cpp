#include "desk/what_if.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/ranges.h>
#include <set>
#include <utility>

#include "core/utf8.h"
#include "desk/case_file.h"

namespace pignus::desk {

namespace {

/// What a dossier may assume (docs/valuation.md).
struct AssumptionName {
  std::string_view name;
  std::string_view unit;
};
constexpr std::array kAssumptionNames{
    AssumptionName{"royalty_rate", "share of net sales"},
    AssumptionName{"royalty_rate_trademark", "share of net sales"},
    AssumptionName{"revenue_growth", "1/year"},
    AssumptionName{"discount_rate", "1/year"},
    AssumptionName{"tax_rate", "share"},
    AssumptionName{"economic_life_years", "years"},
    AssumptionName{"pd", "1/year"}};
constexpr std::string_view kExchangePrefix = "exchange_rate_USD_";

std::optional<std::string> unit_of(std::string_view name) {
  for (const AssumptionName& known : kAssumptionNames) {
    if (known.name == name) {
      return std::string(known.unit);
    }
  }
  if (name.starts_with(kExchangePrefix)) {
    const std::string_view code = name.substr(kExchangePrefix.size());
    if (Currency::parse(code)) {
      return std::string(code) + "/USD";
    }
  }
  return std::nullopt;
}

std::optional<double> number_of(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (percent) {
    text.remove_suffix(1);
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return percent ? value / 100 : value;
}

/// One number, or three with colons between; empty where it is neither.
std::vector<double> numbers_of(std::string_view text) {
  std::vector<double> numbers;
  for (;;) {
    const std::size_t colon = text.find(':');
    const auto number = number_of(text.substr(0, colon));
    if (!number) {
      return {};
    }
    numbers.push_back(*number);
    if (colon == std::string_view::npos) {
      break;
    }
    text.remove_prefix(colon + 1);
  }
  return numbers.size() == 1 || numbers.size() == 3 ? numbers : std::vector<double>{};
}

book::Dossier changed(book::Dossier dossier, const std::vector<book::Assumption>& changes) {
  for (const book::Assumption& change : changes) {
    const auto same = std::find_if(dossier.assumptions.begin(), dossier.assumptions.end(),
                                   [&](const auto& one) { return one.name == change.name; });
    if (same != dossier.assumptions.end()) {
      *same = change;
    } else {
      dossier.assumptions.push_back(change);
    }
  }
  return dossier;
}

WhatIfCase case_of(const std::vector<book::Assumption>& changes, book::Underwriting&& result) {
  WhatIfCase answer;
  for (const book::Assumption& change : changes) {
    answer.changed.push_back(change.name);
  }
  answer.value = std::move(result.portfolio_value);
  answer.liquidation_value = std::move(result.collateral.value_today);
  for (book::RightFile& right : result.rights) {
    answer.rights.push_back(std::move(right.appraisal.value));
  }
  answer.outcome = result.decision.outcome;
  answer.amount = result.decision.amount;
  answer.rate_per_year = result.decision.rate_per_year;
  return answer;
}

/// The dossier as it is, each change alone, and all together.
std::vector<std::vector<book::Assumption>> versions_of(
    const std::vector<book::Assumption>& changes) {
  std::vector<std::vector<book::Assumption>> versions{{}};
  for (const book::Assumption& change : changes) {
    versions.push_back({change});
  }
  if (changes.size() > 1) {
    versions.push_back(changes);
  }
  return versions;
}

}  // namespace

std::vector<std::string> changeable_assumptions() {
  std::vector<std::string> names;
  for (const AssumptionName& known : kAssumptionNames) {
    names.emplace_back(known.name);
  }
  return names;
}

Result<book::Assumption> parse_change(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string name = trim(text.substr(0, equals));
  const auto unit = unit_of(name);
  if (!unit) {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("is no assumption that can be changed; those are {} and {}<code>",
                            fmt::join(changeable_assumptions(), ", "), kExchangePrefix),
                {"", 0, name});
  }
  const std::string value =
      equals == std::string_view::npos ? std::string() : trim(text.substr(equals + 1));
  const std::vector<double> numbers = numbers_of(value);
  if (numbers.empty()) {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("'{}' is neither a number nor LOW:MODE:HIGH", value), {"", 0, name});
  }
  book::Assumption change{name,           numbers.front(), numbers[numbers.size() / 2],
                          numbers.back(), *unit,           "what-if"};
  if (change.low > change.mode || change.mode > change.high) {
    return fail(ErrorCode::kInvalidInput, "LOW, MODE and HIGH do not rise", {"", 0, name});
  }
  return change;
}

Result<WhatIf> what_if(const store::Store& store, const book::Dossier& dossier,
                       const std::vector<book::Assumption>& changes,
                       const underwriting::UnderwriteOptions& options, const Progress& progress) {
  std::set<std::string> names;
  for (const book::Assumption& change : changes) {
    if (!names.insert(change.name).second) {
      return fail(ErrorCode::kInvalidInput, "is changed twice", {"", 0, change.name});
    }
  }
  if (changes.empty()) {
    return fail(ErrorCode::kInvalidInput, "no assumption is changed");
  }
  PIGNUS_ASSIGN(const auto facts,
                load_case_facts(store, dossier, options.as_of.known_by, progress));
  PIGNUS_ASSIGN(const auto market, load_market(store, options.as_of.known_by, progress));
  WhatIf answer{dossier, changes, {}};
  for (const auto& version : versions_of(changes)) {
    PIGNUS_ASSIGN(auto result, underwriting::underwrite(changed(dossier, version), facts, market,
                                                        options, progress));
    answer.cases.push_back(case_of(version, std::move(result)));
  }
  return answer;
}

}  // namespace pignus::desk
