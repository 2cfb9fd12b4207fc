#include "report/terminal_stated.h"

#include <algorithm>

#include "report/stated_words.h"
#include "report/words.h"

namespace pignus::report::terminal {

namespace {

constexpr std::size_t kShown = 8;

void cost_of_lines(Screen& screen, const book::CostBreakdown& cost, Currency currency) {
  const Format& format = screen.format();
  for (const book::CostSide& side : cost.sides) {
    screen.item("-", format.say("ui.cost_side_line",
                                {format.say("cost_part." + side.basis),
                                 format.interval(side.gross.low, side.gross.high, currency),
                                 format.interval(side.net.low, side.net.high, currency)}));
  }
}

void list_marks(Screen& screen, const char* key, const std::vector<book::MarkBeside>& marks) {
  const Format& format = screen.format();
  for (std::size_t i = 0; i < std::min(marks.size(), kShown); ++i) {
    screen.item("-",
                format.say(key, {marks[i].right.value, marks[i].text, marks[i].because_of.value,
                                 format.percent(marks[i].likeness)}));
  }
  if (marks.size() > kShown) {
    screen.paragraph(format.say("ui.more_in_report", {format.count(marks.size() - kShown)}), 2,
                     Tone::kMuted);
  }
}

}  // namespace

void stated_checks(Screen& screen, const book::Appraisal& appraisal) {
  const Format& format = screen.format();
  if (appraisal.cost_lines) {
    cost_of_lines(screen, *appraisal.cost_lines, appraisal.currency);
  }
  if (appraisal.profit_split) {
    for (const book::ProfitSplitLine& line : appraisal.profit_split->rules) {
      screen.item("-",
                  format.say("ui.profit_split_line",
                             {format.say("thumb_rule." + line.rule, {format.percent(line.share)}),
                              format.amount(line.mid, appraisal.currency),
                              format.interval(line.low, line.high, appraisal.currency),
                              format.number(line.to_appraised)}));
    }
  }
  if (appraisal.high_value) {
    std::vector<std::string> flags;
    for (const book::HighValueLine& line : appraisal.high_value->flags) {
      flags.push_back(format.say("ui.label_value", {format.say("high_value." + line.flag),
                                                    flag_word(format, line.holds)}));
    }
    screen.item(
        "-", format.say("ui.high_value_line",
                        {flag_word(format, appraisal.high_value->high_value), format.join(flags)}));
  }
  if (appraisal.ipscore) {
    const book::IpscoreResult& sheet = *appraisal.ipscore;
    screen.item(
        "-", format.say("ui.ipscore_line", {bounds_text(format, sheet.whole.low, sheet.whole.high),
                                            std::to_string(sheet.whole.answered)}) +
                 " " + ipscore_value_text(format, sheet, appraisal.currency));
  }
  if (appraisal.brand_strength) {
    const book::BrandStrengthResult& strength = *appraisal.brand_strength;
    screen.item(
        "-", format.say("ui.brand_strength", {bounds_text(format, strength.low, strength.high)}));
  }
}

void weight_sets(Screen& screen, const std::vector<book::ScorecardResult>& cards) {
  for (const book::ScorecardResult& card : cards) {
    if (card.weight_set) {
      screen.paragraph(weight_set_text(screen.format(), card), 4, Tone::kMuted);
    }
  }
}

void intangibles(Screen& screen, const book::Underwriting& all) {
  if (all.intangibles.empty()) {
    return;
  }
  const Format& format = screen.format();
  screen.heading(format.say("ui.intangibles"));
  for (const book::IntangibleFile& file : all.intangibles) {
    const std::string value =
        file.value ? format.say("ui.median_interval_90",
                                {format.amount(file.value->median(), all.dossier.currency),
                                 format.interval(*file.value, all.dossier.currency)})
                   : format.unknown();
    screen.item(
        "-",
        format.say("ui.intangible_line",
                   {file.offered.title.empty() ? file.offered.id : file.offered.title,
                    format.say("unregistered." + std::string(book::name_of(file.offered.kind))),
                    std::to_string(file.shown), std::to_string(file.asked), value,
                    word(format, file.eligibility.verdict)}));
    for (const std::string& refused : file.methods_refused) {
      screen.paragraph(format.say("ui.method_refused", {refusal_text(format, refused)}), 4,
                       Tone::kMuted);
    }
  }
}

void marks_together(Screen& screen, const book::Underwriting& all) {
  if (all.marks_together.empty()) {
    return;
  }
  const Format& format = screen.format();
  screen.heading(format.say("ui.marks_together"));
  for (const book::MarksTogether& marks : all.marks_together) {
    screen.paragraph(format.say("ui.label_value", {marks.office, marks_summary(format, marks)}), 2,
                     marks.missing.empty() ? Tone::kPlain : Tone::kDoubtful);
    list_marks(screen, "ui.mark_missing_line", marks.missing);
    list_marks(screen, "ui.mark_doubtful_line", marks.doubtful);
  }
}

}  // namespace pignus::report::terminal
