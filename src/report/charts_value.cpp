// The chart of an appraisal and the chart of loss.
#include <algorithm>

#include "report/chart_axis.h"
#include "report/charts.h"
#include "report/charts_amounts.h"
#include "report/markup.h"
#include "report/words.h"

namespace pignus::report {

namespace {

constexpr double kWidth = 720;
constexpr double kLabelWidth = 190;
constexpr double kRow = 30;
constexpr double kLogFrom = 30;  ///< factor between the ends from which the axis is logarithmic

struct ValueRow {
  std::string label;
  const Distribution* value;
  std::string style;
};

void draw_row(Markup& svg, const Axis& axis, const ValueRow& row, double y) {
  const auto x = [&](double p) { return axis.at(row.value->quantile(p)); };
  svg.leaf("text", row.label,
           {{"x", coordinate(kLabelWidth - 12)}, {"y", coordinate(y + 4)}, {"class", "end"}});
  svg.empty("line", {{"class", "span " + row.style},
                     {"x1", coordinate(x(0.05))},
                     {"x2", coordinate(x(0.95))},
                     {"y1", coordinate(y)},
                     {"y2", coordinate(y)}});
  svg.empty("rect", {{"class", "box " + row.style},
                     {"x", coordinate(x(0.25))},
                     {"y", coordinate(y - 6)},
                     {"width", coordinate(std::max(x(0.75) - x(0.25), 1.0))},
                     {"height", "12"}});
  svg.empty("line", {{"class", "median"},
                     {"x1", coordinate(x(0.5))},
                     {"x2", coordinate(x(0.5))},
                     {"y1", coordinate(y - 9)},
                     {"y2", coordinate(y + 9)}});
}

void open_chart(Markup& svg, double width, double height, const std::string& title,
                const std::string& description) {
  svg.open("svg", {{"viewBox", "0 0 " + coordinate(width) + " " + coordinate(height)},
                   {"class", "chart"},
                   {"role", "img"},
                   {"aria-label", title + ". " + description}});
  svg.leaf("title", title);
}

void draw_line(Markup& svg, const Axis& across, const Axis& up, const book::Terms& terms,
               const std::string& style, double (*value)(const book::LoanPoint&)) {
  std::string points;
  for (const book::LoanPoint& point : terms.curve) {
    points += coordinate(across.at(point.ltv)) + "," + coordinate(up.at(value(point))) + " ";
  }
  svg.empty("polyline", {{"class", "curve " + style}, {"points", points}});
}

double lgd_of(const book::LoanPoint& point) {
  return point.lgd;
}
double loss_rate_of(const book::LoanPoint& point) {
  return point.amount > 0 ? point.expected_loss / point.amount : 0;
}

constexpr double kLossHeight = 300;
constexpr double kLeft = 64;
constexpr double kTop = 18;
constexpr double kBottom = kLossHeight - 48;

void draw_grid(Markup& svg, const Format& format, const Axis& across, const Axis& up) {
  for (const double tick : up.ticks(5)) {
    const std::string y = coordinate(up.at(tick));
    svg.empty("line", {{"class", "grid"},
                       {"x1", coordinate(kLeft)},
                       {"x2", coordinate(kWidth - 16)},
                       {"y1", y},
                       {"y2", y}});
    svg.leaf("text", format.percent(tick),
             {{"x", coordinate(kLeft - 8)}, {"y", coordinate(up.at(tick) + 4)}, {"class", "end"}});
  }
  for (const double tick : across.ticks(8)) {
    const std::string x = coordinate(across.at(tick));
    svg.empty("line", {{"class", "tick"},
                       {"x1", x},
                       {"x2", x},
                       {"y1", coordinate(kBottom)},
                       {"y2", coordinate(kBottom + 5)}});
    svg.leaf("text", format.percent(tick),
             {{"x", x}, {"y", coordinate(kBottom + 20)}, {"class", "middle"}});
  }
  svg.empty("line", {{"class", "axis"},
                     {"x1", coordinate(kLeft)},
                     {"x2", coordinate(kWidth - 16)},
                     {"y1", coordinate(kBottom)},
                     {"y2", coordinate(kBottom)}});
  svg.leaf("text", format.say("ui.axis_ltv"),
           {{"x", coordinate(kWidth - 16)}, {"y", coordinate(kLossHeight - 6)}, {"class", "end"}});
}

void draw_loan(Markup& svg, const Axis& across, const Axis& up, const book::LoanPoint& point,
               const std::string& label, double label_shift) {
  const double x = across.at(point.ltv);
  const double y = up.at(point.lgd);
  const bool right_side = x < kWidth - 170;
  svg.empty("circle",
            {{"class", "mark"}, {"cx", coordinate(x)}, {"cy", coordinate(y)}, {"r", "5"}});
  svg.leaf("text", label,
           {{"x", coordinate(right_side ? x + 10 : x - 10)},
            {"y", coordinate(y + label_shift)},
            {"class", right_side ? "strong" : "strong end"}});
}

}  // namespace

std::string value_chart(const Format& format, const book::Appraisal& appraisal) {
  std::vector<ValueRow> rows;
  for (const book::MethodValue& method : appraisal.methods) {
    rows.push_back({method_word(format, method.method), &method.value, "method"});
  }
  rows.push_back({format.say("ui.value_reconciled"), &appraisal.value, "reconciled"});
  rows.push_back({format.say("ui.value_liquidation"), &appraisal.liquidation_value, "liquidation"});
  double low = rows.front().value->quantile(0.05);
  double high = 0;
  for (const ValueRow& row : rows) {
    low = std::min(low, row.value->quantile(0.05));
    high = std::max(high, row.value->quantile(0.95));
  }
  if (high <= 0) {
    return "";
  }
  const bool logarithmic = low > 0 && high / low > kLogFrom;
  const Axis axis(logarithmic ? low : std::min(low, 0.0), high, kLabelWidth, kWidth - 30,
                  logarithmic);
  const double bottom = 14 + kRow * static_cast<double>(rows.size());
  Markup svg;
  open_chart(svg, kWidth, bottom + 42, format.say("ui.chart_value"),
             format.say("ui.chart_value_says",
                        {format.amount(appraisal.value.median(), appraisal.currency),
                         format.interval(appraisal.value, appraisal.currency)}));
  draw_amounts(svg, format, axis, appraisal.currency, bottom, 5);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    draw_row(svg, axis, rows[i], 14 + kRow * (static_cast<double>(i) + 0.5));
  }
  svg.leaf("text", format.say(logarithmic ? "ui.axis_value_log" : "ui.axis_value"),
           {{"x", coordinate(kWidth - 30)}, {"y", coordinate(bottom + 36)}, {"class", "end"}});
  svg.close();
  return svg.take();
}

