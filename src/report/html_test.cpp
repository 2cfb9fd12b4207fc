#include "report/html.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <regex>

#include "core/utf8.h"
#include "report/charts.h"
#include "report/safe_text.h"
#include "report/testdata/sample_underwriting.h"

namespace pignus::report {
namespace {

/// Every element that opens also closes, in order.
void expect_well_formed(const std::string& html) {
  static const std::regex kTag(R"re(<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|[^">])*?)(/?)>)re");
  const std::size_t style = html.find("</style>");
  ASSERT_NE(style, std::string::npos);
  std::vector<std::string> open{"html", "head", "style"};
  for (std::sregex_iterator at(html.begin() + static_cast<std::ptrdiff_t>(style), html.end(), kTag),
       end;
       at != end; ++at) {
    if ((*at)[1].length() > 0) {
      ASSERT_FALSE(open.empty());
      ASSERT_EQ(open.back(), (*at)[2].str()) << at->prefix().str().substr(0, 200);
      open.pop_back();
    } else if ((*at)[4].length() == 0) {
      open.push_back((*at)[2].str());
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(Html, HostileWordsStayWords) {
  const std::string html = to_html(testing::sample_underwriting(), Language::kEnglish);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(&#39;x&#39;)"), std::string::npos);
  EXPECT_EQ(html.find("\" onload="), std::string::npos);
  EXPECT_EQ(html.find('\x1b'), std::string::npos);
  EXPECT_EQ(html.find("\u202E"), std::string::npos);
  EXPECT_EQ(first_invalid_utf8(html), std::string::npos);
  expect_well_formed(html);
}

TEST(Html, AsksForNothingFromElsewhere) {
  const std::string html = to_html(testing::sample_underwriting(), Language::kChinese);
  for (const char* word : {"http://", "https://", "src=", "url(", "@import", "<link"}) {
    EXPECT_EQ(html.find(word), std::string::npos) << word;
  }
  EXPECT_NE(html.find("default-src &#39;none&#39;"), std::string::npos);
}

TEST(Html, ListsWhereTheRegistersDisagree) {
  book::Underwriting all = testing::sample_underwriting();
  registers::RightFacts& facts = all.rights.front().facts;
  registers::RightRecord other = facts.records.front();
  other.filing_date = *RegisterDate::parse("1990-02-03");
  other.source.file = "exchange.xml";
  other.source.registry = "docdb";
  facts.records.push_back(other);
  facts.merge();
  const std::string html = to_html(all, Language::kEnglish);
  EXPECT_NE(html.find("Where the registers disagree"), std::string::npos);
  EXPECT_NE(html.find("exchange.xml"), std::string::npos);
  expect_well_formed(html);
}

TEST(Html, SaysFirstWhetherTheCaseIsInvented) {
  book::Underwriting all = testing::sample_underwriting();
  const std::string made_up = "invented.</p>";
  EXPECT_NE(to_html(all, Language::kEnglish).find(made_up), std::string::npos);
  all.dossier.made_up = false;
  const std::string real = to_html(all, Language::kEnglish);
  EXPECT_EQ(real.find(made_up), std::string::npos);
  EXPECT_EQ(real.find("data-made-up=\""), std::string::npos);
}

TEST(Html, AnEmptyUnderwritingIsStillADocument) {
  book::Underwriting empty;
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const std::string html = to_html(empty, language);
    expect_well_formed(html);
    EXPECT_EQ(html.find("ui."), std::string::npos) << html.substr(html.find("ui."), 80);
  }
}

TEST(Html, UnknownIsSaid) {
  const std::string html = to_html(testing::sample_underwriting(), Language::kEnglish);
  // The firm's default probability and half of its accounts are unknown in the sample.
  EXPECT_NE(html.find("<dt>Default within a year</dt>\n<dd>unknown"), std::string::npos);
  EXPECT_NE(html.find("Total assets</th><td class=\"figure\">unknown</td>"), std::string::npos);
  EXPECT_NE(html.find("Book equity</th><td class=\"figure\">CNY\u00A00</td>"), std::string::npos);
  EXPECT_NE(html.find("No register at hand has a record of this right"), std::string::npos);
}

TEST(Html, ShowsTheTrueBesideTheKnown) {
  book::RightFile file = testing::sample_right();
  const Format format(Language::kEnglish);
  const Date day = testing::day("2022-06-01");
  file.liens.liens.resize(1);  // released 2022-03-01, on record since 2022-12-20
  const auto gap = [](const std::string& chart) { return chart.find("lien gap"); };
  EXPECT_NE(gap(timeline_chart(format, file, {day, day})), std::string::npos);
  file.liens.liens[0].release_recorded = file.liens.liens[0].release_executed;
  EXPECT_EQ(gap(timeline_chart(format, file, {day, day})), std::string::npos);
}

RC_GTEST_PROP(SafeText, AnyBytesBecomePlainText, (const std::string& bytes)) {
  const std::string safe = escape_markup(bytes);
  RC_ASSERT(first_invalid_utf8(safe) == std::string::npos);
  for (const char c : safe) {
    RC_ASSERT(c != '<' && c != '>' && c != '"' && c != '\'' && (c < 0 || c >= 0x20));
  }
}

TEST(SafeText, LeavesWordsAlone) {
  EXPECT_EQ(safe_text("专利 Ω é\n\tx"), "专利 Ω é  x");
  EXPECT_EQ(safe_text("a\x1b[2Jb\xC3"), "a\uFFFD[2Jb\uFFFD");
}

}  // namespace
}  // namespace pignus::report
