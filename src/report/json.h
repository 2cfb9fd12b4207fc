// Results as JSON, for interfaces and for `pignus verify`, which recomputes a report and compares.
// The form is set out in docs/report-format.md. Nothing here depends on a clock, a path or the
// language; unknown is null, never 0 or "".
#pragma once

#include <string_view>
#include <vector>

#include "book/underwriting.h"
#include "core/json.h"

namespace pignus::report {

/// The version of the form; it changes whenever a field changes its name or meaning.
inline constexpr std::string_view kUnderwritingFormat = "pignus.underwriting/1";
inline constexpr std::string_view kRightFormat = "pignus.right/1";
inline constexpr std::string_view kAppraisalsFormat = "pignus.appraisals/1";
inline constexpr std::string_view kFindingsFormat = "pignus.findings/1";

/// The whole of an underwriting. canonical_json() of two equal values gives equal bytes.
Json to_json(const book::Underwriting& underwriting);
/// `pignus show --json`: one right with its status, title and liens.
Json right_json(const book::RightFile& file, AsOf as_of);
/// `pignus appraise --json`.
Json appraisals_json(const std::vector<book::Appraisal>& appraisals,
                     const book::Provenance& provenance);
/// `pignus check --json`.
Json findings_json(const std::vector<book::Finding>& findings, const book::Provenance& provenance);

/// Parts, each without a "format" field of its own.
Json to_json(const registers::RightFacts& facts);
Json to_json(const registers::LegalStatus& status);
Json to_json(const registers::LienChain& chain);
Json to_json(const book::Title& title);
Json to_json(const book::Appraisal& appraisal);
Json to_json(const book::Finding& finding);
Json to_json(const book::Eligibility& eligibility);
Json to_json(const book::Provenance& provenance);
/// {"p5","p25","p50","p75","p95","mean","sd","sha256"}: the hash is that of the canonical JSON of
/// the whole grid, so that a difference anywhere shows.
Json summary_json(const Distribution& distribution);

}  // namespace pignus::report
