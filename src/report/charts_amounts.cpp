#include "report/charts_amounts.h"

namespace pignus::report {

void draw_amounts(Markup& svg, const Format& format, const Axis& axis, Currency currency,
                  double bottom, int wanted) {
  constexpr double kLabelRoom = 84;
  double label_end = 0;
  for (const double tick : axis.ticks(wanted)) {
    const double x = axis.at(tick);
    svg.empty("line", {{"class", "grid"},
                       {"x1", coordinate(x)},
                       {"x2", coordinate(x)},
                       {"y1", "8"},
                       {"y2", coordinate(bottom)}});
    if (x > label_end) {
      svg.leaf("text", format.amount(tick, currency),
               {{"x", coordinate(x)}, {"y", coordinate(bottom + 18)}, {"class", "middle"}});
      label_end = x + kLabelRoom;
    }
  }
}

}  // namespace pignus::report
