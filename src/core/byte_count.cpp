#include "core/byte_count.h"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "core/utf8.h"

namespace pignus {

namespace {

constexpr std::array<std::pair<std::string_view, unsigned>, 4> kUnits{
    {{"TiB", 40U}, {"GiB", 30U}, {"MiB", 20U}, {"KiB", 10U}}};

}  // namespace

std::optional<std::uint64_t> parse_byte_count(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string unit = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  if (unit.empty() || unit == "B") return number;
  for (const auto& [name, shift] : kUnits) {
    if (unit != name) continue;
    if (number > std::numeric_limits<std::uint64_t>::max() >> shift) return std::nullopt;
    return number << shift;
  }
  return std::nullopt;
}

std::string byte_count_text(std::uint64_t bytes) {
  for (const auto& [name, shift] : kUnits) {
    if (bytes < std::uint64_t{1} << shift) continue;
    const std::uint64_t whole = bytes >> shift;
    const std::uint64_t rest = bytes - (whole << shift);
    const std::uint64_t tenths = (rest >> (shift - 10U)) * 10 >> 10U;
    return tenths == 0 ? fmt::format("{} {}", whole, name)
                       : fmt::format("{}.{} {}", whole, tenths, name);
  }
  return fmt::format("{} B", bytes);
}

}  // namespace pignus
