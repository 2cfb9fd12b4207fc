// The sample report in every form and language, held against files in testdata/. After a change
// that is meant: PIGNUS_UPDATE_GOLDEN=1 report_test, look at the difference, commit it.
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

#include "core/file.h"
#include "report/html.h"
#include "report/json.h"
#include "report/terminal.h"
#include "report/testdata/sample_underwriting.h"

namespace pignus::report {
namespace {

void expect_golden(const std::string& name, const std::string& made) {
  const auto path = std::filesystem::path(PIGNUS_SOURCE_DIR) / "src/report/testdata" / name;
  if (std::getenv("PIGNUS_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(write_file_atomically(path, made));
  }
  const auto golden = read_file(path);
  ASSERT_TRUE(golden) << describe(golden.error());
  // EXPECT_EQ would print both files whole; the first difference is what one needs.
  std::size_t at = 0;
  while (at < made.size() && at < golden->size() && made[at] == (*golden)[at]) {
    ++at;
  }
  const std::size_t begin = at < 60 ? 0 : at - 60;
  EXPECT_TRUE(made == *golden) << name << " differs at byte " << at
                               << "\n  golden: " << golden->substr(begin, 160)
                               << "\n  made:   " << made.substr(begin, 160);
}

TEST(Golden, Json) {
  expect_golden("underwriting.json",
                to_json(testing::sample_underwriting()).dump(1, ' ', false) + "\n");
}

TEST(Golden, Html) {
  expect_golden("underwriting.en.html", to_html(testing::sample_underwriting(),
                                                {Language::kEnglish, "underwriting.zh.html"}));
  expect_golden("underwriting.zh.html", to_html(testing::sample_underwriting(),
                                                {Language::kChinese, "underwriting.en.html"}));
}

TEST(Golden, Terminal) {
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    TerminalOptions options;
    options.language = language;
    options.report_files = {"report/underwriting.html"};
    const std::string suffix = "." + std::string(name_of(language)) + ".txt";
    const book::RightFile file = testing::sample_right();
    const AsOf as_of = testing::sample_underwriting().provenance.as_of;
    expect_golden("underwriting" + suffix, to_terminal(testing::sample_underwriting(), options));
    expect_golden("show" + suffix, right_to_terminal("ZL201710911092.2", file, as_of, options));
    expect_golden("appraise" + suffix, appraisals_to_terminal({file.appraisal}, options));
    expect_golden("check" + suffix,
                  findings_to_terminal(testing::sample_underwriting().findings, options));
  }
}

}  // namespace
}  // namespace pignus::report
