// Text of labelled fields, "key:value;", in records: the shape of CNIPA's legal status and of the
// gazette's records of pledges and licences. Colons and semicolons may be of full or half width;
// keys may repeat; a status word may stand right before the first key.
//
// A record begins at a line that begins with "#", at a heading (a line that is only a status word,
// with or without its code), at the day of announcement when the record already has one, or, after
// an empty line, at a patent number or a day of announcement. Lines of a patent number or an
// announcement day that stand before any record hold for those after them, until another such line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pignus::registers {

struct LabelledRecord {
  std::string heading;  ///< status word or code of a heading, or of the description
  std::vector<std::pair<std::string, std::string>> fields;  ///< key, value; in order
  std::string context_number;                               ///< patent number of a line before, ""
  std::string context_announcement;  ///< day of announcement of a line before, ""
  std::uint64_t line = 0;            ///< where it begins, from 1

  /// The value of the first of these keys that is there and not empty; "".
  std::string first(std::initializer_list<std::string_view> keys) const;
};

inline constexpr std::size_t kLabelledFieldsMax = 2'000;

/// Records in order. A record of more than kLabelledFieldsMax fields is cut there; `cut` counts.
std::vector<LabelledRecord> labelled_records(std::string_view text, std::uint64_t& cut);

/// Keys that hold a patent number, and a day of announcement.
bool is_number_key(std::string_view key);
bool is_announcement_key(std::string_view key);

}  // namespace pignus::registers
