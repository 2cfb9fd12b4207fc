// Some rights appraised: from their facts and what is known of markets to their appraisals.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/compare.h"
#include "fleet/shard_result.h"
#include "fleet/work.h"
#include "underwriting/appraise_alone.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kAppraise = "appraise";
inline constexpr std::string_view kRightsFormat = "pignus.rights/1";

/// {"format":"pignus.rights/1"}, the rights (rights_lines.h), {"end":{"rights":…}}.
[[nodiscard]] Status write_rights_file(const disclosure::FactsByRight& rights,
                                       const fleet::ResultSink& sink);
/// Inverse of write_rights_file(): kInvalidInput, with line and member, for anything else.
[[nodiscard]] Result<disclosure::FactsByRight> parse_rights_file(std::string_view text,
                                                                 const std::string& file);

/// `rights`: the keys asked for, in the order of the answers.
Json appraise_parameters(const underwriting::AppraiseOptions& options,
                         const std::vector<registers::RightId>& rights);

/// Two inputs, rights and a market (market_lines.h). Canonical JSON: a list with an appraisal
/// (report/json.h) for each right asked for.
[[nodiscard]] Result<std::string> appraise_rights(const fleet::InputFiles& inputs,
                                                  const Json& parameters);

}  // namespace pignus::fleetwork
