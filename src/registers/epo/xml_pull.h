// A pull scanner over one XML record in place: start tags, their attributes and raw contents as
// views into the record, nothing copied and no tree. For records of bulk files whose markup is
// plain: no comment, CDATA section or declaration (CutRecord::plain, else plain_markup first).
//
// It checks that tags nest and close, not all that XML demands. Prefixes are left out of names.
//
//   XmlPull pull(record);
//   if (pull.open()) {                      // the root
//     while (pull.open()) {                 // each child, in order
//       if (pull.name() == "title") text = pull.inner(); else pull.skip();
//     }
//   }
//   if (pull.broken()) …
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace pignus::registers {

class XmlPull {
 public:
  explicit XmlPull(std::string_view text) : text_(text) {}

  /// Goes to the next start tag within the open element and opens it. False: the open element has
  /// ended, or the text is broken. An opened element is ended by open() until false, by inner() or
  /// by skip().
  bool open();
  /// Local name of the element opened last.
  std::string_view name() const { return name_; }
  /// Raw value of an attribute of the element opened last, "" where it has none.
  std::string_view attribute(std::string_view name) const;
  /// Raw contents of the element opened last, markup of children included; ends it.
  std::string_view inner();
  /// Ends the element opened last, whatever it holds.
  void skip();

  bool broken() const { return broken_; }
  /// Where the scan stands, or where it broke.
  std::size_t offset() const { return at_; }

 private:
  static constexpr std::size_t kDepthMax = 64;

  bool read_start_tag();
  bool read_end_tag();
  /// Position of the "</name" that ends the element opened last; npos when there is none.
  std::size_t find_end() const;
  void break_off() { broken_ = true; }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view name_;
  std::string_view attributes_;
  std::array<std::string_view, kDepthMax> open_{};  ///< qualified names
  std::size_t depth_ = 0;
  bool empty_ = false;  ///< the element opened last was "<name/>"
  bool broken_ = false;
};

}  // namespace pignus::registers
