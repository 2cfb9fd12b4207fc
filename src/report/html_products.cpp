// Which offered right speaks of each product that the dossier describes, by words.
#include <algorithm>

#include "report/html_parts.h"

namespace pignus::report::html {

namespace {

constexpr std::size_t kWordsShown = 8;

std::vector<std::string> first_words(const std::vector<std::string>& words) {
  return {words.begin(),
          words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), kWordsShown))};
}

void speaking_rights(const Page& page, const book::ProductCoverage& coverage) {
  page.out.open("table");
  table_head(page, {"ui.right", "ui.title_of_right", "ui.words_found#", "ui.words_missing"});
  page.out.open("tbody");
  for (const book::SpeakingRight& right : coverage.rights) {
    page.out.open("tr").leaf("th", right.right.value, {{"scope", "row"}, {"class", "number"}});
    cell(page, right.title);
    cell(page, page.format.percent(right.words_found), "figure");
    cell(page, page.format.join(first_words(right.words_missing)));
    page.out.close();
  }
  page.out.close().close();
}

}  // namespace

void write_products(const Page& page) {
  if (page.underwriting.coverage.empty()) {
    return;
  }
  const Format& format = page.format;
  page.out.open("section", {{"id", "products"}}).leaf("h2", page.say("ui.products"));
  page.out.leaf("p", page.say("ui.products_note"), {{"class", "source"}});
  for (const book::ProductCoverage& coverage : page.underwriting.coverage) {
    page.out.leaf("h3", coverage.product);
    if (!coverage.unknown.empty()) {
      page.out.leaf("p", page.say(coverage.unknown), {{"class", "alert"}});
      continue;
    }
    if (coverage.thin) {
      page.out.leaf("p", format.say("ui.coverage_thin", {format.count(coverage.texts)}),
                    {{"class", "alert"}});
    }
    if (coverage.without_text > 0) {
      page.out.leaf("p", format.say("ui.coverage_without", {format.count(coverage.without_text)}));
    }
    speaking_rights(page, coverage);
  }
  page.out.close();
}

}  // namespace pignus::report::html
