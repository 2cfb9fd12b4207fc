#include "report/html.h"

#include <algorithm>

#include "report/arguments.h"
#include "report/html_stated.h"
#include "report/words.h"

namespace pignus::report {

namespace html {

void pair(const Page& page, std::string_view key, const std::string& value) {
  page.out.open("div").leaf("dt", page.say(key)).leaf("dd", value).close();
}

void table_head(const Page& page, const std::vector<std::string>& keys) {
  page.out.open("thead").open("tr");
  for (const std::string& key : keys) {
    const bool figures = key.back() == '#';
    page.out.leaf("th", page.say(figures ? key.substr(0, key.size() - 1) : key),
                  {{"scope", "col"}, {"class", figures ? "figure" : ""}});
  }
  page.out.close().close();
}

void cell(const Page& page, const std::string& text, const std::string& style) {
  page.out.leaf("td", text, {{"class", style}});
}

void tag(const Page& page, const std::string& text, const std::string& style) {
  page.out.leaf("span", text, {{"class", "tag " + style}});
}

void evidence_cells(const Page& page, const standards::Evidence& evidence) {
  cell(page, evidence.source, "source");
  page.out.open("td");
  tag(page, word(page.format, evidence.grade), std::string(standards::name_of(evidence.grade)));
  page.out.close();
}

void rights_list(const Page& page, const std::vector<book::ConcernedRight>& rights) {
  if (rights.empty()) {
    return;
  }
  const bool many = rights.size() > kPageRights.all_up_to;
  if (many) {
    page.out.open("details", {{"class", "rights"}})
        .leaf("summary", page.format.say("ui.all_rights", {page.format.count(rights.size())}));
  }
  page.out.open(many ? "p" : "span", {{"class", "rights"}});
  for (const book::ConcernedRight& right : rights) {
    const auto& files = page.underwriting.rights;
    const auto file = std::find_if(files.begin(), files.end(), [&](const book::RightFile& other) {
      return other.offered.stated_number == right.stated_number;
    });
    page.out.text(" ");
    if (file == files.end()) {
      page.out.leaf("span", right.stated_number, {{"class", "number"}});
    } else {
      page.out.leaf(
          "a", right.stated_number,
          {{"href", "#right-" + std::to_string(file - files.begin() + 1)}, {"class", "number"}});
    }
  }
  page.out.close();
  if (many) {
    page.out.close();
  }
}

void inputs_table(const Page& page, const std::vector<book::Input>& inputs) {
  if (inputs.empty()) {
    return;
  }
  page.out.open("table");
  table_head(page, {"ui.input", "ui.value#", "ui.unit", "ui.source", "ui.grade"});
  page.out.open("tbody");
  for (const book::Input& input : inputs) {
    page.out.open("tr");
    page.out.leaf("th", input_word(page.format, input.name), {{"scope", "row"}});
    cell(page, input_value(page.format, input), "figure");
    cell(page, unit_word(page.format, input.unit));
    evidence_cells(page, input.evidence);
    page.out.close();
  }
  page.out.close().close();
}

namespace {

void write_masthead(const Page& page, const HtmlOptions& options) {
  const book::Dossier& dossier = page.underwriting.dossier;
  page.out.open("header", {{"class", "masthead"}});
  page.out.open("p", {{"class", "kicker"}});
  page.out.leaf("span", page.say("ui.report_kind"));
  if (!options.other_language_file.empty()) {
    const bool chinese = options.language == Language::kChinese;
    page.out.leaf("a", page.say("ui.other_language"),
                  {{"href", options.other_language_file},
                   {"hreflang", chinese ? "en" : "zh"},
                   {"lang", chinese ? "en" : "zh-CN"}});
  }
  page.out.close();
  page.out.leaf("h1", dossier.firm.name);
  page.out.open("p", {{"class", "subtitle"}}).text(dossier.title).close();
  page.out.leaf("p",
                page.format.say("ui.as_of_line", {page.format.date(page.as_of().true_on),
                                                  page.format.date(page.as_of().known_by)}),
                {{"class", "subtitle"}});
  page.out.close();
  if (dossier.made_up) {
    page.out.leaf("p", page.say("ui.made_up"), {{"class", "banner"}, {"role", "note"}});
  }
  if (!dossier.note.empty()) {
    page.out.leaf("p", dossier.note, {{"class", "note"}});
  }
}

void write_contents(const Page& page) {
  page.out.open("nav", {{"aria-label", page.say("ui.contents")}});
  for (const auto& [anchor, key] : {std::pair{"decision", "ui.decision"},
                                    {"findings", "ui.findings"},
                                    {"collateral", "ui.collateral"},
                                    {"loss", "ui.loss"},
                                    {"rights", "ui.rights"},
                                    {"firm", "ui.firm"},
                                    {"assumptions", "ui.assumptions"},
                                    {"provenance", "ui.provenance"}}) {
    page.out.leaf("a", page.say(key), {{"href", std::string("#") + anchor}});
  }
  page.out.close();
}

void write_body(const Page& page, const HtmlOptions& options) {
  page.out.leaf("a", page.say("ui.skip"), {{"class", "skip"}, {"href", "#decision"}});
  page.out.open("main");
  write_masthead(page, options);
  write_contents(page);
  write_decision(page);
  write_key_figures(page);
  write_conditions(page);
  write_findings(page);
  write_overview(page);
  write_overlap(page);
  write_perfection(page);
  write_loss(page);
  page.out.open("section", {{"id", "rights"}}).leaf("h2", page.say("ui.rights"));
  for (std::size_t i = 0; i < page.underwriting.rights.size(); ++i) {
    write_right(page, i);
  }
  page.out.close();
  write_products(page);
  write_marks_together(page);
  write_intangibles(page);
  write_firm(page);
  write_assumptions(page);
  write_provenance(page);
  write_disclaimers(page);
  page.out.close();
}

}  // namespace

}  // namespace html

std::string to_html(const book::Underwriting& underwriting, const HtmlOptions& options) {
  const Format format(options.language);
  Markup out;
  const html::Page page{out, format, underwriting};
  const std::string banner = underwriting.dossier.made_up ? format.say("ui.made_up_short") : "";
  out.raw("<!DOCTYPE html>\n");
  out.open("html",
           {{"lang", options.language == Language::kChinese ? "zh-CN" : "en"}, {"id", "top"}});
  out.open("head");
  out.empty("meta", {{"charset", "utf-8"}});
  out.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  // Nothing may be fetched and nothing may run, whatever a document smuggled into its words.
  out.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                     {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
  out.empty("meta", {{"name", "generator"}, {"content", underwriting.provenance.software}});
  out.leaf("title", format.say("ui.label_value",
                               {format.say("ui.report_kind"), underwriting.dossier.firm.name}));
  out.raw("<style>\n").raw(html::style_sheet()).raw("</style>\n");
  out.close();
  out.open("body", {{"data-made-up", banner}});
  html::write_body(page, options);
  out.close().close();
  return out.take();
}

}  // namespace pignus::report
