// The one-page summary of an underwriting.
#include <algorithm>
#include <map>

#include "report/arguments.h"
#include "report/overlap_text.h"
#include "report/terminal.h"
#include "report/terminal_stated.h"
#include "report/terminal_text.h"
#include "report/words.h"

namespace pignus::report {

namespace {

using terminal::Align;
using terminal::Screen;
using terminal::Tone;

/// A page stays a page: beyond these the summary counts the rest and names the report.
constexpr std::size_t kConditionsShown = 12;
constexpr std::size_t kFindingsShown = 12;
constexpr std::size_t kRightsShown = 20;
constexpr std::size_t kGroupsShown = 6;

Tone tone_of(book::Outcome outcome) {
  switch (outcome) {
    case book::Outcome::kApprove:
      return Tone::kGood;
    case book::Outcome::kDecline:
      return Tone::kBad;
    case book::Outcome::kApproveWithConditions:
    case book::Outcome::kRefer:
      break;
  }
  return Tone::kDoubtful;
}

void more(Screen& screen, std::size_t all, std::size_t shown) {
  if (all > shown) {
    screen.paragraph(screen.format().say("ui.more_in_report", {std::to_string(all - shown)}), 4,
                     Tone::kMuted);
  }
}

void head(Screen& screen, const book::Underwriting& all) {
  const Format& format = screen.format();
  screen.paragraph(all.dossier.firm.name, 0, Tone::kStrong);
  if (!all.dossier.title.empty()) {
    screen.paragraph(all.dossier.title);
  }
  screen.paragraph(format.say("ui.as_of_line", {format.date(all.provenance.as_of.true_on),
                                                format.date(all.provenance.as_of.known_by)}),
                   0, Tone::kMuted);
  if (all.dossier.made_up) {
    screen.paragraph(format.say("ui.made_up"), 0, Tone::kDoubtful);
  }
}

void decision(Screen& screen, const book::Underwriting& all) {
  const Format& format = screen.format();
  const book::Decision& made = all.decision;
  screen.blank();
  screen.paragraph(
      format.say("ui.label_value", {format.say("ui.decision"), word(format, made.outcome)}), 0,
      tone_of(made.outcome));
  screen.field(format.say("ui.amount"), amount_text(format, all));
  screen.field(format.say("ui.term"), term_text(format, all));
  screen.field(format.say("ui.rate"), rate_text(format, all));
  screen.field(format.say("ui.requested"), request_text(format, all.dossier.request));
  const Distribution& collateral = all.collateral.value_today;
  screen.field(format.say("ui.collateral_liquidation"),
               format.say("ui.median_interval_90",
                          {format.amount(collateral.median(), all.collateral.currency),
                           format.interval(collateral, all.collateral.currency)}));
  screen.field(format.say("ui.pd"), format.percent(all.default_estimate.pd_one_year));
}

void reasons(Screen& screen, const char* key, const std::vector<book::Reason>& list) {
  if (list.empty()) {
    return;
  }
  screen.heading(screen.format().say(key));
  for (const book::Reason& reason : list) {
    screen.item("-", reason_text(screen.format(), reason, kFewRights));
  }
}

void conditions(Screen& screen, const book::Decision& made) {
  screen.heading(screen.format().say("ui.conditions"));
  if (made.conditions.empty()) {
    screen.paragraph(screen.format().say("ui.no_conditions"), 2);
  }
  for (std::size_t i = 0; i < std::min(made.conditions.size(), kConditionsShown); ++i) {
    const book::Condition& condition = made.conditions[i];
    std::string text = reason_text(screen.format(), condition, kFewRights);
    if (!condition.rights.empty()) {
      text += " [" + rights_text(screen.format(), condition.rights, kFewRights) + "]";
    }
    screen.item(std::to_string(i + 1) + ".", text);
  }
  more(screen, made.conditions.size(), kConditionsShown);
}

void findings(Screen& screen, const std::vector<book::Finding>& list) {
  const Format& format = screen.format();
  screen.heading(format.say("ui.findings"));
  if (list.empty()) {
    screen.paragraph(format.say("ui.no_findings"), 2);
    return;
  }
  std::map<book::Severity, std::size_t, std::greater<>> counts;
  for (const book::Finding& finding : list) {
    ++counts[finding.severity];
  }
  std::vector<std::string> parts;
  parts.reserve(counts.size());
  for (const auto& [severity, count] : counts) {
    parts.push_back(format.say("ui.count_of", {std::to_string(count), word(format, severity)}));
  }
  screen.paragraph(format.join(parts), 2);
  for (std::size_t i = 0; i < std::min(list.size(), kFindingsShown); ++i) {
    std::string text = "[" + word(format, list[i].severity) + "] " + finding_title(format, list[i]);
    const auto rights = book::concerned_rights(list[i]);
    if (!rights.empty()) {
      text += " · " + rights_text(format, rights, kFewRights);
    }
    screen.item("-", text, 2,
                list[i].severity >= book::Severity::kMajor ? Tone::kBad : Tone::kPlain);
    if (!list[i].message.empty()) {
      screen.paragraph(finding_text(format, list[i], list[i].message, kFewRights), 4);
    }
  }
  more(screen, list.size(), kFindingsShown);
}

void products(Screen& screen, const std::vector<book::ProductCoverage>& all) {
  if (all.empty()) return;
  const Format& format = screen.format();
  screen.heading(format.say("ui.products"));
  for (const book::ProductCoverage& coverage : all) {
    if (!coverage.unknown.empty()) {
      screen.item("-",
                  format.say("ui.label_value", {coverage.product, format.say(coverage.unknown)}));
    } else if (coverage.rights.empty() || !coverage.rights.front().shares_words) {
      screen.item("-", format.say("ui.coverage_none", {coverage.product}));
    } else {
      const book::SpeakingRight& first = coverage.rights.front();
      screen.item("-",
                  format.say("ui.coverage_line", {coverage.product, first.right.value, first.title,
                                                  format.percent(first.words_found)}));
    }
    if (coverage.thin) {
      screen.paragraph(format.say("ui.coverage_thin", {format.count(coverage.texts)}), 4,
                       Tone::kMuted);
    }
  }
}

void rights(Screen& screen, const book::Underwriting& all) {
  const Format& format = screen.format();
  const Currency currency = all.dossier.currency;
  screen.heading(
      format.say("ui.rights_liquidation", {unit_word(format, std::string(currency.code()))}));
  if (all.rights.empty()) {
    screen.paragraph(format.say("ui.no_rights"), 2);
    return;
  }
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < std::min(all.rights.size(), kRightsShown); ++i) {
    const book::RightFile& file = all.rights[i];
    const auto value = [&](double p) {
      const double major = file.appraisal.liquidation_value.quantile(p);
      return file.appraisal.currency == currency ? format.figure(major)
                                                 : format.amount(major, file.appraisal.currency);
    };
    const bool recorded = file.facts.latest_record() != nullptr;
    rows.push_back({number_of(file.facts, file.offered.stated_number),
                    status_text(format, file.status), value(0.05), value(0.5), value(0.95),
                    recorded ? std::to_string(open_liens(file.liens, all.provenance.as_of).size())
                             : format.unknown()});
  }
  screen.table({{format.say("ui.right"), Align::kLeft, 20},
                {format.say("ui.status"), Align::kLeft, terminal::kFlexible},
                {format.say("ui.p5"), Align::kRight},
                {format.say("ui.p50"), Align::kRight},
                {format.say("ui.p95"), Align::kRight},
                {format.say("ui.liens_short"), Align::kRight}},
               rows);
  more(screen, all.rights.size(), kRightsShown);
}

void together(Screen& screen, const book::Underwriting& all) {
  const Format& format = screen.format();
  const book::PortfolioOverlap& overlap = all.overlap;
  if (overlap.parts.empty()) {
    return;
  }
  screen.heading(format.say("overlap.title"));
  const auto line = [&](const char* basis, const book::OverlapSums& sums) {
    const auto amount = [&](double major) { return format.amount(major, all.dossier.currency); };
    screen.item(
        "-", format.say("overlap.line", {format.say(basis), amount(sums.added), amount(sums.net),
                                         amount(sums.net_at_greatest), amount(sums.net_at_least)}));
  };
  line("overlap.going_concern", overlap.value);
  line("overlap.forced_sale", overlap.liquidation);
  for (std::size_t i = 0; i < std::min(overlap.groups.size(), kGroupsShown); ++i) {
    const book::OverlapGroup& group = overlap.groups[i];
    const auto taken = [&](const book::OverlapSums& sums) {
      return format.amount(sums.added - sums.net, all.dossier.currency);
    };
    screen.item("-", format.say("overlap.line_group",
                                {group_name(format, group), group_rights(format, group),
                                 taken(group.value), taken(group.liquidation),
                                 group_reason(format, group) + " " +
                                     format.say("ui.label_value", {format.say("overlap.share"),
                                                                   group_degree(format, group)})}));
  }
  more(screen, overlap.groups.size(), kGroupsShown);
  if (overlap.groups.empty()) {
    screen.paragraph(format.say("overlap.no_groups"), 2);
  }
  if (overlap.family_unknown > 0) {
    screen.paragraph(format.say("overlap.family_unknown", {format.count(overlap.family_unknown)}),
                     2, Tone::kMuted);
  }
}

}  // namespace

std::string to_terminal(const book::Underwriting& underwriting, const TerminalOptions& options) {
  const Format format(options.language);
  Screen screen(format, options.width, options.colour);
  head(screen, underwriting);
  decision(screen, underwriting);
  reasons(screen, "ui.why", underwriting.decision.reasons);
  conditions(screen, underwriting.decision);
  reasons(screen, "ui.warnings", underwriting.decision.warnings);
  findings(screen, underwriting.findings);
  rights(screen, underwriting);
  together(screen, underwriting);
  products(screen, underwriting.coverage);
  terminal::marks_together(screen, underwriting);
  terminal::intangibles(screen, underwriting);
  screen.blank();
  screen.paragraph(format.say("ui.limit_short"), 0, Tone::kMuted);
  if (!options.report_files.empty()) {
    screen.heading(format.say("ui.full_report"));
    for (const std::string& file : options.report_files) {
      screen.paragraph(file, 2);
    }
  }
  return screen.take();
}

}  // namespace pignus::report
