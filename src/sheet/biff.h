// Inside of the .xls reader: records, and strings that run over several of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::sheet {

struct BiffRecord {
  std::uint32_t id = 0;
  std::string_view body;
};

/// Records one after another; ends quietly where the bytes do.
class BiffRecords {
 public:
  BiffRecords(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}
  bool next(BiffRecord& record);
  /// The next record without taking it.
  bool peek(BiffRecord& record) const;

 private:
  std::string_view stream_;
  std::size_t at_;
};

/// UTF-8 of a string of `count` characters with the flags byte before it; at most the bytes given.
std::string short_text(std::string_view bytes, std::size_t count_bytes);
/// UTF-8 of UTF-16 units; what pairs wrongly becomes U+FFFD.
std::string utf8_of(const std::vector<std::uint16_t>& units);
/// All strings of the shared table: the body of its record, then those that continue it.
[[nodiscard]] Result<std::vector<std::string>> shared_texts(
    const std::vector<std::string_view>& bodies, std::size_t text_bytes_max);

}  // namespace pignus::sheet
