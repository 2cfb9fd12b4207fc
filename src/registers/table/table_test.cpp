#include "registers/table/table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registers/table/sheet_program.h"
#include "support/made_up_sheet.h"

namespace pignus::registers {
namespace {

std::vector<std::string> texts(const TableRow& row) {
  std::vector<std::string> out;
  for (const TableCell& cell : row.cells) out.push_back(cell.text);
  return out;
}

TEST(Table, DelimitedTextAsTheWorldWritesIt) {
  TableOptions options;
  options.delimiter = ';';
  options.rows_skipped = 1;
  const auto table = parse_table(
      "a title\r\nName;Rate;Rate;\r\n\"A;\"\"B\"\"\nC\";1,5;2;\r\n\r\nlone \" quote;3\r\n", "t.csv",
      options);
  ASSERT_TRUE(table) << describe(table.error());
  EXPECT_EQ(table->columns, (std::vector<std::string>{"Name", "Rate", "Rate#3", "4"}));
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(texts(table->rows[0]), (std::vector<std::string>{"A;\"B\"\nC", "1,5", "2", ""}));
  EXPECT_EQ(table->rows[0].number, 3U);
  EXPECT_EQ(texts(table->rows[1]), (std::vector<std::string>{"lone \" quote", "3"}));
  EXPECT_EQ(table->rows[1].number, 6U);
  EXPECT_EQ(table->column("#2"), 1);
  EXPECT_EQ(table->column("#9"), -1);
  EXPECT_EQ(table->column("#"), -1);
  EXPECT_EQ(table->above.size(), 1U);
}

TEST(Table, EncodingsAreNamedOrRefused) {
  TableOptions options;
  const auto refused = parse_table("a,b\nx,\xFC\n", "t.csv", options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where.record, 2U);
  options.encoding = "windows-1252";
  const auto table = parse_table("a,b\nx,\xFC\n", "t.csv", options);
  ASSERT_TRUE(table) << describe(table.error());
  EXPECT_EQ(table->rows[0].cells[1].text, "\xC3\xBC");
  options.encoding = "no such thing";
  EXPECT_EQ(parse_table("a,b\n", "t.csv", options).error().code, ErrorCode::kUnsupported);
}

TEST(Table, JsonListsNestAndMayLackNames) {
  TableOptions options;
  options.records = "result.items";
  const auto table = parse_table(
      R"({"result":{"items":[{"a":1.5,"who":[{"name":"X"},{"name":"Y"}]},{"b":{"c":true},"a":null}]}})",
      "t.json", options);
  ASSERT_TRUE(table) << describe(table.error());
  EXPECT_EQ(table->columns, (std::vector<std::string>{"a", "who.name", "b.c"}));
  EXPECT_EQ(table->rows[0].cells[0].text, "1.5");
  EXPECT_TRUE(table->rows[0].cells[0].typed);
  EXPECT_EQ(table->rows[0].cells[1].text, std::string("X") + kListMark + "Y");
  EXPECT_EQ(table->rows[1].cells[2].text, "true");
  EXPECT_EQ(table->rows[1].cells[0].text, "");
  options.records = "result.none";
  EXPECT_EQ(parse_table(R"({"result":{}})", "t.json", options).error().code, ErrorCode::kNotFound);
  options.records = "result";
  EXPECT_EQ(parse_table(R"({"result":{}})", "t.json", options).error().code,
            ErrorCode::kInvalidInput);
}

TEST(Table, BoundsAreKept) {
  TableLimits limits;
  limits.columns_max = 2;
  EXPECT_EQ(parse_table("a,b,c\n", "t", {}, limits).error().code, ErrorCode::kLimitExceeded);
  limits = {};
  limits.rows_max = 1;
  EXPECT_EQ(parse_table("a\n1\n2\n", "t", {}, limits).error().code, ErrorCode::kLimitExceeded);
  limits = {};
  limits.cell_bytes_max = 3;
  EXPECT_EQ(parse_table("a\nlong one\n", "t", {}, limits).error().code, ErrorCode::kLimitExceeded);
}

TEST(Table, SheetsComeThroughTheProgram) {
  using testing::biff;
  using testing::le;
  using testing::place;
  const auto label = [](unsigned row, unsigned column, const std::string& text) {
    return biff(0x204, place(row, column, 0) + le(text.size(), 2) + le(0, 1) + text);
  };
  const std::string bytes = testing::compound_file(
      testing::workbook_stream("Rates", {},
                               label(0, 0, "a title") + label(2, 0, "Item") + label(2, 1, "Rate") +
                                   label(3, 0, "Pumps") + biff(0x203, place(3, 1, 0) + le(0.08))));
  TableOptions options;
  options.header_begins = "Item";
  const auto table = parse_table(bytes, "t.xls", options);
  ASSERT_TRUE(table) << describe(table.error());
  EXPECT_EQ(table->columns, (std::vector<std::string>{"Item", "Rate"}));
  EXPECT_EQ(table->rows[0].number, 4U);
  EXPECT_EQ(table->rows[0].cells[1].text, "0.08");
  EXPECT_TRUE(table->rows[0].cells[1].typed);
  options.sheet = "Other";
  EXPECT_EQ(parse_table(bytes, "t.xls", options).error().code, ErrorCode::kNotFound);
  options.kind = TableKind::kSheet;
  EXPECT_FALSE(parse_table("no spreadsheet", "t.xls", options));
  EXPECT_FALSE(parse_table(bytes.substr(0, 700), "t.xls", options));
}

TEST(SheetProgram, IsStoppedWhenItPrintsTooMuch) {
  std::string cells;
  for (unsigned row = 0; row < 2000; ++row) {
    cells += testing::biff(0x203, testing::place(row, 0, 0) + testing::le(0.5));
  }
  SheetProgramLimits limits;
  limits.printed_bytes_max = 1000;
  std::string stream = testing::workbook_stream("S", {}, cells);
  stream.resize(60'000);  // one sector of table holds no more
  const auto printed = run_sheet_program(testing::compound_file(stream), "t.xls", limits);
  ASSERT_FALSE(printed);
  EXPECT_EQ(printed.error().code, ErrorCode::kLimitExceeded);
}

RC_GTEST_PROP(TableProperty, WhatIsQuotedComesBack, ()) {
  const auto cells = *rc::gen::container<std::vector<std::string>>(
      3, rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab\",;\n'"))));
  std::string text = "x;y;z\n";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text += i == 0 ? "\"" : ";\"";
    for (const char c : cells[i]) text += c == '"' ? "\"\"" : std::string(1, c);
    text += '"';
  }
  text += "\nend;;\n";
  TableOptions options;
  options.delimiter = ';';
  options.kind = TableKind::kDelimited;
  const auto table = parse_table(text, "t", options);
  RC_ASSERT(table.has_value());
  RC_ASSERT(texts(table->rows.back()).front() == "end");
  if (table->rows.size() == 2) RC_ASSERT(texts(table->rows.front()) == cells);
}

}  // namespace
}  // namespace pignus::registers
