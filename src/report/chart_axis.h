// Where values and days lie on a chart.
#pragma once

#include <string>
#include <vector>

#include "core/date.h"

namespace pignus::report {

/// Maps [low, high] to [from, to] in SVG units, linear or logarithmic.
class Axis {
 public:
  Axis(double low, double high, double from, double to, bool logarithmic = false);
  double at(double value) const;
  /// Round values inside the axis: about `wanted` of them, never more than twice that.
  std::vector<double> ticks(int wanted) const;

 private:
  double low_;
  double high_;
  double from_;
  double to_;
  bool logarithmic_;
};

/// A coordinate with one digit after the point: the same bytes everywhere.
std::string coordinate(double value);

}  // namespace pignus::report
