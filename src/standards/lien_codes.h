// Offices' event codes that speak of pledges, attachments and licences: data from standards/liens/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

enum class LienEffect {
  kPledge,  ///< pledge, mortgage, charge, right in rem: security in force
  kPledgeChange,
  kPledgeRelease,
  kAttachment,  ///< by a court or an authority: seizure, preservation, levy of execution
  kAttachmentRelease,
  kLicence,
  kLicenceChange,
  kLicenceEnd,
  kLicenceOffer,  ///< an offer to anyone: licences of right, willingness to license
  kLicenceOfferEnd,
  kInsolvency,
  kRequest,  ///< asked for, not registered
  kUnclear,  ///< one code for several acts, or words that contradict each other
};
std::string_view name_of(LienEffect effect);
std::optional<LienEffect> parse_lien_effect(std::string_view name);

struct LienCode {
  std::string office;
  std::string code;
  LienEffect effect = LienEffect::kUnclear;
  std::string state;  ///< of an EP code that speaks of one state only, else ""
  Evidence evidence;
};

/// Parses one file; errors name file and key. A code given twice is an error.
[[nodiscard]] Result<std::vector<LienCode>> parse_lien_codes(std::string_view toml,
                                                             std::string_view file);
/// Every code under standards/liens, by office and code. Aborts if one does not parse.
const std::vector<LienCode>& embedded_lien_codes();
/// nullptr where the code says nothing of security or licences, as far as is known.
const LienCode* lien_code(std::string_view office, std::string_view code);

}  // namespace pignus::standards
