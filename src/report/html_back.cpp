// What the report rests on: assumptions, provenance, limits.
#include "report/html_parts.h"
#include "report/words.h"

namespace pignus::report::html {

namespace {

void write_stated_assumptions(const Page& page) {
  const std::vector<book::Assumption>& assumptions = page.underwriting.dossier.assumptions;
  if (assumptions.empty()) {
    page.out.leaf("p", page.say("ui.no_assumptions"));
    return;
  }
  page.out.leaf("h3", page.say("ui.assumptions_dossier")).open("table");
  table_head(page, {"ui.input", "ui.low#", "ui.mode#", "ui.high#", "ui.unit", "ui.source"});
  page.out.open("tbody");
  for (const book::Assumption& assumption : assumptions) {
    page.out.open("tr").leaf("th", input_word(page.format, assumption.name), {{"scope", "row"}});
    for (const double value : {assumption.low, assumption.mode, assumption.high}) {
      cell(page, page.format.number(value), "figure");
    }
    cell(page, unit_word(page.format, assumption.unit));
    cell(page, assumption.source, "source");
    page.out.close();
  }
  page.out.close().close();
}

void write_hashes(const Page& page, std::string_view key,
                  const std::map<std::string, std::string>& values) {
  page.out.leaf("h3", page.say(key));
  if (values.empty()) {
    page.out.leaf("p", page.say("ui.none"));
    return;
  }
  page.out.open("table", {{"class", "hashes"}}).open("tbody");
  for (const auto& [name, hash] : values) {
    page.out.open("tr").leaf("th", name, {{"scope", "row"}});
    cell(page, hash, "hash");
    page.out.close();
  }
  page.out.close().close();
}

/// A user's own weights: which, whose and since when.
void write_weight_sets(const Page& page, const std::vector<standards::WeightSet>& sets) {
  if (sets.empty()) {
    return;
  }
  page.out.leaf("h3", page.say("ui.weight_sets_used")).open("ul");
  for (const standards::WeightSet& set : sets) {
    page.out.leaf(
        "li", page.format.say(
                  "ui.weight_set_line",
                  {set.id, set.version, page.format.say("scorecard." + set.scorecard), set.scenario,
                   set.author, page.format.date(set.saved), set.evidence.source}));
  }
  page.out.close();
}

}  // namespace

void write_assumptions(const Page& page) {
  page.out.open("section", {{"id", "assumptions"}}).leaf("h2", page.say("ui.assumptions"));
  page.out.leaf("p", page.say("ui.assumptions_intro"), {{"class", "intro"}});
  write_stated_assumptions(page);
  page.out.leaf("h3", page.say("ui.inputs_used"));
  page.out.open("div", {{"class", "scroll"},
                        {"tabindex", "0"},
                        {"role", "region"},
                        {"aria-label", page.say("ui.inputs_used")}});
  inputs_table(page, all_inputs(page.underwriting));
  page.out.close().close();
}

void write_provenance(const Page& page) {
  const book::Provenance& provenance = page.underwriting.provenance;
  page.out.open("section", {{"id", "provenance"}}).leaf("h2", page.say("ui.provenance"));
  page.out.leaf("p", page.say("ui.provenance_intro"), {{"class", "intro"}});
  page.out.open("dl", {{"class", "facts"}});
  pair(page, "ui.software", provenance.software);
  pair(page, "ui.true_on", page.format.date(provenance.as_of.true_on));
  pair(page, "ui.known_by", page.format.date(provenance.as_of.known_by));
  pair(page, "ui.seed", std::to_string(provenance.seed));
  pair(page, "ui.paths", page.format.count(provenance.paths));
  page.out.close();
  write_weight_sets(page, provenance.weight_sets);
  write_hashes(page, "ui.hashes_inputs", provenance.inputs);
  write_hashes(page, "ui.hashes_standards", provenance.standards);
  page.out.close();
}

void write_disclaimers(const Page& page) {
  page.out.open("section", {{"class", "disclaimers"}}).leaf("h2", page.say("ui.limits"));
  page.out.open("ul");
  for (const char* key : {"ui.limit_advice", "ui.limit_records", "ui.limit_rank", "ui.limit_model",
                          "ui.limit_grade"}) {
    page.out.leaf("li", page.say(key));
  }
  page.out.close().close();
}

}  // namespace pignus::report::html
