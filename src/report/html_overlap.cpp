// What the rights behind the loan are worth together, and what overlap takes away.
#include "report/html_parts.h"
#include "report/overlap_text.h"

namespace pignus::report::html {

namespace {

void sums_row(const Page& page, std::string_view key, const book::OverlapSums& sums) {
  page.out.open("tr").leaf("th", page.say(key), {{"scope", "row"}});
  for (const double amount :
       {sums.added, sums.added - sums.net, sums.net, sums.net_at_greatest, sums.net_at_least}) {
    cell(page, page.format.figure(amount), "figure");
  }
  page.out.close();
}

void write_sums(const Page& page, const book::PortfolioOverlap& overlap) {
  page.out.open("table");
  table_head(page, {"overlap.basis", "overlap.added#", "overlap.taken#", "overlap.net#",
                    "overlap.at_greatest#", "overlap.at_least#"});
  page.out.open("tbody");
  sums_row(page, "overlap.going_concern", overlap.value);
  sums_row(page, "overlap.forced_sale", overlap.liquidation);
  page.out.close().close();
}

void write_group(const Page& page, const book::OverlapGroup& group) {
  const Format& format = page.format;
  page.out.open("article").leaf("h3", group_name(format, group));
  page.out.open("p").text(group_reason(format, group));
  rights_list(page, group.rights);
  page.out.close();
  page.out.leaf(
      "p",
      format.say("ui.label_value", {page.say("overlap.share"), group_degree(format, group)}) +
          " · " +
          (group.degree_stated || !group.name.empty() ? group.overlap.evidence.source
                                                      : page.say("overlap.by_register")),
      {{"class", "source"}});
  page.out.open("table");
  table_head(page, {"overlap.basis", "overlap.added#", "overlap.taken#", "overlap.net#",
                    "overlap.at_greatest#", "overlap.at_least#"});
  page.out.open("tbody");
  sums_row(page, "overlap.going_concern", group.value);
  sums_row(page, "overlap.forced_sale", group.liquidation);
  page.out.close().close().close();
}

void write_parts(const Page& page, const book::PortfolioOverlap& overlap) {
  const Format& format = page.format;
  page.out.open("table").open("thead").open("tr").leaf("th", page.say("ui.right"),
                                                       {{"scope", "col"}});
  for (const char* basis : {"overlap.going_concern", "overlap.forced_sale"}) {
    for (const char* column : {"overlap.alone", "overlap.part"}) {
      page.out.leaf("th", format.say(column, {page.say(basis)}),
                    {{"scope", "col"}, {"class", "figure"}});
    }
  }
  page.out.close().close().open("tbody");
  for (const book::OverlapPart& part : overlap.parts) {
    page.out.open("tr").leaf("th", part.right.stated_number,
                             {{"scope", "row"}, {"class", "number"}});
    for (const double amount :
         {part.value_single, part.value_net, part.liquidation_single, part.liquidation_net}) {
      cell(page, format.figure(amount), "figure");
    }
    page.out.close();
  }
  page.out.close().close();
}

}  // namespace

void write_overlap(const Page& page) {
  const book::PortfolioOverlap& overlap = page.underwriting.overlap;
  if (overlap.parts.empty()) {
    return;
  }
  const Format& format = page.format;
  page.out.open("section", {{"id", "overlap"}}).leaf("h2", page.say("overlap.title"));
  page.out.leaf("p", format.say("overlap.intro", {std::string(page.currency().code())}),
                {{"class", "intro"}});
  write_sums(page, overlap);
  if (overlap.groups.empty()) {
    page.out.leaf("p", page.say("overlap.no_groups"));
  }
  if (overlap.family_unknown > 0) {
    page.out.leaf("p", format.say("overlap.family_unknown", {format.count(overlap.family_unknown)}),
                  {{"class", "source"}});
  }
  for (const book::OverlapGroup& group : overlap.groups) {
    write_group(page, group);
  }
  if (!overlap.groups.empty()) {
    write_parts(page, overlap);
  }
  page.out.close();
}

}  // namespace pignus::report::html
