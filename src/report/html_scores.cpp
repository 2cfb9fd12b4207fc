// The scorecards of a right: bounds, sub-scores, how much was computed, and what is still asked.
#include <set>

#include "report/html_parts.h"
#include "report/stated_words.h"
#include "report/words.h"

namespace pignus::report::html {

namespace {

void row(const Page& page, const std::string& name, const book::ScoreLine& line, bool whole) {
  const Format& format = page.format;
  page.out.open("tr").leaf("th", name, {{"scope", "row"}, {"class", whole ? "" : "indented"}});
  cell(page, score_text(format, line), "figure");
  for (const double share : {line.computed, line.answered, line.unknown}) {
    cell(page, format.percent(share), "figure");
  }
  page.out.close();
}

/// Cards share their gates: each is told once.
void write_gates(const Page& page, const std::vector<book::ScorecardResult>& cards) {
  std::set<std::string> told;
  for (const book::ScorecardResult& card : cards) {
    for (const book::ScoreGate& gate : card.gates) {
      if (told.insert(gate.name).second) {
        page.out.leaf(
            "p",
            page.format.say("ui.label_value", {node_name(page.format, gate.name, gate.name_zh),
                                               page.format.say("gate." + gate.state)}),
            {{"class", gate.state == "failed" ? "alert" : "source"}});
      }
    }
  }
}

void write_questions(const Page& page, const book::ScorecardResult& card) {
  if (card.asked.empty()) {
    return;
  }
  page.out.open("details").leaf(
      "summary", page.format.say("ui.score_asks", {page.format.count(card.asked.size()),
                                                   page.format.say("scorecard." + card.card)}));
  page.out.open("ul");
  for (const book::ScoreQuestion& question : card.asked) {
    page.out.leaf("li", page.format.say("ui.label_value",
                                        {question.id, node_name(page.format, question.question,
                                                                question.name_zh)}));
  }
  page.out.close().close();
}

}  // namespace

void write_scorecards(const Page& page, const book::Appraisal& appraisal) {
  if (appraisal.scorecards.empty()) {
    return;
  }
  const Format& format = page.format;
  page.out.leaf("h4", page.say("ui.scorecards"));
  page.out.open("table");
  table_head(page, {"ui.scorecard", "ui.score#", "ui.score_computed#", "ui.score_answered#",
                    "ui.score_unknown#"});
  page.out.open("tbody");
  for (const book::ScorecardResult& card : appraisal.scorecards) {
    row(page, format.say("scorecard." + card.card), card.whole, true);
    for (const book::ScoreLine& line : card.sub_scores) {
      row(page, node_name(format, line.name, line.name_zh), line, false);
    }
  }
  page.out.close().close();
  page.out.leaf("p", page.say("ui.scorecards_note"), {{"class", "source"}});
  for (const book::ScorecardResult& card : appraisal.scorecards) {
    if (card.weight_set) {
      page.out.leaf("p",
                    format.say("ui.label_value", {format.say("scorecard." + card.card),
                                                  weight_set_text(format, card)}),
                    {{"class", "source"}});
    }
  }
  write_gates(page, appraisal.scorecards);
  for (const book::ScorecardResult& card : appraisal.scorecards) {
    write_questions(page, card);
  }
}

}  // namespace pignus::report::html
