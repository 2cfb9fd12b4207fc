// Items of evidence for intangibles that no register holds: standards/scorecards/evidence/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

enum class EvidenceItemRole { kGate, kSecrecy, kWiden };

struct EvidenceItemRow {
  std::string id;
  std::vector<std::string> kinds;  ///< "know_how", "software", "data"
  std::string title;               ///< English
  std::string title_zh;
  EvidenceItemRole role = EvidenceItemRole::kWiden;
  Evidence evidence;
};

/// kInvalidInput names file, line and key.
[[nodiscard]] Result<std::vector<EvidenceItemRow>> parse_evidence_items(std::string_view toml,
                                                                        std::string_view file);
/// The embedded list. Fails only where a file of the program itself is wrong.
[[nodiscard]] Result<std::vector<EvidenceItemRow>> load_evidence_items();

}  // namespace pignus::standards