std::string loss_chart(const Format& format, const book::Terms& terms) {
  if (terms.curve.size() < 2) {
    return "";
  }
  double ltv_high = terms.ltv_max * 1.1;
  double loss_high = 0.05;
  for (const book::LoanPoint& point : terms.curve) {
    ltv_high = std::max(ltv_high, point.ltv);
    loss_high = std::max({loss_high, point.lgd, loss_rate_of(point)});
  }
  if (ltv_high <= 0) {
    return "";
  }
  const Axis across(0, ltv_high, kLeft, kWidth - 16);
  const Axis up(0, loss_high * 1.08, kBottom, kTop);
  Markup svg;
  open_chart(svg, kWidth, kLossHeight, format.say("ui.chart_loss"),
             format.say("ui.chart_loss_says",
                        {format.percent(terms.ltv_max), format.percent(terms.confidence)}));
  draw_grid(svg, format, across, up);
  draw_line(svg, across, up, terms, "lgd", lgd_of);
  draw_line(svg, across, up, terms, "loss", loss_rate_of);
  const book::LoanPoint& last = terms.curve.back();
  svg.leaf("text", format.say("ui.lgd"),
           {{"x", coordinate(across.at(last.ltv) - 6)},
            {"y", coordinate(up.at(last.lgd) - 10)},
            {"class", "end"}});
  svg.leaf("text", format.say("ui.expected_loss_rate"),
           {{"x", coordinate(across.at(last.ltv) - 6)},
            {"y", coordinate(up.at(loss_rate_of(last)) - 8)},
            {"class", "end"}});
  if (terms.ltv_max > 0) {
    const std::string x = coordinate(across.at(terms.ltv_max));
    svg.empty("line", {{"class", "limit"},
                       {"x1", x},
                       {"x2", x},
                       {"y1", coordinate(kTop)},
                       {"y2", coordinate(kBottom)}});
    svg.leaf("text", format.say("ui.ltv_max_mark", {format.percent(terms.ltv_max)}),
             {{"x", coordinate(across.at(terms.ltv_max) + 6)}, {"y", coordinate(kTop + 10)}});
  }
  if (terms.offered) {
    draw_loan(svg, across, up, *terms.offered, format.say("ui.offered"), -10);
  }
  if (terms.requested) {
    draw_loan(svg, across, up, *terms.requested, format.say("ui.requested"), -10);
  }
  svg.close();
  return svg.take();
}

}  // namespace pignus::report
