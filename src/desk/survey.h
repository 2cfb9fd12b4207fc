// What register files hold, read on threads or by a fleet, without storing anything.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/progress.h"
#include "fleet/runner.h"

namespace pignus::desk {

struct SurveyedSource {
  std::filesystem::path path;
  std::string sha256;
  std::optional<Error> error;  ///< it could not be read; nothing below counts then
  Json found;                  ///< as fleetwork/read_source.h says
};

/// Every source of its own, in the order given. Sources that cannot be read carry their error and
/// never stop the others. `build`: of this program (fleetwork::build_of). Errors: those of the
/// runner, kCancelled.
[[nodiscard]] Result<std::vector<SurveyedSource>> survey_sources(
    const std::vector<std::filesystem::path>& sources, const std::string& build,
    fleet::Runner& runner, const Progress& progress);

}  // namespace pignus::desk
