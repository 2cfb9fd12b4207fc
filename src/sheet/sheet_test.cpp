#include "sheet/sheet.h"

#include <gtest/gtest.h>

#include "support/made_up_sheet.h"

namespace pignus::sheet {
namespace {

using testing::biff;
using testing::compound_file;
using testing::le;
using testing::place;
using testing::workbook_stream;
using testing::xlsx_of;

struct Reading {
  Status status;
  std::vector<std::string> sheets;
  std::map<std::uint64_t, std::vector<Cell>> rows;
};

Reading read(const std::string& bytes, const SheetLimits& limits = {}) {
  Reading reading;
  reading.status = read_sheets(
      bytes,
      [&](const std::string& sheet, std::uint64_t row, const std::vector<Cell>& cells) {
        if (reading.sheets.empty() || reading.sheets.back() != sheet) {
          reading.sheets.push_back(sheet);
        }
        reading.rows[row] = cells;
        return true;
      },
      limits);
  return reading;
}

Cell text(const std::string& value) {
  return {CellKind::kText, value, 0};
}
Cell number(double value) {
  return {CellKind::kNumber, "", value};
}

/// "Pump" as it stands in the table of shared texts.
std::string shared(const std::string& word) {
  return le(word.size(), 2) + le(0, 1) + word;
}

TEST(Xls, ReadsEveryKindOfCell) {
  const std::string texts =
      le(3, 4) + le(2, 4) + shared("Pump") + le(2, 2) + le(1, 1) + le(0x6CF5, 2) + le(0x0041, 2);
  const std::string cells =
      biff(0xFD, place(0, 0, 0) + le(0, 4)) + biff(0xFD, place(0, 1, 0) + le(1, 4)) +
      biff(0x203, place(1, 0, 0) + le(0.08)) + biff(0x27E, place(1, 1, 0) + le(12 << 2 | 2, 4)) +
      biff(0x27E, place(1, 2, 0) + le(1234U << 2 | 3, 4)) +
      biff(0x203, place(1, 3, 1) + le(45662.0)) +
      biff(0xBD, le(2, 2) + le(1, 2) + le(0, 2) + le(1 << 2 | 2, 4) + le(0, 2) + le(2 << 2 | 2, 4) +
                     le(2, 2)) +
      // formulas: a number, a text in the record after, a flag, an error
      biff(0x06, place(3, 0, 0) + le(0.5) + le(0, 6)) +
      biff(0x06, place(3, 1, 0) + std::string("\0\0\0\0\0\0\xFF\xFF", 8) + le(0, 6)) +
      biff(0x207, le(2, 2) + le(0, 1) + "ok") +
      biff(0x06, place(3, 2, 0) + std::string("\1\0\1\0\0\0\xFF\xFF", 8) + le(0, 6)) +
      biff(0x06, place(3, 3, 0) + std::string("\2\0\x2A\0\0\0\xFF\xFF", 8) + le(0, 6)) +
      biff(0x204, place(4, 0, 0) + le(3, 2) + le(0, 1) + "old");
  const Reading reading = read(compound_file(workbook_stream("Rates", {texts}, cells)));
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  EXPECT_EQ(reading.sheets, (std::vector<std::string>{"Rates"}));
  EXPECT_EQ(reading.rows.at(1), (std::vector{text("Pump"), text("\xE6\xB3\xB5"
                                                                "A")}));
  EXPECT_EQ(reading.rows.at(2), (std::vector{number(0.08), number(12), number(12.34),
                                             Cell{CellKind::kDate, "2025-01-05", 0}}));
  EXPECT_EQ(reading.rows.at(3), (std::vector{Cell{}, number(1), number(2)}));
  EXPECT_EQ(reading.rows.at(4), (std::vector{number(0.5), text("ok"), Cell{CellKind::kFlag, "", 1},
                                             Cell{CellKind::kError, "#N/A", 0}}));
  EXPECT_EQ(reading.rows.at(5), (std::vector{text("old")}));
}

TEST(Xls, TextsGoOnInTheNextRecordWithFlagsOfTheirOwn) {
  // Eight characters, three in the first record, the rest wide in the second.
  const std::vector<std::string> texts{le(1, 4) + le(2, 4) + le(8, 2) + le(0, 1) + "Pum",
                                       le(1, 1) + le('p', 2) + le('s', 2) + le(' ', 2) +
                                           le(0x6CF5, 2) + le('!', 2) + shared("next")};
  const std::string cells =
      biff(0xFD, place(0, 0, 0) + le(0, 4)) + biff(0xFD, place(0, 1, 0) + le(1, 4));
  const Reading reading = read(compound_file(workbook_stream("S", texts, cells)));
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  EXPECT_EQ(reading.rows.at(1), (std::vector{text("Pumps \xE6\xB3\xB5!"), text("next")}));
}

TEST(Xls, RefusesWhatItCannotRead) {
  EXPECT_EQ(read("plain text").status.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").status.error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(read(compound_file("x", "Notes")).status.error().code, ErrorCode::kNotFound);
  const std::string old = biff(0x809, le(0x500, 2) + le(5, 2));
  EXPECT_EQ(read(compound_file(old)).status.error().code, ErrorCode::kUnsupported);
  const std::string locked =
      biff(0x809, le(0x600, 2) + std::string(14, '\0')) + biff(0x2F, "key") + biff(0x0A, "");
  EXPECT_EQ(read(compound_file(locked)).status.error().code, ErrorCode::kUnsupported);
  const std::string no_text = biff(0xFD, place(0, 0, 0) + le(7, 4));
  EXPECT_EQ(read(compound_file(workbook_stream("S", {}, no_text))).status.error().code,
            ErrorCode::kInvalidInput);
}

TEST(Xls, CutAnywhereItIsAnErrorOrFewerCellsNeverACrash) {
  const std::string whole = compound_file(workbook_stream(
      "S", {le(1, 4) + le(1, 4) + shared("Pump")}, biff(0xFD, place(0, 0, 0) + le(0, 4))));
  for (std::size_t cut = 0; cut < whole.size(); cut += 37) {
    const Reading reading = read(whole.substr(0, cut));
    EXPECT_TRUE(!reading.status || reading.rows.size() <= 1);
  }
}

TEST(Xls, AChainThatBitesItsTailEnds) {
  std::string file = compound_file(std::string(5000, 'x'));
  file.replace(512 + 4 * 3, 4, le(2, 4));  // the second sector of the stream leads to the first
  EXPECT_FALSE(read(file).status);
}

std::map<std::string, std::string> parts() {
  return {
      {"xl/workbook.xml",
       "<x:workbook xmlns:x='m' xmlns:r='r'><x:sheets><x:sheet name='A &amp; B' sheetId='1' "
       "r:id='rId7'/></x:sheets></x:workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id='rId7' Target='worksheets/sheet1.xml'/></Relationships>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>Pump</t></si><si><r><t>two </t></r><r><t>runs</t></r></si></sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy\\-mm\\-dd'/></numFmts>"
       "<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/></cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml",
       "<worksheet><sheetData><row r='2'><c r='A2' t='s'><v>0</v></c><c r='C2' t='s'><v>1</v></c>"
       "</row><row><c><v>1.5</v></c><c s='1'><v>45662</v></c><c "
       "t='inlineStr'><is><t>in</t></is></c>"
       "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='str'><f>A1</f><v>made</v></c><c/></row>"
       "</sheetData></worksheet>"}};
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const Reading reading = read(xlsx_of(parts()));
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  EXPECT_EQ(reading.sheets, (std::vector<std::string>{"A & B"}));
  EXPECT_EQ(reading.rows.at(2), (std::vector{text("Pump"), Cell{}, text("two runs")}));
  EXPECT_EQ(reading.rows.at(3), (std::vector{number(1.5), Cell{CellKind::kDate, "2025-01-05", 0},
                                             text("in"), Cell{CellKind::kFlag, "", 1},
                                             Cell{CellKind::kError, "#N/A", 0}, text("made")}));
}

TEST(Xlsx, RefusesWhatIsDamagedOrTooLarge) {
  auto broken = parts();
  broken["xl/worksheets/sheet1.xml"] = "<worksheet>";
  EXPECT_EQ(read(xlsx_of(broken)).status.error().code, ErrorCode::kInvalidInput);
  broken = parts();
  broken.erase("xl/workbook.xml");
  EXPECT_EQ(read(xlsx_of(broken)).status.error().code, ErrorCode::kInvalidInput);
  SheetLimits limits;
  limits.expanded_bytes_max = 100;
  EXPECT_EQ(read(xlsx_of(parts()), limits).status.error().code, ErrorCode::kLimitExceeded);
  limits = {};
  limits.cells_max = 3;
  EXPECT_EQ(read(xlsx_of(parts()), limits).status.error().code, ErrorCode::kLimitExceeded);
}

TEST(SheetDates, CountAsSpreadsheetsDo) {
  EXPECT_EQ(iso_of_serial(1, false), "1900-01-01");
  EXPECT_EQ(iso_of_serial(59, false), "1900-02-28");
  EXPECT_EQ(iso_of_serial(60, false), "");
  EXPECT_EQ(iso_of_serial(61, false), "1900-03-01");
  EXPECT_EQ(iso_of_serial(45662.75, false), "2025-01-05");
  EXPECT_EQ(iso_of_serial(44200, true), "2025-01-05");
  EXPECT_EQ(iso_of_serial(0.5, false), "");
  EXPECT_EQ(iso_of_serial(1e9, false), "");
}

TEST(SheetDates, AreToldByTheFormat) {
  for (const char* format : {"yyyy\\-mm\\-dd", "d-mmm-yy", "[$-409]mmmm d, yyyy;@", "hh:mm"}) {
    EXPECT_TRUE(shows_dates(format)) << format;
  }
  for (const char* format : {"0.00", "General", "#,##0 \"days\"", "[Red]0.0%", "0\\d", "@"}) {
    EXPECT_FALSE(shows_dates(format)) << format;
  }
}

}  // namespace
}  // namespace pignus::sheet
