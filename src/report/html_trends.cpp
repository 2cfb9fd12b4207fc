// Which trends moved a value, and which are not known.
#include <algorithm>

#include "report/html_parts.h"
#include "report/trend_words.h"

namespace pignus::report::html {

namespace {

void known_trends(const Page& page, const book::Appraisal& appraisal) {
  page.out.open("div", {{"class", "scroll"},
                        {"tabindex", "0"},
                        {"role", "region"},
                        {"aria-label", page.say("ui.trends")}});
  page.out.open("table");
  table_head(page, {"ui.trend", "ui.trend_observed", "ui.trend_moves", "ui.trend_change#",
                    "ui.source", "ui.grade"});
  page.out.open("tbody");
  for (const book::TrendEffect& effect : appraisal.trends) {
    if (!effect.unknown.empty()) {
      continue;
    }
    page.out.open("tr").leaf("th", trend_name(page.format, effect), {{"scope", "row"}});
    cell(page, trend_observed(page.format, effect));
    cell(page, trend_moved(page.format, effect));
    cell(page, trend_change(page.format, effect, appraisal.currency), "figure");
    evidence_cells(page, effect.evidence);
    page.out.close();
  }
  page.out.close().close().close();
  page.out.leaf("p", page.say("ui.trends_note"), {{"class", "source"}});
}

}  // namespace

void write_trends(const Page& page, const book::Appraisal& appraisal) {
  if (appraisal.trends.empty()) {
    return;
  }
  page.out.leaf("h4", page.say("ui.trends"));
  if (std::ranges::any_of(appraisal.trends,
                          [](const auto& effect) { return effect.unknown.empty(); })) {
    known_trends(page, appraisal);
  }
  for (const std::string& text : unknown_trends(page.format, appraisal.trends)) {
    page.out.leaf("p", text, {{"class", "source"}});
  }
}

}  // namespace pignus::report::html
