// Whether a text is canonical JSON, in one walk and without building the value: the journal's
// entries are checked by the million. canonical_json(parse_json(text)) == text says the same,
// slowly.
#pragma once

#include <cstddef>
#include <string_view>

namespace pignus::journal {

inline constexpr int kDepthMax = 64;

/// A walk over canonical JSON (RFC 8785: keys in order and once, no white space, one spelling of
/// each text and number). Each function stops before what it refuses.
class CanonicalText {
 public:
  /// A text that is not valid UTF-8 counts as empty: nothing can be taken from it.
  explicit CanonicalText(std::string_view text);

  /// Takes exactly `literal`.
  bool take(std::string_view literal);
  /// Takes one value of any kind, nested no deeper than kDepthMax.
  bool take_value() { return value(0); }
  /// Takes a string; what stands between its quotes, as written.
  bool take_string(std::string_view& raw);
  std::string_view rest() const { return text_.substr(at_); }
  std::size_t position() const { return at_; }

 private:
  bool value(int depth);
  bool object(int depth);
  bool array(int depth);
  bool number();
  bool escape();

  std::string_view text_;
  std::size_t at_ = 0;
};

/// One canonical value, valid UTF-8, and nothing else.
bool is_canonical_json(std::string_view text);

}  // namespace pignus::journal
