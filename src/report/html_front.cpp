// The first page: decision, why, key figures, conditions.
#include "report/arguments.h"
#include "report/html_parts.h"
#include "report/words.h"

namespace pignus::report::html {

namespace {

void reason_list(const Page& page, const std::vector<book::Reason>& reasons) {
  page.out.open("ul");
  for (const book::Reason& reason : reasons) {
    page.out.open("li").text(reason_text(page.format, reason, kPageRights));
    if (reason.rights.size() > kPageRights.all_up_to) {
      rights_list(page, reason.rights);
    }
    page.out.close();
  }
  page.out.close();
}

void figure(const Page& page, std::string_view key, const std::string& value,
            const std::string& below = "") {
  page.out.open("div").leaf("dt", page.say(key)).open("dd").text(value);
  if (!below.empty()) {
    page.out.leaf("small", below);
  }
  page.out.close().close();
}

}  // namespace

void write_decision(const Page& page) {
  const book::Decision& decision = page.underwriting.decision;
  const std::string& purpose = page.underwriting.dossier.request.purpose;
  const std::string outcome(name_of(decision.outcome));
  page.out.open("section", {{"id", "decision"}, {"class", "decision " + outcome}});
  page.out.leaf("h2", page.say("ui.decision"), {{"class", "kicker"}});
  page.out.leaf("p", word(page.format, decision.outcome), {{"class", "outcome"}});
  page.out.open("dl", {{"class", "offer"}});
  pair(page, "ui.amount", amount_text(page.format, page.underwriting));
  pair(page, "ui.term", term_text(page.format, page.underwriting));
  pair(page, "ui.rate", rate_text(page.format, page.underwriting));
  page.out.close();
  page.out.leaf("p",
                page.format.say("ui.requested_line",
                                {request_text(page.format, page.underwriting.dossier.request),
                                 purpose.empty() ? page.say("ui.not_stated") : purpose}),
                {{"class", "requested"}});
  page.out.leaf("h3", page.say("ui.why"));
  if (decision.reasons.empty()) {
    page.out.leaf("p", page.say("ui.no_reasons"));
  } else {
    reason_list(page, decision.reasons);
  }
  if (!decision.warnings.empty()) {
    page.out.leaf("h3", page.say("ui.warnings"));
    reason_list(page, decision.warnings);
  }
  page.out.close();
}

void write_key_figures(const Page& page) {
  const book::Underwriting& all = page.underwriting;
  const Format& format = page.format;
  const Currency currency = all.collateral.currency;
  const Distribution& collateral = all.collateral.value_today;
  const auto& loan = all.terms.offered ? all.terms.offered : all.terms.requested;
  page.out.open("section", {{"class", "figures"}, {"aria-label", page.say("ui.key_figures")}});
  page.out.leaf("h2", page.say("ui.key_figures")).open("dl");
  figure(page, "ui.collateral_liquidation", format.amount(collateral.median(), currency),
         format.say("ui.interval_90", {format.interval(collateral, currency)}));
  figure(page, "ui.collateral_value", format.amount(all.portfolio_value.median(), currency),
         format.say("ui.interval_90", {format.interval(all.portfolio_value, currency)}));
  const bool indicative = !all.default_estimate.pd_one_year;
  const std::string limit =
      format.say("ui.ltv_at_confidence",
                 {format.percent(all.terms.ltv_max), format.percent(all.terms.confidence)});
  figure(page, "ui.amount_max", format.amount(all.terms.amount_max, all.terms.currency),
         indicative ? format.say("ui.indicative_and", {limit}) : limit);
  figure(page, "ui.pd", format.percent(all.default_estimate.pd_one_year),
         all.default_estimate.pd_one_year ? zone_word(format, all.default_estimate.zone) : "");
  const std::string which = indicative
                                ? page.say("ui.indicative")
                                : page.say(all.terms.offered ? "ui.of_offered" : "ui.of_requested");
  figure(page, "ui.lgd", loan ? format.percent(loan->lgd) : format.unknown(), loan ? which : "");
  figure(page, "ui.expected_loss",
         loan ? format.amount(loan->expected_loss, all.terms.currency) : format.unknown(),
         loan ? which : "");
  figure(page, "ui.ltv", loan ? format.percent(loan->ltv) : format.unknown(), loan ? which : "");
  figure(page, "ui.findings", format.count(all.findings.size()),
         all.findings.empty()
             ? ""
             : format.say("ui.worst", {word(format, all.findings.front().severity)}));
  page.out.close().close();
}

void write_conditions(const Page& page) {
  const book::Decision& decision = page.underwriting.decision;
  page.out.open("section", {{"id", "conditions"}}).leaf("h2", page.say("ui.conditions"));
  if (decision.conditions.empty()) {
    page.out.leaf("p", page.say("ui.no_conditions"));
  } else {
    page.out.open("ol");
    for (const book::Condition& condition : decision.conditions) {
      page.out.open("li").text(reason_text(page.format, condition, kPageRights));
      rights_list(page, condition.rights);
      page.out.close();
    }
    page.out.close();
  }
  page.out.close();
}

}  // namespace pignus::report::html
