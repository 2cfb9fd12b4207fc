#include "core/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus {
namespace {

TEST(Csv, ReadsQuotesCommentsAndLineEnds) {
  const auto table =
      parse_csv("\xEF\xBB\xBF# note\na,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\n3,\n", "t.csv").value();
  EXPECT_EQ(table.columns, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.at(table.rows[0], "b"), "x, \"y\"\nz");
  EXPECT_EQ(table.rows[1].line, 6U);
  EXPECT_EQ(table.at(table.rows[1], "b"), "");
  EXPECT_EQ(table.at(table.rows[1], "no such"), "");
}

TEST(Csv, NamesTheLineOfAnError) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"a,b\n1\n", "line 2 has 1 fields where the header has 2"},
      {"a,b\n1,\"2\n", "line 2 opens a quote that is never closed"},
      {"a,b\n1,2\"\n", "line 2 has a quote inside a field that is not quoted"},
      {"a,b\n1,\"2\"x\n", "line 2 has text after a closing quote"},
      {"a,a\n", "line 1 has the column \"a\" twice"},
      {"a,\n", "line 1 has a column without a name"},
      {"a\n\xC0\xAF\n", "line 2 is not UTF-8"},
      {std::string("a\nx\0y\n", 6), "line 2 has a NUL byte"},
      {"", "line 1 has no header row"},
      {"# only\n", "line 2 has no header row"}};
  for (const auto& [text, message] : rows) {
    const auto table = parse_csv(text, "t.csv");
    ASSERT_FALSE(table) << text;
    EXPECT_EQ(table.error().message, message);
    EXPECT_EQ(table.error().where.file, "t.csv");
  }
}

TEST(Csv, KeepsItsLimits) {
  EXPECT_EQ(parse_csv("a\n12345\n", "t", {100, 4, 4}).error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(parse_csv("a,b,c\n", "t", {100, 4, 2}).error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(parse_csv("a\n1\n", "t", {3, 4, 2}).error().code, ErrorCode::kLimitExceeded);
}

TEST(Csv, ChecksColumns) {
  const auto table = parse_csv("right,titel\n", "rights.csv").value();
  EXPECT_EQ(check_columns(table, {"right", "type"}, {"title"}).error().where.field, "type");
  EXPECT_EQ(check_columns(table, {"right"}, {"title"}).error().where.field, "titel");
  EXPECT_TRUE(check_columns(table, {"right"}, {"titel"}));
}

RC_GTEST_PROP(Csv, NeverCrashesOnBytes, (const std::string& bytes)) {
  const auto table = parse_csv(bytes, "t");
  RC_ASSERT(table.has_value() || !table.error().message.empty());
}

RC_GTEST_PROP(Csv, RoundTripsQuotedFields, ()) {
  const auto fields = *rc::gen::container<std::vector<std::string>>(
      3, rc::gen::container<std::string>(rc::gen::element('a', '"', ',', '\n', '\r', ' ')));
  std::string text = "a,b,c\n";
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::string quoted = "\"";
    for (const char c : fields[i]) {
      quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    text += quoted + "\"" + (i + 1 < fields.size() ? "," : "\n");
  }
  const auto table = parse_csv(text, "t");
  RC_ASSERT(table.has_value());
  RC_ASSERT(table->rows.size() == 1U);
  RC_ASSERT(table->rows[0].fields == fields);
}

}  // namespace
}  // namespace pignus
