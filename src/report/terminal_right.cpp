// `pignus show`, `pignus appraise` and `pignus check` as text.
#include <algorithm>

#include "registers/merge.h"
#include "report/arguments.h"
#include "report/terminal.h"
#include "report/terminal_stated.h"
#include "report/terminal_status.h"
#include "report/terminal_text.h"
#include "report/trend_words.h"
#include "report/words.h"

namespace pignus::report {

namespace {

using terminal::Align;
using terminal::Screen;
using terminal::Tone;

void facts_of(Screen& screen, const book::RightFile& file, const registers::RightRecord& record) {
  const Format& format = screen.format();
  const registers::LegalStatus& status = file.status;
  const auto known = [&](const std::string& text) {
    return text.empty() ? format.unknown() : text;
  };
  screen.field(format.say("ui.type"), word(format, record.type));
  screen.field(format.say("ui.status"), status_text(format, status));
  screen.field(format.say("ui.since"), format.date(status.since));
  screen.field(format.say("ui.owners"), owners_text(format, file));
  screen.field(format.say("ui.application_number"), known(record.application_number));
  screen.field(format.say("ui.publication_number"), known(record.publication_number));
  screen.field(format.say("ui.grant_number"), known(record.grant_number));
  screen.field(format.say("ui.filing_date"), format.date(record.filing_date));
  screen.field(format.say("ui.publication_date"), format.date(record.publication_date));
  screen.field(format.say("ui.grant_date"), format.date(record.grant_date));
  screen.field(format.say("ui.term_end"), format.date(status.term_end));
  screen.field(format.say("ui.classes"), known(format.join(record.classes)));
  if (record.type != registers::RightType::kTrademark) {
    screen.field(format.say("ui.standard_essential"), standards_text(format, file.facts));
  }
  screen.field(
      format.say("ui.record_source"),
      format.say("ui.known_from", {source_text(format, record.source), format.date(record.known)}));
  screen.heading(format.say("ui.fees"));
  screen.field(format.say("ui.fees_paid_until"), format.date(status.fees_paid_until));
  terminal::next_fee(screen, status);
}

/// Every dated thing, in order, as "date  [known]  what".
void timeline(Screen& screen, const registers::RightFacts& facts) {
  const Format& format = screen.format();
  struct Entry {
    Date day;
    std::string date;
    std::string known;
    std::string what;
  };
  std::vector<Entry> entries;
  const auto add = [&](const RegisterDate& date, std::optional<Date> known, std::string what) {
    if (const auto day = date.earliest()) {
      entries.push_back({*day, format.date(date),
                         known && known != date.exact() ? format.date(*known) : "",
                         std::move(what)});
    }
  };
  if (const registers::RightRecord* record = facts.latest_record()) {
    add(record->priority_date, std::nullopt, format.say("ui.priority_date"));
    add(record->filing_date, std::nullopt, format.say("ui.filing_date"));
    add(record->publication_date, std::nullopt, format.say("ui.publication_date"));
    add(record->grant_date, std::nullopt, format.say("ui.grant_date"));
  }
  for (const registers::LegalEvent& event : facts.events) {
    std::string code = event.code;
    if (!event.st27.empty()) {
      code += (code.empty() ? "" : " / ") + event.st27;
    }
    add(event.date, event.known, code + "  " + event.description);
  }
  for (const registers::Recording& recording : facts.recordings) {
    add(recording.effective(), recording.recorded, recording.id + "  " + recording.conveyance);
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.day < b.day; });
  std::vector<std::vector<std::string>> rows;
  rows.reserve(entries.size());
  for (Entry& entry : entries) {
    rows.push_back({std::move(entry.date), std::move(entry.known), std::move(entry.what)});
  }
  screen.heading(format.say("ui.timeline"));
  if (rows.empty()) {
    screen.paragraph(format.say("ui.nothing_known"), 2);
    return;
  }
  screen.table({{format.say("ui.true_on")},
                {format.say("ui.known_on")},
                {format.say("ui.event"), Align::kLeft, terminal::kFlexible}},
               rows);
}

void liens_of(Screen& screen, const registers::LienChain& chain, AsOf as_of) {
  const Format& format = screen.format();
  screen.heading(format.say("ui.liens"));
  if (chain.liens.empty()) {
    screen.paragraph(format.say("ui.no_liens"), 2);
  }
  for (const registers::Lien& lien : chain.liens) {
    const bool open = lien.open_on(as_of);
    screen.item("-",
                format.say("ui.lien_line",
                           {lien.id, lien_state(format, lien, as_of), format.join(lien.holders)}),
                2, open ? Tone::kDoubtful : Tone::kPlain);
    screen.paragraph(format.say("ui.executed_recorded",
                                {format.date(lien.executed), format.date(lien.recorded)}),
                     4, Tone::kMuted);
    if (!lien.release_id.empty()) {
      screen.paragraph(
          format.say("ui.release_text", {lien.release_id, format.date(lien.release_executed),
                                         format.date(lien.release_recorded)}),
          4, Tone::kMuted);
    }
    for (const registers::LienNote note : lien.notes) {
      screen.paragraph(word(format, note), 4, Tone::kMuted);
    }
  }
  terminal::lien_remarks(screen, chain);
  if (!chain.liens.empty()) {
    screen.paragraph(format.say("ui.rank_note"), 2, Tone::kMuted);
  }
}

/// What one register says of a right and another denies: both, with their sources.
void conflicts_of(Screen& screen, const registers::RightFacts& facts) {
  const std::vector<registers::FieldConflict> conflicts = registers::conflicts_of(facts);
  if (conflicts.empty()) return;
  const Format& format = screen.format();
  screen.heading(format.say("ui.conflicts"));
  for (const registers::FieldConflict& conflict : conflicts) {
    const bool contradiction = conflict.kind == registers::ConflictKind::kContradiction;
    screen.item("-",
                format.say("ui.conflict_line",
                           {format.say("record_field." + conflict.field),
                            format.say(contradiction ? "ui.contradiction" : "ui.stated_earlier")}),
                2, contradiction ? Tone::kDoubtful : Tone::kPlain);
    const auto statement = [&](const char* key, const registers::FieldStatement& one) {
      screen.paragraph(
          format.say(key, {one.value, source_text(format, one.source), format.date(one.known)}), 4,
          Tone::kMuted);
    };
    statement("ui.conflict_taken", conflict.taken);
    for (const registers::FieldStatement& other : conflict.others) {
      statement("ui.conflict_other", other);
    }
  }
}

void trends_of(Screen& screen, const book::Appraisal& appraisal) {
  const Format& format = screen.format();
  for (const book::TrendEffect& effect : appraisal.trends) {
    if (effect.unknown.empty()) {
      screen.item("-", format.say("ui.trend_line",
                                  {trend_name(format, effect), trend_observed(format, effect),
                                   trend_moved(format, effect),
                                   trend_change(format, effect, appraisal.currency)}));
    }
  }
  for (const std::string& text : unknown_trends(format, appraisal.trends)) {
    screen.item("-", text, 2, Tone::kMuted);
  }
  if (const std::string widened = widening_text(format, appraisal); !widened.empty()) {
    screen.item("-", widened);
  }
}

}  // namespace

