// Findings, the overview of the rights, the loss, the firm.
#include <algorithm>

#include "report/arguments.h"
#include "report/charts.h"
#include "report/html_parts.h"
#include "report/words.h"

namespace pignus::report::html {

namespace {

void write_firm_side(const Page& page, const book::Finding& finding) {
  page.out.open("div").leaf("h4", page.say("ui.firm_says"));
  if (!finding.stated.empty()) {
    page.out.leaf("p", shown(page.format, finding.stated));
  }
  for (const book::Place& place : finding.places) {
    if (!place.quote.empty()) {
      page.out.leaf("blockquote", place.quote);
    }
    page.out.leaf("p", page.format.say("ui.place", {place.document, place.where}),
                  {{"class", "source"}});
  }
  if (finding.statement_ids.empty()) {
    page.out.leaf("p", page.say("ui.omission"));
  }
  page.out.close();
}

void write_register_side(const Page& page, const book::Finding& finding) {
  page.out.open("div").leaf("h4", page.say("ui.register_says"));
  if (finding.facts.empty()) {
    page.out.leaf("p", page.say("ui.nothing_known"));
  }
  for (const book::FactEvidence& fact : finding.facts) {
    page.out.leaf("p", fact_text(page.format, fact));
    page.out.leaf("p",
                  page.format.say("ui.true_known_source",
                                  {page.format.date(fact.true_on), page.format.date(fact.known_on),
                                   source_text(page.format, fact.source)}),
                  {{"class", "source"}});
  }
  page.out.close();
}

void write_finding(const Page& page, const book::Finding& finding) {
  const std::string severity(name_of(finding.severity));
  page.out.open("article", {{"class", "finding " + severity}});
  page.out.open("h3");
  tag(page, word(page.format, finding.severity), severity);
  page.out.text(" " + finding_title(page.format, finding));
  const auto rights = book::concerned_rights(finding);
  if (!rights.empty()) {
    page.out.text(" · ").leaf("span", rights_text(page.format, rights, kFewRights),
                              {{"class", rights.size() == 1 ? "number" : ""}});
  }
  page.out.close();
  if (!finding.message.empty()) {
    page.out.leaf("p", finding_text(page.format, finding, finding.message, kFewRights));
  }
  if (rights.size() > kFewRights.all_up_to) {
    rights_list(page, rights);
  }
  page.out.open("div", {{"class", "sides"}});
  write_firm_side(page, finding);
  write_register_side(page, finding);
  page.out.close();
  if (!finding.question.empty()) {
    page.out.open("p", {{"class", "question"}})
        .leaf("b", page.say("ui.ask"))
        .text(" " + finding_text(page.format, finding, finding.question, kFewRights))
        .close();
  }
  page.out.close();
}

void overview_row(const Page& page, std::size_t index) {
  const book::RightFile& file = page.underwriting.rights[index];
  const Format& format = page.format;
  const registers::RightRecord* record = file.facts.latest_record();
  page.out.open("tr");
  cell(page, std::to_string(index + 1), "figure");
  page.out.open("th", {{"scope", "row"}})
      .leaf("a", number_of(file.facts, file.offered.stated_number),
            {{"href", "#right-" + std::to_string(index + 1)}, {"class", "number"}});
  const std::string title = title_of(file);
  if (!title.empty()) {
    page.out.leaf("small", title);
  }
  page.out.close();
  cell(page, word(format, record ? record->type : registers::RightType::kUnknown));
  cell(page, status_text(format, file.status));
  cell(page, record ? format.count(open_liens(file.liens, page.as_of()).size()) : format.unknown(),
       "figure");
  const auto verdict = worst_verdict(file);
  page.out.open("td");
  if (verdict) {
    tag(page, word(format, *verdict), std::string(name_of(*verdict)));
  } else {
    page.out.text(page.say("ui.no_rule_set"));
  }
  page.out.close();
  const Distribution& value = file.appraisal.liquidation_value;
  for (const double p : {0.05, 0.5, 0.95}) {
    cell(page,
         file.appraisal.currency == page.currency()
             ? format.figure(value.quantile(p))
             : format.amount(value.quantile(p), file.appraisal.currency),
         "figure");
  }
  page.out.close();
}

void loan_row(const Page& page, std::string_view key, const std::optional<book::LoanPoint>& loan) {
  if (!loan) {
    return;
  }
  const Currency currency = page.underwriting.terms.currency;
  page.out.open("tr").leaf("th", page.say(key), {{"scope", "row"}});
  cell(page, page.format.amount(loan->amount, currency), "figure");
  cell(page, page.format.percent(loan->ltv), "figure");
  cell(page, page.format.percent(loan->lgd), "figure");
  cell(page, page.format.amount(loan->expected_loss, currency), "figure");
  cell(page, page.format.percent(loan->rate_per_year), "figure");
  page.out.close();
}

using AccountLine = std::optional<double> book::Accounts::*;
constexpr std::pair<const char*, AccountLine> kAccountLines[] = {
    {"account.revenue", &book::Accounts::revenue},
    {"account.ebit", &book::Accounts::ebit},
    {"account.total_assets", &book::Accounts::total_assets},
    {"account.total_liabilities", &book::Accounts::total_liabilities},
    {"account.current_assets", &book::Accounts::current_assets},
    {"account.current_liabilities", &book::Accounts::current_liabilities},
    {"account.retained_earnings", &book::Accounts::retained_earnings},
    {"account.equity", &book::Accounts::equity}};

void write_accounts(const Page& page) {
  const std::vector<book::Accounts>& years = page.underwriting.dossier.accounts;
  if (years.empty()) {
    page.out.leaf("p", page.say("ui.no_accounts"));
    return;
  }
  page.out.open("table").open("thead").open("tr").leaf("th", page.say("ui.account_line"),
                                                       {{"scope", "col"}});
  for (const book::Accounts& year : years) {
    page.out.leaf("th", page.format.date(year.year_end), {{"scope", "col"}, {"class", "figure"}});
  }
  page.out.close().close().open("tbody");
  for (const auto& [key, line] : kAccountLines) {
    page.out.open("tr").leaf("th", page.say(key), {{"scope", "row"}});
    for (const book::Accounts& year : years) {
      cell(page, page.format.amount(year.*line, year.currency), "figure");
    }
    page.out.close();
  }
  page.out.close().close();
}

}  // namespace

void write_findings(const Page& page) {
  const std::vector<book::Finding>& findings = page.underwriting.findings;
  page.out.open("section", {{"id", "findings"}}).leaf("h2", page.say("ui.findings"));
  page.out.leaf("p", page.say(findings.empty() ? "ui.no_findings" : "ui.findings_intro"),
                {{"class", "intro"}});
  for (const book::Finding& finding : findings) {
    write_finding(page, finding);
  }
  page.out.close();
}

void write_overview(const Page& page) {
  page.out.open("section", {{"id", "collateral"}}).leaf("h2", page.say("ui.collateral"));
  if (page.underwriting.rights.empty()) {
    page.out.leaf("p", page.say("ui.no_rights")).close();
    return;
  }
  page.out.leaf("p",
                page.format.say("ui.collateral_intro",
                                {unit_word(page.format, std::string(page.currency().code()))}),
                {{"class", "intro"}});
  page.out.open("div", {{"class", "scroll"},
                        {"tabindex", "0"},
                        {"role", "region"},
                        {"aria-label", page.say("ui.collateral")}});
  page.out.open("table", {{"class", "overview"}});
  table_head(page, {"ui.position#", "ui.right", "ui.type", "ui.status", "ui.open_liens#",
                    "ui.eligibility", "ui.p5#", "ui.p50#", "ui.p95#"});
  page.out.open("tbody");
  for (std::size_t i = 0; i < page.underwriting.rights.size(); ++i) {
    overview_row(page, i);
  }
  page.out.close().close().close().close();
}

void write_loss(const Page& page) {
  const book::Terms& terms = page.underwriting.terms;
  page.out.open("section", {{"id", "loss"}}).leaf("h2", page.say("ui.loss"));
  page.out.leaf("p",
                page.format.say("ui.loss_intro", {page.format.percent(terms.ltv_max),
                                                  page.format.percent(terms.confidence)}),
                {{"class", "intro"}});
  page.out.open("figure").raw(loss_chart(page.format, terms));
  page.out.leaf("figcaption", page.say("ui.loss_caption")).close();
  if (terms.requested || terms.offered) {
    page.out.open("table");
    table_head(page,
               {"ui.loan", "ui.amount#", "ui.ltv#", "ui.lgd#", "ui.expected_loss#", "ui.rate#"});
    page.out.open("tbody");
    loan_row(page, "ui.requested", terms.requested);
    loan_row(page, "ui.offered", terms.offered);
    page.out.close().close();
  }
  page.out.close();
}

void write_firm(const Page& page) {
  const book::Firm& firm = page.underwriting.dossier.firm;
  const book::DefaultEstimate& estimate = page.underwriting.default_estimate;
  const Format& format = page.format;
  const auto known = [&](const std::string& text) {
    return text.empty() ? format.unknown() : text;
  };
  page.out.open("section", {{"id", "firm"}}).leaf("h2", page.say("ui.firm"));
  page.out.open("dl", {{"class", "facts"}});
  pair(page, "ui.name", known(firm.name));
  pair(page, "ui.other_names", known(format.join(firm.other_names)));
  pair(page, "ui.country", known(firm.country));
  pair(page, "ui.identifier", known(firm.identifier));
  pair(page, "ui.pd", format.percent(estimate.pd_one_year));
  pair(page, "ui.z_score", format.number(estimate.z_score));
  pair(page, "ui.zone", known(zone_word(format, estimate.zone)));
  pair(page, "ui.pd_source",
       format.say("ui.source_and_grade",
                  {estimate.evidence.source, word(format, estimate.evidence.grade)}));
  page.out.close();
  if (!estimate.missing.empty()) {
    std::vector<std::string> lines;
    for (const std::string& line : estimate.missing) {
      lines.push_back(Messages::built_in().text_or(format.language(), "account." + line, line));
    }
    page.out.leaf("p", format.say("ui.missing_lines", {format.join(lines)}));
  }
  write_accounts(page);
  page.out.close();
}

}  // namespace pignus::report::html
