// The chart of what moves a value most.
#include <algorithm>

#include "report/chart_axis.h"
#include "report/charts.h"
#include "report/charts_amounts.h"
#include "report/markup.h"
#include "report/words.h"

namespace pignus::report {

namespace {

constexpr double kWidth = 720;
constexpr double kLabelWidth = 260;
constexpr double kRow = 26;
constexpr std::size_t kBarsMax = 10;

void draw_bar(Markup& svg, const Axis& axis, const book::Sensitivity& bar, const std::string& label,
              double y) {
  svg.leaf("text", label,
           {{"x", coordinate(kLabelWidth - 12)}, {"y", coordinate(y + 4)}, {"class", "end"}});
  const double low = axis.at(std::min(bar.at_low, bar.at_high));
  const double high = axis.at(std::max(bar.at_low, bar.at_high));
  svg.empty("rect", {{"class", "box method"},
                     {"x", coordinate(low)},
                     {"y", coordinate(y - 7)},
                     {"width", coordinate(std::max(high - low, 1.0))},
                     {"height", "14"}});
  // A dot marks the end that belongs to the input's 90th percentile.
  svg.empty("circle", {{"class", "mark"},
                       {"cx", coordinate(axis.at(bar.at_high))},
                       {"cy", coordinate(y)},
                       {"r", "4"}});
}

}  // namespace

std::string tornado_chart(const Format& format, const book::Appraisal& appraisal) {
  const std::size_t count = std::min(kBarsMax, appraisal.sensitivities.size());
  if (count == 0) {
    return "";
  }
  const double base = appraisal.value.mean();
  double low = base;
  double high = base;
  for (std::size_t i = 0; i < count; ++i) {
    const book::Sensitivity& bar = appraisal.sensitivities[i];
    low = std::min({low, bar.at_low, bar.at_high});
    high = std::max({high, bar.at_low, bar.at_high});
  }
  const Axis axis(low, high, kLabelWidth, kWidth - 40);
  const double bottom = 14 + kRow * static_cast<double>(count);
  Markup svg;
  const std::string title = format.say("ui.tornado");
  svg.open("svg", {{"viewBox", "0 0 " + coordinate(kWidth) + " " + coordinate(bottom + 26)},
                   {"class", "chart"},
                   {"role", "img"},
                   {"aria-label", title + ". " + format.say("ui.tornado_caption")}});
  svg.leaf("title", title);
  draw_amounts(svg, format, axis, appraisal.currency, bottom, 4);
  for (std::size_t i = 0; i < count; ++i) {
    const book::Sensitivity& bar = appraisal.sensitivities[i];
    draw_bar(svg, axis, bar, input_word(format, bar.input),
             14 + kRow * (static_cast<double>(i) + 0.5));
  }
  svg.empty("line", {{"class", "median"},
                     {"x1", coordinate(axis.at(base))},
                     {"x2", coordinate(axis.at(base))},
                     {"y1", "8"},
                     {"y2", coordinate(bottom)}});
  svg.close();
  return svg.take();
}

}  // namespace pignus::report
