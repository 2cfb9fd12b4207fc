#include "cli/limits.h"

#include <charconv>
#include <fmt/format.h>

#include "core/byte_count.h"

namespace pignus::cli {

namespace {

constexpr std::string_view kTable = "limits.";
constexpr std::uint64_t kKiB = std::uint64_t{1} << 10;
constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;
constexpr std::uint64_t kTiB = std::uint64_t{1} << 40;

}  // namespace

const std::vector<LimitRule>& limit_rules() {
  static const std::vector<LimitRule> kRules{
      {"file_size", LimitKind::kBytes, 64 * kGiB, kKiB, 16 * kTiB},
      {"expanded_size", LimitKind::kBytes, 256 * kGiB, kKiB, 16 * kTiB},
      // Beyond, readers would need three times as much memory, and no register has such a record.
      {"record_size", LimitKind::kBytes, 64 * kMiB, kKiB, 64 * kMiB},
      {"import_memory", LimitKind::kBytes, 2 * kGiB, 64 * kMiB, kTiB},
      {"disk_to_keep_free", LimitKind::kBytes, 256 * kMiB, 0, 1024 * kTiB},
      // pignus-sheet itself ends after 60 seconds of computing.
      {"child_seconds", LimitKind::kSeconds, 60, 1, 60},
      {"log_size", LimitKind::kBytes, 64 * kMiB, 4 * kKiB, 16 * kGiB},
      {"log_files", LimitKind::kCount, 5, 1, 1'000}};
  return kRules;
}

const LimitRule* limit_rule(std::string_view setting) {
  if (!setting.starts_with(kTable)) return nullptr;
  for (const LimitRule& rule : limit_rules()) {
    if (rule.name == setting.substr(kTable.size())) return &rule;
  }
  return nullptr;
}

std::optional<std::uint64_t> parse_limit(const LimitRule& rule, std::string_view text) {
  if (rule.kind == LimitKind::kBytes) return parse_byte_count(text);
  if (rule.kind == LimitKind::kSeconds && text.ends_with(" s")) text.remove_suffix(2);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string limit_text(const LimitRule& rule, std::uint64_t amount) {
  switch (rule.kind) {
    case LimitKind::kBytes:
      return byte_count_text(amount);
    case LimitKind::kSeconds:
      return fmt::format("{} s", amount);
    case LimitKind::kCount:
      break;
  }
  return std::to_string(amount);
}

}  // namespace pignus::cli
