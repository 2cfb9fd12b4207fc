// Checks and questionnaires beside the value of a right, and the marks that go together.
#include "report/html_stated.h"
#include "report/words.h"

namespace pignus::report::html {

namespace {

void write_profit_split(const Page& page, const book::ProfitSplitResult& check) {
  const Format& format = page.format;
  page.out.leaf("h4", page.say("ui.profit_split")).open("table");
  table_head(page,
             {"ui.profit_split_rule", "ui.profit_split_royalty#", "ui.check_low#", "ui.check_mid#",
              "ui.check_high#", "ui.profit_split_ratio#", "ui.source", "ui.grade"});
  page.out.open("tbody");
  for (const book::ProfitSplitLine& line : check.rules) {
    page.out.open("tr").leaf("th",
                             format.say("thumb_rule." + line.rule, {format.percent(line.share)}),
                             {{"scope", "row"}});
    cell(page, format.percent(line.royalty), "figure");
    for (const double value : {line.low, line.mid, line.high}) {
      cell(page, format.amount(value, page.currency()), "figure");
    }
    cell(page, format.number(line.to_appraised), "figure");
    evidence_cells(page, line.evidence);
    page.out.close();
  }
  page.out.close().close();
  page.out.leaf(
      "p",
      format.say("ui.profit_split_note", {format.percent(check.royalty_rate),
                                          flag_word(format, check.royalty_in_usual_range)}),
      {{"class", "source"}});
}

void write_high_value(const Page& page, const book::HighValueResult& test) {
  const Format& format = page.format;
  page.out.leaf("h4", format.say("ui.label_value",
                                 {page.say("ui.high_value"), flag_word(format, test.high_value)}));
  page.out.open("table");
  table_head(page, {"ui.high_value_flag", "ui.answer", "ui.answer_origin", "ui.evidence"});
  page.out.open("tbody");
  for (const book::HighValueLine& line : test.flags) {
    page.out.open("tr").leaf("th", format.say("high_value." + line.flag), {{"scope", "row"}});
    cell(page, flag_word(format, line.holds));
    cell(page, format.say("answer_origin." + line.origin));
    cell(page, format.join(line.evidence), "source");
    page.out.close();
  }
  page.out.close().close();
  page.out.leaf("p", page.say("ui.high_value_note"), {{"class", "source"}});
}

void ipscore_row(const Page& page, const std::string& name, const book::IpscoreLine& line) {
  page.out.open("tr").leaf("th", name, {{"scope", "row"}});
  cell(page, bounds_text(page.format, line.low, line.high), "figure");
  cell(page, page.format.count(static_cast<std::uint64_t>(5 * line.questions)), "figure");
  cell(page,
       page.format.say("ui.ipscore_of",
                       {std::to_string(line.answered), std::to_string(line.questions)}),
       "figure");
  page.out.close();
}

void write_ipscore_money(const Page& page, const book::IpscoreResult& sheet) {
  if (sheet.money.empty()) {
    return;
  }
  page.out.open("table");
  table_head(page, {"ui.ipscore_question", "ui.answer#", "ui.ipscore_stands_for#", "ui.unit"});
  page.out.open("tbody");
  for (const book::IpscoreMoney& money : sheet.money) {
    const bool share = money.unit == "share" || money.unit == "1/year";
    page.out.open("tr").leaf(
        "th",
        page.format.say("ui.label_value",
                        {money.question, page.format.say("ipscore_word." + money.name)}),
        {{"scope", "row"}});
    cell(page, std::to_string(money.answer), "figure");
    cell(page, share ? page.format.percent(money.value) : page.format.number(money.value),
         "figure");
    cell(page, unit_word(page.format, money.unit));
    page.out.close();
  }
  page.out.close().close();
}

void write_ipscore(const Page& page, const book::IpscoreResult& sheet) {
  page.out.leaf("h4", page.say("ui.ipscore")).open("table");
  table_head(page, {"ui.ipscore_section", "ui.ipscore_points#", "ui.ipscore_most#",
                    "ui.ipscore_answered#"});
  page.out.open("tbody");
  for (const book::IpscoreLine& line : sheet.sections) {
    ipscore_row(page, page.format.say("ipscore_word.section_" + line.section), line);
  }
  ipscore_row(page, page.say("ui.ipscore_whole"), sheet.whole);
  page.out.close().close();
  write_ipscore_money(page, sheet);
  page.out.leaf("p", ipscore_value_text(page.format, sheet, page.currency()));
  page.out.leaf("p", page.say("ui.ipscore_note"), {{"class", "source"}});
}

void write_brand_strength(const Page& page, const book::BrandStrengthResult& strength) {
  const Format& format = page.format;
  page.out.leaf(
      "h4", format.say("ui.brand_strength", {bounds_text(format, strength.low, strength.high)}));
  page.out.open("dl", {{"class", "facts"}});
  const auto rate = [&](const std::optional<Distribution>& value) {
    return value ? bounds_percent(format, *value) : page.say("ui.brand_no_range");
  };
  pair(page, "ui.brand_royalty", rate(strength.royalty));
  pair(page, "ui.brand_discount", rate(strength.discount));
  page.out.close();
  page.out.leaf("p", page.say("ui.brand_strength_note"), {{"class", "source"}});
}

void write_marks_beside(const Page& page, const char* heading,
                        const std::vector<book::MarkBeside>& marks) {
  if (marks.empty()) {
    return;
  }
  page.out.leaf("h4", page.say(heading)).open("table");
  table_head(page, {"ui.right", "ui.mark_text", "ui.mark_because_of", "ui.mark_likeness#"});
  page.out.open("tbody");
  for (const book::MarkBeside& mark : marks) {
    page.out.open("tr").leaf("th", mark.right.value, {{"scope", "row"}, {"class", "number"}});
    cell(page, mark.text);
    cell(page, mark.because_of.value, "number");
    cell(page, page.format.percent(mark.likeness), "figure");
    page.out.close();
  }
  page.out.close().close();
}

void write_mark_list(const Page& page, const char* key,
                     const std::vector<registers::RightId>& marks) {
  if (!marks.empty()) {
    page.out.leaf("p", page.format.say(key, {keys_text(page.format, marks)}));
  }
}

}  // namespace

void write_checks(const Page& page, const book::Appraisal& appraisal) {
  if (appraisal.profit_split) {
    write_profit_split(page, *appraisal.profit_split);
  }
  if (appraisal.high_value) {
    write_high_value(page, *appraisal.high_value);
  }
  if (appraisal.ipscore) {
    write_ipscore(page, *appraisal.ipscore);
  }
  if (appraisal.brand_strength) {
    write_brand_strength(page, *appraisal.brand_strength);
  }
}

void write_marks_together(const Page& page) {
  if (page.underwriting.marks_together.empty()) {
    return;
  }
  page.out.open("section", {{"id", "marks"}}).leaf("h2", page.say("ui.marks_together"));
  page.out.leaf("p", page.say("ui.marks_together_intro"), {{"class", "intro"}});
  for (const book::MarksTogether& marks : page.underwriting.marks_together) {
    page.out.leaf("h3", marks.office);
    page.out.leaf("p", marks_summary(page.format, marks),
                  {{"class", marks.missing.empty() ? "" : "alert"}});
    write_marks_beside(page, "ui.marks_missing", marks.missing);
    write_marks_beside(page, "ui.marks_doubtful", marks.doubtful);
    write_mark_list(page, "ui.marks_figures", marks.figures);
    write_mark_list(page, "ui.marks_without_goods", marks.without_goods);
  }
  page.out.close();
}

}  // namespace pignus::report::html
