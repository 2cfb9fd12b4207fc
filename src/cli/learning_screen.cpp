#include "cli/learning_screen.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "report/safe_text.h"
#include "report/terminal_text.h"

namespace pignus::cli {

namespace {

using report::terminal::Align;
using report::terminal::kFlexible;
using report::terminal::Screen;
using report::terminal::Tone;

/// The learning room names figures and references in English; what it did not name (a valuer) is
/// shown as it is.
constexpr std::array<std::array<std::string_view, 2>, 10> kWords{
    {{"R squared", "cli.learning.r_squared"},
     {"Spearman", "cli.learning.spearman"},
     {"pinball loss", "cli.learning.pinball"},
     {"absolute error", "cli.learning.absolute_error"},
     {"least squares", "cli.learning.least_squares"},
     {"cohort quantiles", "cli.learning.cohort_quantiles"},
     {"least squares and its residuals' quantiles", "cli.learning.line_quantiles"},
     {"better", "cli.learning.better"},
     {"worse", "cli.learning.worse"},
     {"not told apart", "cli.learning.not_told_apart"}}};

std::string word(const report::Format& format, const std::string& english) {
  for (const auto& [text, key] : kWords) {
    if (text == english) {
      return format.say(key);
    }
  }
  return report::safe_text(english);
}

std::string learning_text(const report::Format& format, std::string_view key) {
  return format.say("cli.learning." + std::string(key));
}

/// Four digits after the point: differences of figures are small.
std::string figure(double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.4f", value);
  return text.data();
}

std::string span_text(double low, double high) {
  return figure(low) + " … " + figure(high);
}

void metrics_table(const std::vector<learning::CardMetric>& metrics, Screen& screen) {
  const report::Format& format = screen.format();
  std::vector<std::vector<std::string>> rows;
  for (const learning::CardMetric& m : metrics) {
    rows.push_back({word(format, m.name), figure(m.value), word(format, m.reference),
                    figure(m.reference_value), span_text(m.low, m.high),
                    word(format, m.verdict())});
  }
  screen.table({{learning_text(format, "figure")},
                {learning_text(format, "this_model"), Align::kRight},
                {learning_text(format, "reference"), Align::kLeft, kFlexible},
                {learning_text(format, "its_figure"), Align::kRight},
                {learning_text(format, "difference"), Align::kRight},
                {learning_text(format, "verdict")}},
               rows);
}

void valuers(const learning::Evaluation& evaluation, Screen& screen) {
  const report::Format& format = screen.format();
  for (const learning::ValuerCheck& one : evaluation.valuers) {
    screen.blank();
    screen.heading(format.say("cli.learning.valuer", {report::safe_text(one.name)}));
    screen.paragraph(
        format.say("cli.learning.valued", {format.count(one.rows), format.count(one.silent)}));
    if (one.against.empty()) {
      screen.paragraph(learning_text(format, "too_few_valued"), 0, Tone::kDoubtful);
      continue;
    }
    screen.paragraph(format.say(
        "cli.learning.bias",
        {figure(one.bias), figure(one.low), figure(one.high), figure(one.absolute_error)}));
    metrics_table(one.against, screen);
  }
}

void coverage_table(const learning::Evaluation& evaluation, Screen& screen) {
  const report::Format& format = screen.format();
  std::vector<std::vector<std::string>> rows;
  for (const learning::CardCoverage& row : evaluation.coverage) {
    rows.push_back(
        {row.group == "all" ? learning_text(format, "all_rows") : report::safe_text(row.group),
         format.count(row.rows), format.percent(row.share),
         format.percent(row.low) + " … " + format.percent(row.high), figure(row.mean_width),
         format.yes_no(row.holds())});
  }
  screen.table({{learning_text(format, "rows"), Align::kLeft, kFlexible},
                {"n", Align::kRight},
                {learning_text(format, "covered"), Align::kRight},
                {learning_text(format, "band"), Align::kRight},
                {learning_text(format, "width"), Align::kRight},
                {learning_text(format, "holds")}},
               rows);
}

void drift_lines(const std::vector<learning::FeatureDrift>& drift, Screen& screen) {
  const report::Format& format = screen.format();
  std::size_t stable = 0;
  for (const learning::FeatureDrift& one : drift) {
    if (one.level == learning::DriftLevel::kStable) {
      ++stable;
      continue;
    }
    const bool alarm = one.level == learning::DriftLevel::kAlarm;
    screen.item(learning_text(format, alarm ? "drift_alarm" : "drift_watch"),
                format.say("cli.learning.drifted",
                           {report::safe_text(one.feature), figure(one.index), figure(one.chance)}),
                0, alarm ? Tone::kBad : Tone::kDoubtful);
  }
  screen.paragraph(format.say("cli.learning.stable", {format.count(stable)}), 0, Tone::kMuted);
}

/// In the column's own unit where the transform can be undone.
std::string shown(const learning::TaskTarget& target, double value, const report::Format& format) {
  if (!std::isfinite(value)) {
    return value < 0 ? "-∞" : "∞";
  }
  return format.number(target.undone(value).value_or(value));
}

std::string interval_text(const learning::TaskTarget& target, const learning::Prediction& one,
                          const report::Format& format) {
  if (one.interval.unbounded) {
    return learning_text(format, "nothing_promised");
  }
  return shown(target, one.interval.low, format) + " … " +
         shown(target, one.interval.high, format) + (one.interval.pooled ? " *" : "");
}

void why_table(const desk::ScoredTable& scored, const desk::ScoredRow& row, Screen& screen) {
  const report::Format& format = screen.format();
  std::vector<std::pair<std::string, double>> moved(row.why->contributions.begin(),
                                                    row.why->contributions.end());
  std::stable_sort(moved.begin(), moved.end(), [](const auto& a, const auto& b) {
    return std::abs(a.second) > std::abs(b.second);
  });
  std::vector<std::vector<std::string>> rows{
      {learning_text(format, "expected"), figure(row.why->expected)}};
  for (const auto& [feature, contribution] : moved) {
    rows.push_back({report::safe_text(feature), figure(contribution)});
  }
  rows.push_back({learning_text(format, "middle_sum"), figure(row.why->value)});
  screen.blank();
  screen.heading(format.say("cli.learning.why", {report::safe_text(row.key)}));
  screen.paragraph(format.say("cli.learning.why_scale", {report::safe_text(scored.card.target)}));
  screen.table({{learning_text(format, "feature"), Align::kLeft, kFlexible},
                {learning_text(format, "contribution"), Align::kRight}},
               rows);
}

}  // namespace

std::string evaluation_screen(const learning::Evaluation& evaluation, const report::Format& format,
                              const report::TerminalOptions& terminal) {
  Screen screen(format, terminal.width, terminal.colour);
  screen.heading(format.say("cli.learning.evaluation",
                            {format.count(evaluation.rows), report::safe_text(evaluation.period)}));
  if (evaluation.left_out > 0) {
    screen.paragraph(format.say("cli.learning.left_out", {format.count(evaluation.left_out)}));
  }
  metrics_table(evaluation.metrics, screen);
  screen.paragraph(learning_text(format, "verdicts"), 0, Tone::kMuted);
  valuers(evaluation, screen);
  screen.blank();
  screen.heading(learning_text(format, "intervals"));
  coverage_table(evaluation, screen);
  if (evaluation.shift) {
    screen.paragraph(format.say(
        "cli.learning.shift",
        {figure(evaluation.shift->area), format.number(evaluation.shift->effective_rows)}));
  }
  screen.blank();
  screen.heading(learning_text(format, "drift"));
  drift_lines(evaluation.drift, screen);
  return screen.take();
}

std::string score_screen(const desk::ScoredTable& scored, const report::Format& format,
                         const report::TerminalOptions& terminal) {
  Screen screen(format, terminal.width, terminal.colour);
  screen.heading(format.say("cli.learning.scored", {report::safe_text(scored.card.name),
                                                    report::safe_text(scored.card.version),
                                                    report::safe_text(scored.card.target)}));
  for (const std::string& not_for : scored.card.not_for) {
    screen.item(learning_text(format, "not_for"), report::safe_text(not_for), 0, Tone::kDoubtful);
  }
  std::vector<std::vector<std::string>> rows;
  bool pooled = false;
  for (const desk::ScoredRow& row : scored.rows) {
    const learning::Prediction& p = row.prediction;
    pooled = pooled || (p.interval.pooled && !p.interval.unbounded);
    rows.push_back({report::safe_text(row.key), shown(scored.target, p.quantiles[1], format),
                    interval_text(scored.target, p, format), format.number(p.mean)});
  }
  screen.table(
      {{learning_text(format, "row"), Align::kLeft, kFlexible},
       {learning_text(format, "middle"), Align::kRight},
       {format.say("cli.learning.interval_head", {format.percent(scored.card.promised_coverage)}),
        Align::kRight},
       {learning_text(format, "mean"), Align::kRight}},
      rows);
  if (pooled) {
    screen.paragraph(learning_text(format, "pooled"), 0, Tone::kMuted);
  }
  for (const desk::ScoredRow& row : scored.rows) {
    if (row.why) {
      why_table(scored, row, screen);
    }
  }
  screen.blank();
  screen.heading(learning_text(format, "drift"));
  drift_lines(scored.drift, screen);
  return screen.take();
}

}  // namespace pignus::cli
