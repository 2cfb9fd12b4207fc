#include "report/terminal_text.h"

#include <algorithm>
#include <memory>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/check.h"
#include "report/safe_text.h"

namespace pignus::report::terminal {

namespace {

constexpr int kWidthMin = 60;
constexpr int kWidthMax = 160;
constexpr int kLabelWidth = 24;
constexpr int kFlexibleMin = 8;

int width_of(UChar32 c) {
  const int type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) {
    return 0;
  }
  const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}

int width_of(const icu::UnicodeString& text) {
  int width = 0;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    width += width_of(text.char32At(at));
  }
  return width;
}

icu::UnicodeString decoded(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string encoded(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string without_trailing_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string padded(const std::string& text, int width, Align align) {
  const int missing = std::max(width - display_width(text), 0);
  const std::string blanks(static_cast<std::size_t>(missing), ' ');
  return align == Align::kRight ? blanks + text : text + blanks;
}

const char* colour_code(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kStrong:
      return "\x1b[1m";
    case Tone::kMuted:
      return "\x1b[2m";
    case Tone::kGood:
      return "\x1b[32m";
    case Tone::kDoubtful:
      return "\x1b[33m";
    case Tone::kBad:
      return "\x1b[31m";
  }
  return "";
}

}  // namespace

int display_width(std::string_view text) {
  return width_of(decoded(text));
}

std::vector<std::string> wrap(std::string_view text, int width) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
  PIGNUS_CHECK(U_SUCCESS(status));
  const icu::UnicodeString whole = decoded(text);
  breaks->setText(whole);
  std::vector<std::string> lines;
  std::string line;
  int line_width = 0;
  std::int32_t begin = breaks->first();
  for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE;
       begin = end, end = breaks->next()) {
    const std::string piece = encoded(whole.tempSubStringBetween(begin, end));
    const int visible = display_width(without_trailing_blanks(piece));
    if (!line.empty() && line_width + visible > width) {
      lines.push_back(without_trailing_blanks(std::move(line)));
      line.clear();
      line_width = 0;
    }
    line += piece;
    line_width += display_width(piece);
  }
  lines.push_back(without_trailing_blanks(std::move(line)));
  return lines;
}

std::string shorten(std::string_view text, int width) {
  if (display_width(text) <= width) {
    return std::string(text);
  }
  const icu::UnicodeString whole = decoded(text);
  int used = 0;
  std::int32_t end = 0;
  while (end < whole.length() && used + width_of(whole.char32At(end)) <= width - 1) {
    used += width_of(whole.char32At(end));
    end = whole.moveIndex32(end, 1);
  }
  return without_trailing_blanks(encoded(whole.tempSubStringBetween(0, end))) + "…";
}

Screen::Screen(const Format& format, int width, bool colour)
    : format_(format), width_(std::clamp(width, kWidthMin, kWidthMax)), colour_(colour) {}

void Screen::line(std::string_view text, Tone tone) {
  const bool coloured = colour_ && tone != Tone::kPlain && !text.empty();
  out_ += coloured ? colour_code(tone) : "";
  out_ += text;
  out_ += coloured ? "\x1b[0m\n" : "\n";
}

void Screen::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) {
    out_ += '\n';
  }
}

void Screen::heading(std::string_view text) {
  blank();
  line(safe_text(text), Tone::kStrong);
}

void Screen::paragraph(std::string_view text, int indent, Tone tone) {
  for (const std::string& part : wrap(safe_text(text), width_ - indent)) {
    line(std::string(static_cast<std::size_t>(indent), ' ') + part, tone);
  }
}

void Screen::item(std::string_view lead, std::string_view text, int indent, Tone tone) {
  const std::string start = std::string(static_cast<std::size_t>(indent), ' ') + safe_text(lead);
  const int hang = display_width(start) + 1;
  std::string before = start + " ";
  for (const std::string& part : wrap(safe_text(text), width_ - hang)) {
    line(before + part, tone);
    before = std::string(static_cast<std::size_t>(hang), ' ');
  }
}

void Screen::field(std::string_view label, std::string_view value) {
  const std::string name = padded(safe_text(label), kLabelWidth, Align::kLeft);
  std::string before = "  " + name + " ";
  const int hang = display_width(before);
  for (const std::string& part : wrap(safe_text(value), width_ - hang)) {
    line(before + part, Tone::kPlain);
    before = std::string(static_cast<std::size_t>(hang), ' ');
  }
}

void Screen::table(const std::vector<Column>& columns,
                   const std::vector<std::vector<std::string>>& rows) {
  std::vector<int> widths;
  std::vector<std::vector<std::string>> cells(rows.size());
  int used = 2 * static_cast<int>(columns.size());  // the blanks before and between
  for (std::size_t c = 0; c < columns.size(); ++c) {
    int wide = display_width(columns[c].head);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::string text = c < rows[r].size() ? safe_text(rows[r][c]) : "";
      cells[r].push_back(columns[c].width_max > 0 ? shorten(text, columns[c].width_max) : text);
      wide = std::max(wide, display_width(cells[r].back()));
    }
    widths.push_back(wide);
    used += columns[c].width_max == kFlexible ? 0 : wide;
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].width_max == kFlexible) {
      widths[c] = std::min(widths[c], std::max(width_ - used, kFlexibleMin));
      for (std::vector<std::string>& row : cells) {
        row[c] = shorten(row[c], widths[c]);
      }
    }
  }
  const auto row_text = [&](const std::vector<std::string>& row) {
    std::string text = " ";
    for (std::size_t c = 0; c < columns.size(); ++c) {
      text +=
          " " + padded(row[c], widths[c], columns[c].align) + (c + 1 < columns.size() ? " " : "");
    }
    return shorten(without_trailing_blanks(std::move(text)), width_);
  };
  std::vector<std::string> heads;
  for (const Column& column : columns) {
    heads.push_back(column.head);
  }
  line(row_text(heads), Tone::kMuted);
  for (const std::vector<std::string>& row : cells) {
    line(row_text(row), Tone::kPlain);
  }
}

}  // namespace pignus::report::terminal
