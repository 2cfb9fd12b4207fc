// Bounds on what one run may use: the table [limits] of the configuration, each with a default and
// with bounds of its own that no configuration passes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pignus::cli {

enum class LimitKind { kBytes, kSeconds, kCount };

struct LimitRule {
  std::string_view name;  ///< "file_size"; as a setting "limits.file_size"
  LimitKind kind = LimitKind::kBytes;
  std::uint64_t otherwise = 0;  ///< the default
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};
const std::vector<LimitRule>& limit_rules();
/// By the setting's name, "limits.file_size"; nullptr where there is none.
const LimitRule* limit_rule(std::string_view setting);

/// nullopt: no amount of that kind.
std::optional<std::uint64_t> parse_limit(const LimitRule& rule, std::string_view text);
/// "64 MiB", "60 s", "5"
std::string limit_text(const LimitRule& rule, std::uint64_t amount);

}  // namespace pignus::cli
