// A user's own weights of scorecards: those named by --weights, and those saved.
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"
#include "standards/weight_set.h"

namespace pignus::cli {

/// One that --weights can name.
struct SavedWeights {
  standards::WeightSet set;
  std::string file;  ///< "" where it is part of the program
};

/// The program's own, then those in the folder of the setting weights_folder, by file. An error
/// names the file that is none.
[[nodiscard]] Result<std::vector<SavedWeights>> saved_weights(const Session& session);

/// Those of --weights, a list of files and of names "ID@VERSION" or "ID" (where one version is
/// saved), with commas between. None without the flag. kNotFound for what is neither; what does not
/// fit its scorecard, or whose weights do not sum to 1, is refused as standards/weight_set.h says.
[[nodiscard]] Result<std::vector<standards::WeightSet>> weights_asked(const Session& session);

/// The file's set checked against its scorecard and saved in the folder under its name and version:
/// the path. kConflict where that name and version are taken.
[[nodiscard]] Result<std::string> save_weights(const Session& session, const std::string& file);

}  // namespace pignus::cli
