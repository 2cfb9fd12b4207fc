// A case as JSON Lines: a dossier with the facts of the rights it mentions, as they stood on the
// day. All that its underwriting depends on beside its options.
//
//   {"format":"pignus.case/1"}
//   {"dossier":{…}}                       as book/dossier_json.h writes it
//   the facts of its rights               (fleetwork/rights_lines.h)
//   {"end":{"rights":…}}
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "book/dossier.h"
#include "core/result.h"
#include "disclosure/compare.h"
#include "fleet/shard_result.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kCaseFormat = "pignus.case/1";

struct Case {
  book::Dossier dossier;
  disclosure::FactsByRight facts;
};

[[nodiscard]] Status write_case(const book::Dossier& dossier, const disclosure::FactsByRight& facts,
                                const fleet::ResultSink& sink);

/// Inverse of write_case(): kInvalidInput, with line and member, for anything it does not write.
/// `file` names the text in errors.
[[nodiscard]] Result<Case> parse_case(std::string_view text, const std::string& file);
[[nodiscard]] Result<Case> read_case(const std::filesystem::path& path);

}  // namespace pignus::fleetwork