std::string right_to_terminal(const std::string& asked, const book::RightFile& file, AsOf as_of,
                              const TerminalOptions& options) {
  const Format format(options.language);
  Screen screen(format, options.width, options.colour);
  const registers::RightRecord* record = file.facts.latest_record();
  screen.paragraph(
      number_of(file.facts, asked) + (record && !record->title.empty() ? "  " + record->title : ""),
      0, Tone::kStrong);
  screen.paragraph(
      format.say("ui.as_of_line", {format.date(as_of.true_on), format.date(as_of.known_by)}), 0,
      Tone::kMuted);
  screen.blank();
  if (record != nullptr) {
    facts_of(screen, file, *record);
  } else {
    screen.paragraph(format.say("ui.no_register_record"), 0, Tone::kDoubtful);
    screen.field(format.say("ui.owners"), owners_text(format, file));
  }
  conflicts_of(screen, file.facts);
  timeline(screen, file.facts);
  terminal::status_timeline(screen, file.facts, as_of);
  terminal::states(screen, file.facts, as_of);
  liens_of(screen, file.liens, as_of);
  if (record != nullptr) {
    screen.heading(format.say("ui.family"));
    screen.paragraph(record->family.empty() ? format.unknown() : format.join(record->family), 2);
  }
  return screen.take();
}

