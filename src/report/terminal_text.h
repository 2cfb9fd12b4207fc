// Lines, columns and colours of a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/format.h"

namespace pignus::report::terminal {

/// Columns a text takes: wide characters two, combining marks none.
int display_width(std::string_view text);
/// Lines of at most `width` columns, broken where the script allows (between words; between Chinese
/// characters). A piece that has no such place and is too long stands alone on its line.
std::vector<std::string> wrap(std::string_view text, int width);
/// Cut to `width` columns with "…" when longer.
std::string shorten(std::string_view text, int width);

enum class Tone { kPlain, kStrong, kMuted, kGood, kDoubtful, kBad };

enum class Align { kLeft, kRight };

constexpr int kFlexible = -1;

struct Column {
  std::string head;
  Align align = Align::kLeft;
  int width_max = 0;  ///< cells are cut to it; 0: as wide as they are; kFlexible: what is left
};

/// Collects the text.
class Screen {
 public:
  Screen(const Format& format, int width, bool colour);

  const Format& format() const { return format_; }
  int width() const { return width_; }

  void blank();
  void heading(std::string_view text);
  /// Wrapped, every line after `indent` blanks.
  void paragraph(std::string_view text, int indent = 0, Tone tone = Tone::kPlain);
  /// "lead text", wrapped, continued under the text.
  void item(std::string_view lead, std::string_view text, int indent = 2, Tone tone = Tone::kPlain);
  /// "label   value", the value in a column of its own.
  void field(std::string_view label, std::string_view value);
  /// Rows of cells; a row shorter than the columns is filled up with empty cells.
  void table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows);

  std::string take() { return std::move(out_); }

 private:
  void line(std::string_view text, Tone tone);

  const Format& format_;
  int width_;
  bool colour_;
  std::string out_;
};

}  // namespace pignus::report::terminal
