// A triangle of three numbers, as a firm or a reader states what it is unsure of.
#pragma once

namespace pignus::book {

/// Least, likeliest, greatest: a triangle.
struct PlanRange {
  double low = 0;
  double mode = 0;
  double high = 0;

  friend bool operator==(const PlanRange&, const PlanRange&) = default;
};

}  // namespace pignus::book
