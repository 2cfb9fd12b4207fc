// Costs by dated lines, and the intangibles that no register holds.
#include "report/arguments.h"
#include "report/html_stated.h"
#include "report/words.h"

namespace pignus::report::html {

namespace {

void write_lines_of_cost(const Page& page, const book::CostBreakdown& cost) {
  const Format& format = page.format;
  page.out.open("table");
  table_head(page, {"ui.cost_line", "ui.cost_date", "ui.cost_paid#", "ui.cost_today#",
                    "ui.cost_needed_again#"});
  page.out.open("tbody");
  for (const book::CostLineShown& line : cost.lines) {
    page.out.open("tr").leaf("th", line.what, {{"scope", "row"}});
    cell(page, format.date(line.date), "date");
    cell(page, format.amount(line.amount, page.currency()), "figure");
    cell(page, format.amount(line.today, page.currency()), "figure");
    cell(page, format.percent(line.needed_again), "figure");
    page.out.close();
  }
  page.out.close().close();
}

void write_sides_of_cost(const Page& page, const book::CostBreakdown& cost) {
  page.out.open("table");
  std::vector<std::string> head{"ui.cost_step"};
  for (const book::CostSide& side : cost.sides) {
    head.push_back("cost_part." + side.basis + "#");
  }
  table_head(page, head);
  page.out.open("tbody");
  for (const auto& [key, member] :
       {std::pair("cost_part.direct", &book::CostSide::direct),
        std::pair("cost_part.profit", &book::CostSide::profit),
        std::pair("cost_part.opportunity", &book::CostSide::opportunity),
        std::pair("cost_part.gross", &book::CostSide::gross),
        std::pair("cost_part.physical", &book::CostSide::physical),
        std::pair("cost_part.functional", &book::CostSide::functional),
        std::pair("cost_part.economic", &book::CostSide::economic),
        std::pair("cost_part.net", &book::CostSide::net)}) {
    page.out.open("tr").leaf("th", page.say(key), {{"scope", "row"}});
    for (const book::CostSide& side : cost.sides) {
      const book::CostSpan& span = side.*member;
      cell(page, page.format.interval(span.low, span.high, page.currency()), "figure");
    }
    page.out.close();
  }
  page.out.close().close();
}

void write_evidence_list(const Page& page, const book::IntangibleFile& file) {
  const Format& format = page.format;
  page.out.leaf("h4", format.say("ui.evidence_shown",
                                 {format.count(static_cast<std::uint64_t>(file.shown)),
                                  format.count(static_cast<std::uint64_t>(file.asked))}));
  page.out.open("table");
  table_head(page, {"ui.evidence_item", "ui.evidence_role", "ui.evidence_state", "ui.document"});
  page.out.open("tbody");
  for (const book::EvidenceLine& line : file.evidence) {
    page.out.open("tr").leaf("th", node_name(format, line.title, line.title_zh),
                             {{"scope", "row"}});
    cell(page, format.say("evidence_role." + line.role));
    page.out.open("td");
    const bool open = line.role == "gate" && (line.state == book::EvidenceState::kMissing ||
                                              line.state == book::EvidenceState::kUnknown);
    tag(page, evidence_word(format, line.state),
        line.state == book::EvidenceState::kShown ? "eligible"
        : open                                    ? "refused"
                                                  : "conditional");
    page.out.close();
    cell(page, line.document);
    page.out.close();
  }
  page.out.close().close();
}

void write_intangible_values(const Page& page, const book::IntangibleFile& file) {
  const Format& format = page.format;
  if (!file.methods.empty()) {
    page.out.open("table");
    table_head(page,
               {"ui.method", "ui.weight#", "ui.p5#", "ui.p50#", "ui.p95#", "ui.weight_reason"});
    page.out.open("tbody");
    for (const book::MethodValue& method : file.methods) {
      page.out.open("tr").leaf("th", method_word(format, method.method), {{"scope", "row"}});
      cell(page, format.percent(method.weight), "figure");
      for (const double p : {0.05, 0.5, 0.95}) {
        cell(page, format.amount(method.value.quantile(p), page.currency()), "figure");
      }
      cell(page, format.say(method.weight_reason));
      page.out.close();
    }
    page.out.close().close();
  }
  for (const std::string& refused : file.methods_refused) {
    page.out.leaf("p", format.say("ui.method_refused", {refusal_text(format, refused)}));
  }
}

void write_intangible(const Page& page, const book::IntangibleFile& file) {
  const Format& format = page.format;
  page.out.open("article", {{"class", "right"}});
  page.out.leaf("h3", file.offered.title.empty() ? file.offered.id : file.offered.title);
  page.out.open("p", {{"class", "subtitle"}})
      .leaf("span", file.offered.id, {{"class", "number"}})
      .text(" · " + format.say("unregistered." + std::string(book::name_of(file.offered.kind))))
      .close();
  write_evidence_list(page, file);
  page.out.leaf("h4", page.say("ui.eligibility"));
  write_eligibility(page, file.eligibility);
  page.out.leaf("h4", page.say("ui.appraisal"));
  write_intangible_values(page, file);
  write_cost_lines(page, file.cost_lines);
  page.out.close();
}

}  // namespace

void write_cost_lines(const Page& page, const std::optional<book::CostBreakdown>& cost) {
  if (!cost) {
    return;
  }
  const Format& format = page.format;
  page.out.leaf("h4", page.say("ui.cost_lines"));
  write_lines_of_cost(page, *cost);
  write_sides_of_cost(page, *cost);
  page.out.leaf("p",
                format.say("ui.cost_lines_note", {format.say("cost_part." + cost->basis_used)}) +
                    " " +
                    (cost->index_source.empty()
                         ? page.say("ui.cost_no_index")
                         : format.say("ui.cost_index",
                                      {cost->index_source, format.years(cost->index_stale_years)})),
                {{"class", "source"}});
}

void write_intangibles(const Page& page) {
  if (page.underwriting.intangibles.empty()) {
    return;
  }
  page.out.open("section", {{"id", "intangibles"}}).leaf("h2", page.say("ui.intangibles"));
  page.out.leaf("p", page.say("ui.intangibles_intro"), {{"class", "intro"}});
  for (const book::IntangibleFile& file : page.underwriting.intangibles) {
    write_intangible(page, file);
  }
  page.out.close();
}

}  // namespace pignus::report::html
