// One case underwritten: from a dossier and the facts of its rights to its reports.
#pragma once

#include <string>
#include <string_view>

#include "book/underwriting.h"
#include "fleet/work.h"
#include "underwriting/underwrite.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kUnderwrite = "underwrite";

/// The reports of one underwriting, as they are saved.
struct Reports {
  std::string json;     ///< canonical JSON (report/json.h), without a line end
  std::string english;  ///< HTML that names the Chinese one beside it, and the reverse
  std::string chinese;
};
inline constexpr std::string_view kJsonFile = "report.json";
inline constexpr std::string_view kEnglishFile = "report.html";
inline constexpr std::string_view kChineseFile = "report.zh.html";

Reports reports_of(const book::Underwriting& underwriting);

Json underwrite_parameters(const underwriting::UnderwriteOptions& options);

/// Two inputs, a case (case_lines.h) and a market (market_lines.h). Canonical JSON: {"error": null,
/// "reports": {"chinese", "english", "json"}}, each a text; where the case cannot be underwritten
/// {"error": {…}, "reports": null}, a result like another. An error of this function is an input or
/// a parameter that is not as ours are.
[[nodiscard]] Result<std::string> underwrite_case(const fleet::InputFiles& inputs,
                                                  const Json& parameters);

/// What underwrite_case() wrote: the reports, or the case's own error. kInvalidInput for anything
/// else.
[[nodiscard]] Result<Result<Reports>> parse_underwritten(std::string_view result);

}  // namespace pignus::fleetwork
