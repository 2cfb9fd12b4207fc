// What is known of markets as JSON Lines, one file for all cases of a job:
//
//   {"format":"pignus.market/2"}
//   the deals, the figures that trends read (store/fact_lines.h)
//   the rights in them (fleetwork/rights_lines.h)
//   {"end":{"figures":…,"rights":…,"trades":…}}
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"
#include "fleet/shard_result.h"
#include "underwriting/market_facts.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kMarketFormat = "pignus.market/2";

[[nodiscard]] Status write_market(const underwriting::MarketFacts& market,
                                  const fleet::ResultSink& sink);

/// Inverse of write_market(): kInvalidInput, with line and member, for anything it does not write.
/// `file` names the text in errors.
[[nodiscard]] Result<underwriting::MarketFacts> parse_market(std::string_view text,
                                                             const std::string& file);
[[nodiscard]] Result<underwriting::MarketFacts> read_market(const std::filesystem::path& path);

}  // namespace pignus::fleetwork
