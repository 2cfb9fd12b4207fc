// One right: facts, timeline, liens, eligibility, appraisal.
#include "registers/merge.h"
#include "report/arguments.h"
#include "report/charts.h"
#include "report/html_parts.h"
#include "report/html_stated.h"
#include "report/trend_words.h"
#include "report/words.h"

namespace pignus::report::html {

namespace {

std::string text_or_unknown(const Format& format, const std::string& text) {
  return text.empty() ? format.unknown() : text;
}

void write_facts(const Page& page, const book::RightFile& file) {
  const Format& format = page.format;
  const registers::RightRecord* record = file.facts.latest_record();
  if (record == nullptr) {
    page.out.leaf("p", page.say("ui.no_register_record"), {{"class", "alert"}});
    return;
  }
  page.out.open("dl", {{"class", "facts"}});
  pair(page, "ui.owners", owners_text(format, file));
  pair(page, "ui.status", status_text(format, file.status));
  pair(page, "ui.since", format.date(file.status.since));
  pair(page, "ui.application_number", text_or_unknown(format, record->application_number));
  pair(page, "ui.publication_number", text_or_unknown(format, record->publication_number));
  pair(page, "ui.grant_number", text_or_unknown(format, record->grant_number));
  pair(page, "ui.filing_date", format.date(record->filing_date));
  pair(page, "ui.publication_date", format.date(record->publication_date));
  pair(page, "ui.grant_date", format.date(record->grant_date));
  pair(page, "ui.term_end", format.date(file.status.term_end));
  pair(page, "ui.fees_paid_until", format.date(file.status.fees_paid_until));
  pair(page, "ui.next_fee",
       file.status.next_fee
           ? format.say("ui.next_fee_text", {fee_text(format, *file.status.next_fee),
                                             format.date(file.status.next_fee->due),
                                             format.date(file.status.next_fee->grace_end)})
           : format.unknown());
  pair(page, "ui.classes", text_or_unknown(format, format.join(record->classes)));
  pair(page, "ui.claims",
       record->claim_count ? format.count(static_cast<std::uint64_t>(*record->claim_count))
                           : format.unknown());
  pair(page, "ui.family", text_or_unknown(format, format.join(record->family)));
  if (record->type != registers::RightType::kTrademark) {
    pair(page, "ui.standard_essential", standards_text(format, file.facts));
  }
  pair(page, "ui.record_source",
       format.say("ui.known_from",
                  {source_text(format, record->source), format.date(record->known)}));
  page.out.close();
}

/// What one register says of the right and another denies, each with its source.
void write_conflicts(const Page& page, const registers::RightFacts& facts) {
  const std::vector<registers::FieldConflict> conflicts = registers::conflicts_of(facts);
  if (conflicts.empty()) return;
  const Format& format = page.format;
  page.out.leaf("h4", page.say("ui.conflicts")).open("ul");
  const auto statement = [&](const char* key, const registers::FieldStatement& one) {
    page.out.leaf("li", format.say(key, {one.value, source_text(format, one.source),
                                         format.date(one.known)}));
  };
  for (const registers::FieldConflict& conflict : conflicts) {
    const bool contradiction = conflict.kind == registers::ConflictKind::kContradiction;
    page.out.open("li").text(
        format.say("ui.conflict_line",
                   {format.say("record_field." + conflict.field),
                    format.say(contradiction ? "ui.contradiction" : "ui.stated_earlier")}));
    page.out.open("ul");
    statement("ui.conflict_taken", conflict.taken);
    for (const registers::FieldStatement& other : conflict.others) {
      statement("ui.conflict_other", other);
    }
    page.out.close().close();
  }
  page.out.close();
}

void write_timeline(const Page& page, const book::RightFile& file) {
  const std::string chart = timeline_chart(page.format, file, page.as_of());
  if (chart.empty()) {
    return;
  }
  page.out.leaf("h4", page.say("ui.timeline"));
  page.out.open("figure").open("div", {{"class", "scroll"},
                                       {"tabindex", "0"},
                                       {"role", "region"},
                                       {"aria-label", page.say("ui.timeline")}});
  page.out.raw(chart).close();
  page.out.leaf("figcaption", page.say("ui.timeline_caption")).close();
}

void write_lien(const Page& page, const registers::Lien& lien) {
  const Format& format = page.format;
  const bool open = lien.open_on(page.as_of());
  page.out.open("tr");
  page.out.leaf("th", lien.id, {{"scope", "row"}, {"class", "number"}});
  cell(page, format.join(lien.holders));
  cell(page, format.join(lien.grantors));
  cell(page, format.date(lien.executed), "date");
  cell(page, format.date(lien.recorded), "date");
  page.out.open("td").text(lien.conveyance);
  if (lien.secured_amount) {
    page.out.leaf("small", format.say("ui.secures", {format.money(*lien.secured_amount)}));
  }
  page.out.close();
  page.out.open("td");
  tag(page, lien_state(format, lien, page.as_of()), open ? "open" : "closed");
  if (!lien.release_id.empty()) {
    page.out.leaf(
        "small", format.say("ui.release_text", {lien.release_id, format.date(lien.release_executed),
                                                format.date(lien.release_recorded)}));
  }
  for (const registers::LienNote note : lien.notes) {
    page.out.leaf("small", word(format, note));
  }
  if (!lien.same_agreement_as.empty()) {
    page.out.leaf("small", format.say("ui.same_agreement", {format.join(lien.same_agreement_as)}));
  }
  page.out.close().close();
}

void write_title_steps(const Page& page, const registers::LienChain& chain) {
  if (chain.title.empty()) {
    return;
  }
  page.out.leaf("h4", page.say("ui.title_chain")).open("table");
  table_head(page,
             {"ui.recording", "ui.conveyance", "ui.from", "ui.to", "ui.executed", "ui.recorded"});
  page.out.open("tbody");
  for (const registers::TitleStep& step : chain.title) {
    page.out.open("tr").leaf("th", step.recording_id, {{"scope", "row"}, {"class", "number"}});
    cell(page, word(page.format, step.conveyance_class));
    cell(page, page.format.join(step.from));
    cell(page, page.format.join(step.to));
    cell(page, page.format.date(step.executed));
    cell(page, page.format.date(step.recorded));
    page.out.close();
  }
  page.out.close().close();
}

void write_liens(const Page& page, const book::RightFile& file) {
  page.out.leaf("h4", page.say("ui.liens"));
  if (file.liens.liens.empty()) {
    page.out.leaf("p", page.say(file.facts.latest_record() ? "ui.no_liens" : "ui.liens_unknown"));
  } else {
    page.out.open("div", {{"class", "scroll"},
                          {"tabindex", "0"},
                          {"role", "region"},
                          {"aria-label", page.say("ui.liens")}});
    page.out.open("table");
    table_head(page, {"ui.recording", "ui.holders", "ui.grantors", "ui.executed", "ui.recorded",
                      "ui.conveyance", "ui.lien_state"});
    page.out.open("tbody");
    for (const registers::Lien& lien : file.liens.liens) {
      write_lien(page, lien);
    }
    page.out.close().close().close();
    page.out.leaf("p", page.say("ui.rank_note"), {{"class", "source"}});
  }
  for (const registers::Recording& recording : file.liens.unread) {
    page.out.leaf("p",
                  page.format.say("ui.unread_recording", {recording.id, recording.conveyance,
                                                          page.format.date(recording.recorded)}),
                  {{"class", "alert"}});
  }
  write_title_steps(page, file.liens);
}

void write_methods(const Page& page, const book::Appraisal& appraisal) {
  const Format& format = page.format;
  page.out.open("table");
  table_head(page, {"ui.method", "ui.weight#", "ui.contribution#", "ui.p5#", "ui.p50#", "ui.p95#",
                    "ui.weight_reason"});
  page.out.open("tbody");
  const auto row = [&](const std::string& name, const std::string& weight,
                       const std::string& contribution, const Distribution& value,
                       const std::string& reason) {
    page.out.open("tr").leaf("th", name, {{"scope", "row"}});
    cell(page, weight, "figure");
    cell(page, contribution, "figure");
    for (const double p : {0.05, 0.5, 0.95}) {
      cell(page, format.amount(value.quantile(p), appraisal.currency), "figure");
    }
    cell(page, reason);
    page.out.close();
  };
  for (const book::MethodValue& method : appraisal.methods) {
    row(method_word(format, method.method), format.percent(method.weight),
        format.amount(method.contribution, appraisal.currency), method.value,
        method.weight_reason.empty() ? "" : format.say(method.weight_reason));
  }
  row(page.say("ui.value_reconciled"), "",
      format.amount(appraisal.value.mean(), appraisal.currency), appraisal.value,
      page.say("ui.contributions_add_up"));
  for (const book::BasisValue& basis : appraisal.bases) {
    row(basis_word(format, basis.basis), "", "", basis.value, sale_text(format, basis));
  }
  page.out.close().close();
  for (const std::string& refused : appraisal.methods_refused) {
    page.out.leaf("p", format.say("ui.method_refused", {refusal_text(format, refused)}));
  }
}

void write_appraisal(const Page& page, const book::Appraisal& appraisal) {
  page.out.leaf("h4", page.say("ui.appraisal"));
  if (appraisal.assumed_only) {
    page.out.leaf("p", page.say("ui.assumed_only"), {{"class", "alert"}});
  }
  page.out.leaf("p", page.format.say("ui.remaining_life",
                                     {page.format.years(appraisal.remaining_life_years)}));
  const std::string chart = value_chart(page.format, appraisal);
  if (!chart.empty()) {
    page.out.open("figure").raw(chart);
    page.out.leaf("figcaption", page.say("ui.value_caption")).close();
  }
  write_methods(page, appraisal);
  if (const std::string widened = widening_text(page.format, appraisal); !widened.empty()) {
    page.out.leaf("p", widened, {{"class", "alert"}});
  }
  write_trends(page, appraisal);
  write_cost_lines(page, appraisal.cost_lines);
  const std::string bars = tornado_chart(page.format, appraisal);
  if (!bars.empty()) {
    page.out.leaf("h4", page.say("ui.tornado"));
    page.out.open("figure").raw(bars);
    page.out.leaf("figcaption", page.say("ui.tornado_caption")).close();
  }
  write_scorecards(page, appraisal);
  write_checks(page, appraisal);
}

void write_reasons(const Page& page, const registers::LegalStatus& status) {
  if (status.reasons.empty()) {
    return;
  }
  page.out.leaf("h4", page.say("ui.status_because")).open("ul");
  for (const registers::StatusReason& reason : status.reasons) {
    page.out.leaf("li", status_reason_text(page.format, reason));
  }
  page.out.close();
}

}  // namespace

void write_eligibility(const Page& page, const book::Eligibility& eligibility) {
  const Format& format = page.format;
  page.out.open("p")
      .open("b")
      .text(format.say("ui.rule_set_line", {rule_set_title(format, eligibility.rule_set),
                                            format.date(eligibility.rule_set_from)}))
      .close()
      .text(" ");
  tag(page, word(format, eligibility.verdict), std::string(name_of(eligibility.verdict)));
  page.out.close();
  if (eligibility.results.empty()) {
    page.out.leaf("p", page.say("ui.no_objection"));
    return;
  }
  page.out.open("table");
  table_head(page, {"ui.rule", "ui.verdict", "ui.says", "ui.settles", "ui.source", "ui.grade"});
  page.out.open("tbody");
  for (const book::RuleResult& result : eligibility.results) {
    page.out.open("tr").leaf("th", result.rule, {{"scope", "row"}, {"class", "number"}});
    page.out.open("td");
    tag(page, word(format, result.verdict), std::string(name_of(result.verdict)));
    page.out.close();
    cell(page, say_shown(format, result.message, result.arguments));
    cell(page, result.settles.empty() ? "" : format.say(result.settles));
    evidence_cells(page, result.evidence);
    page.out.close();
  }
  page.out.close().close();
}

void write_right(const Page& page, std::size_t index) {
  const book::RightFile& file = page.underwriting.rights[index];
  const std::string position = std::to_string(index + 1);
  const std::string title = title_of(file);
  const registers::RightRecord* record = file.facts.latest_record();
  page.out.open("article", {{"class", "right"}, {"id", "right-" + position}});
  page.out.open("h3")
      .text(position + ". " + (title.empty() ? file.offered.stated_number : title))
      .close();
  page.out.open("p", {{"class", "subtitle"}})
      .leaf("span", number_of(file.facts, file.offered.stated_number), {{"class", "number"}})
      .text(" · " + word(page.format, record ? record->type : registers::RightType::kUnknown) +
            " · " + status_text(page.format, file.status))
      .close();
  write_facts(page, file);
  write_conflicts(page, file.facts);
  write_reasons(page, file.status);
  write_timeline(page, file);
  write_liens(page, file);
  page.out.leaf("h4", page.say("ui.eligibility"));
  if (file.eligibility.empty()) {
    page.out.leaf("p", page.say("ui.no_rule_set_text"));
  }
  for (const book::Eligibility& eligibility : file.eligibility) {
    write_eligibility(page, eligibility);
  }
  write_appraisal(page, file.appraisal);
  page.out.open("p", {{"class", "back"}})
      .leaf("a", page.say("ui.back"), {{"href", "#collateral"}})
      .close();
  page.out.close();
}

}  // namespace pignus::report::html
