#include "report/chart_axis.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace pignus::report {

Axis::Axis(double low, double high, double from, double to, bool logarithmic)
    : low_(low), high_(high), from_(from), to_(to), logarithmic_(logarithmic) {
  PIGNUS_CHECK(high > low && (!logarithmic || low > 0));
}

double Axis::at(double value) const {
  const double inside = std::clamp(value, low_, high_);
  const double share = logarithmic_ ? std::log(inside / low_) / std::log(high_ / low_)
                                    : (inside - low_) / (high_ - low_);
  return from_ + share * (to_ - from_);
}

std::vector<double> Axis::ticks(int wanted) const {
  std::vector<double> out;
  if (logarithmic_) {
    for (double power = std::pow(10, std::floor(std::log10(low_))); power <= high_; power *= 10) {
      for (const double step : {1.0, 3.0}) {
        if (power * step >= low_ && power * step <= high_) {
          out.push_back(power * step);
        }
      }
    }
    // Over many decades only the powers of ten, and of those only as many as fit.
    while (out.size() > 2 * static_cast<std::size_t>(wanted)) {
      std::vector<double> fewer;
      for (std::size_t i = 0; i < out.size(); i += 2) {
        fewer.push_back(out[i]);
      }
      out = std::move(fewer);
    }
    return out;
  }
  const double raw = (high_ - low_) / wanted;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  double step = power * 10;
  for (const double candidate : {1.0, 2.0, 5.0}) {
    if (power * candidate >= raw) {
      step = power * candidate;
      break;
    }
  }
  // Counted, not summed: adding a step many times drifts.
  const auto first = static_cast<std::int64_t>(std::ceil(low_ / step - 1e-9));
  const auto last = static_cast<std::int64_t>(std::floor(high_ / step + 1e-9));
  for (std::int64_t i = first; i <= last; ++i) {
    out.push_back(static_cast<double>(i) * step);
  }
  return out;
}

std::string coordinate(double value) {
  const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
  const std::int64_t magnitude = std::abs(tenths);
  std::string text = (tenths < 0 ? "-" : "") + std::to_string(magnitude / 10);
  if (magnitude % 10 != 0) {
    text += "." + std::to_string(magnitude % 10);
  }
  return text;
}

}  // namespace pignus::report
