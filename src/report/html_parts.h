// The sections of the HTML report; html.cpp puts them together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "book/underwriting.h"
#include "report/format.h"
#include "report/markup.h"

namespace pignus::report::html {

/// What every section writes to and reads from.
struct Page {
  Markup& out;
  const Format& format;
  const book::Underwriting& underwriting;

  AsOf as_of() const { return underwriting.provenance.as_of; }
  Currency currency() const { return underwriting.dossier.currency; }
  std::string say(std::string_view key) const { return format.say(key); }
};

std::string_view style_sheet();

// First page.
void write_decision(const Page& page);
void write_key_figures(const Page& page);
void write_conditions(const Page& page);
// The evidence.
void write_findings(const Page& page);
void write_overview(const Page& page);
/// Nothing where no right stands behind the loan.
void write_overlap(const Page& page);
/// US dossiers only: nothing otherwise.
void write_perfection(const Page& page);
void write_loss(const Page& page);
void write_right(const Page& page, std::size_t index);
void write_scorecards(const Page& page, const book::Appraisal& appraisal);
void write_trends(const Page& page, const book::Appraisal& appraisal);
/// Dossiers that describe a product only.
void write_products(const Page& page);
/// Verdict of one rule set and what it objects to.
void write_eligibility(const Page& page, const book::Eligibility& eligibility);
void write_firm(const Page& page);
// What it rests on.
void write_assumptions(const Page& page);
void write_provenance(const Page& page);
void write_disclaimers(const Page& page);

/// A term and its value in a <dl>.
void pair(const Page& page, std::string_view key, const std::string& value);
/// <thead> with one column a message key; a key that ends in '#' is a column of figures.
void table_head(const Page& page, const std::vector<std::string>& keys);
/// A cell; "" gives an empty one.
void cell(const Page& page, const std::string& text, const std::string& style = "");
/// Word with the mark of its kind: severity, verdict, grade.
void tag(const Page& page, const std::string& text, const std::string& style);
/// Source and grade of what was used.
void evidence_cells(const Page& page, const standards::Evidence& evidence);
/// Numbers of rights, linked to where they stand; folded away where they are many.
void rights_list(const Page& page, const std::vector<book::ConcernedRight>& rights);
/// Inputs with value, unit, source and grade.
void inputs_table(const Page& page, const std::vector<book::Input>& inputs);

}  // namespace pignus::report::html
