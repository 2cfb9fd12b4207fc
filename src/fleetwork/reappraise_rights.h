// Some rights appraised before and again on a later day: from their facts and the markets of both
// days to what changed and why.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fleet/work.h"
#include "underwriting/reappraise.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kReappraise = "reappraise";

struct ReappraisedRight {
  registers::RightId id;
  Currency currency;
};

Json reappraise_parameters(const underwriting::ReappraiseOptions& options,
                           const std::vector<ReappraisedRight>& rights);

/// Four inputs: rights as known before and after (appraise_rights.h), markets before and after
/// (market_lines.h). Canonical JSON: a list with, for each right asked for, `right`, `title`,
/// `again` (`mean`, `sha256`), `aged`, `told` (means), `after` (value_json()), `legal` (each
/// `message`, `arguments`), `deals` (`before`, `after`).
[[nodiscard]] Result<std::string> reappraise_rights(const fleet::InputFiles& inputs,
                                                    const Json& parameters);

/// {"state","p5","p50","p95","mean","sha256","liquidation_p50"}
Json value_json(const book::Appraisal& appraisal);

}  // namespace pignus::fleetwork