std::string appraisals_to_terminal(const std::vector<book::Appraisal>& appraisals,
                                   const TerminalOptions& options) {
  const Format format(options.language);
  Screen screen(format, options.width, options.colour);
  for (const book::Appraisal& appraisal : appraisals) {
    screen.heading(appraisal.right.value + (appraisal.title.empty() ? "" : "  " + appraisal.title));
    screen.paragraph(
        format.say("ui.appraisal_line",
                   {format.date(appraisal.as_of), status_text(format, appraisal.status),
                    format.years(appraisal.remaining_life_years)}),
        0, Tone::kMuted);
    if (appraisal.assumed_only) {
      screen.paragraph(format.say("ui.assumed_only"), 0, Tone::kDoubtful);
    }
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](const std::string& name, const std::string& weight,
                         const Distribution& value) {
      rows.push_back({name, weight, format.amount(value.quantile(0.05), appraisal.currency),
                      format.amount(value.quantile(0.5), appraisal.currency),
                      format.amount(value.quantile(0.95), appraisal.currency)});
    };
    for (const book::MethodValue& method : appraisal.methods) {
      add(method_word(format, method.method), format.percent(method.weight), method.value);
    }
    add(format.say("ui.value_reconciled"), "", appraisal.value);
    for (const book::BasisValue& basis : appraisal.bases) {
      add(basis_word(format, basis.basis), "", basis.value);
    }
    screen.table({{format.say("ui.method"), Align::kLeft, terminal::kFlexible},
                  {format.say("ui.weight"), Align::kRight},
                  {format.say("ui.p5"), Align::kRight},
                  {format.say("ui.p50"), Align::kRight},
                  {format.say("ui.p95"), Align::kRight}},
                 rows);
    for (const book::BasisValue& basis : appraisal.bases) {
      screen.item("-", format.say("ui.label_value",
                                  {basis_word(format, basis.basis), sale_text(format, basis)}));
    }
    constexpr std::size_t kBarsShown = 3;
    for (std::size_t i = 0; i < std::min(kBarsShown, appraisal.sensitivities.size()); ++i) {
      const book::Sensitivity& bar = appraisal.sensitivities[i];
      screen.item("-",
                  format.say("ui.tornado_line", {input_word(format, bar.input),
                                                 format.amount(bar.at_low, appraisal.currency),
                                                 format.amount(bar.at_high, appraisal.currency)}));
    }
    trends_of(screen, appraisal);
    for (const book::ScorecardResult& card : appraisal.scorecards) {
      screen.item("-", format.say("ui.score_line", {format.say("scorecard." + card.card),
                                                    score_text(format, card.whole),
                                                    format.percent(card.whole.computed),
                                                    format.percent(card.whole.unknown)}));
    }
    terminal::weight_sets(screen, appraisal.scorecards);
    terminal::stated_checks(screen, appraisal);
    for (const std::string& refused : appraisal.methods_refused) {
      screen.item("-", format.say("ui.method_refused", {refusal_text(format, refused)}));
    }
  }
  screen.blank();
  screen.paragraph(format.say("ui.limit_short"), 0, Tone::kMuted);
  return screen.take();
}

std::string findings_to_terminal(const std::vector<book::Finding>& findings,
                                 const TerminalOptions& options) {
  const Format format(options.language);
  Screen screen(format, options.width, options.colour);
  if (findings.empty()) {
    screen.paragraph(format.say("ui.no_findings"));
  }
  for (const book::Finding& finding : findings) {
    screen.blank();
    std::string title =
        "[" + word(format, finding.severity) + "] " + finding_title(format, finding);
    const auto rights = book::concerned_rights(finding);
    if (!rights.empty()) {
      title += " · " + rights_text(format, rights, kAllRights);
    }
    screen.paragraph(title, 0,
                     finding.severity >= book::Severity::kMajor ? Tone::kBad : Tone::kStrong);
    if (!finding.message.empty()) {
      screen.paragraph(finding_text(format, finding, finding.message, kFewRights), 2);
    }
    const bool only_places = finding.stated.empty() && !finding.places.empty();
    if (!only_places) {
      screen.field(format.say("ui.firm_says"), finding.statement_ids.empty()
                                                   ? format.say("ui.omission")
                                                   : shown(format, finding.stated));
    }
    bool first = only_places;
    for (const book::Place& place : finding.places) {
      screen.field(first ? format.say("ui.firm_says") : "",
                   format.say("ui.place", {place.document, place.where}) +
                       (place.quote.empty() ? "" : " — " + place.quote));
      first = false;
    }
    if (finding.facts.empty()) {
      screen.field(format.say("ui.register_says"), format.say("ui.nothing_known"));
    }
    for (const book::FactEvidence& fact : finding.facts) {
      screen.field(format.say("ui.register_says"), fact_text(format, fact));
      screen.field("", format.say("ui.true_known_source",
                                  {format.date(fact.true_on), format.date(fact.known_on),
                                   source_text(format, fact.source)}));
    }
    if (!finding.question.empty()) {
      screen.field(format.say("ui.ask"),
                   finding_text(format, finding, finding.question, kFewRights));
    }
  }
  return screen.take();
}

}  // namespace pignus::report
