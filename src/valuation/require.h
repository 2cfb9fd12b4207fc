// What a method needs of its inputs, refused by the input's name.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::valuation {

/// kInvalidInput "<field> <needs>" with the field named, unless `holds`.
[[nodiscard]] inline Status require(bool holds, std::string_view field, std::string_view needs) {
  if (holds) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, std::string(field) + " " + std::string(needs),
              {"", 0, std::string(field)});
}

/// A finite number in [low, high].
[[nodiscard]] inline Status require_within(double value, double low, double high,
                                           std::string_view field) {
  if (std::isfinite(value) && value >= low && value <= high) {
    return {};
  }
  const auto shown = [](double bound) {
    std::string text = std::to_string(bound);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
      text.pop_back();
    }
    return text;
  };
  return require(false, field, "must be from " + shown(low) + " to " + shown(high));
}

[[nodiscard]] inline Status require_above_zero(double value, std::string_view field) {
  return require(std::isfinite(value) && value > 0, field, "must be above zero");
}

[[nodiscard]] inline Status require_finite(std::span<const double> values, std::string_view field) {
  for (const double value : values) {
    PIGNUS_TRY(require(std::isfinite(value), field, "must hold finite numbers only"));
  }
  return {};
}

}  // namespace pignus::valuation
