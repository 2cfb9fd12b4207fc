// How far a security interest in US rights is perfected.
#include "report/html_parts.h"

namespace pignus::report::html {

namespace {

void write_filings(const Page& page, const std::vector<book::UccState>& filings) {
  page.out.open("table");
  table_head(page, {"ui.ucc_filing", "ui.filed", "ui.lapses", "ui.continue_from", "ui.state"});
  page.out.open("tbody");
  for (const book::UccState& filing : filings) {
    page.out.open("tr").leaf("th", filing.number, {{"scope", "row"}});
    cell(page, page.format.date(filing.filed));
    cell(page, page.format.date(filing.lapses_on));
    cell(page, page.format.date(filing.continuation_from));
    page.out.open("td");
    tag(page, page.say(filing.lapsed ? "ui.ucc_lapsed" : "ui.ucc_effective"),
        filing.lapsed ? "refused" : "eligible");
    page.out.close().close();
  }
  page.out.close().close();
}

void write_recordations(const Page& page, const std::vector<book::Recordation>& recordations) {
  page.out.leaf("h3", page.say("ui.recordation")).open("table");
  table_head(page, {"ui.right", "ui.recording", "ui.executed", "ui.recorded", "ui.last_day",
                    "ui.in_time"});
  page.out.open("tbody");
  for (const book::Recordation& entry : recordations) {
    page.out.open("tr").leaf("th", entry.right.value, {{"scope", "row"}});
    cell(page, entry.recording_id, "number");
    cell(page, page.format.date(entry.executed));
    cell(page, page.format.date(entry.recorded));
    cell(page, page.format.date(entry.last_day));
    cell(page, page.format.yes_no(entry.in_time));
    page.out.close();
  }
  page.out.close().close();
}

}  // namespace

void write_perfection(const Page& page) {
  if (!page.underwriting.perfection) {
    return;
  }
  const book::Perfection& perfection = *page.underwriting.perfection;
  page.out.open("section", {{"id", "perfection"}}).leaf("h2", page.say("ui.perfection"));
  page.out.leaf("p", page.say("ui.rank_note"), {{"class", "alert"}});
  if (perfection.ucc_filings.empty()) {
    page.out.leaf("p", page.say("ui.no_ucc"));
  } else {
    write_filings(page, perfection.ucc_filings);
  }
  if (!perfection.recordations.empty()) {
    write_recordations(page, perfection.recordations);
  }
  std::vector<std::string> clear;
  for (const registers::RightId& right : perfection.without_open_interest) {
    clear.push_back(right.value);
  }
  page.out.leaf("p",
                page.format.say("ui.without_open_interest",
                                {clear.empty() ? page.say("ui.none") : page.format.join(clear)}));
  page.out.close();
}

}  // namespace pignus::report::html
