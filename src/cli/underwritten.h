// What `underwrite` and a job of its kind do with one dossier.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "book/underwriting.h"
#include "cli/session.h"
#include "core/progress.h"
#include "desk/underwrite.h"
#include "fleetwork/underwrite_case.h"

namespace pignus::cli {

/// Imports a dossier's own register extract, the folder registers/ in it, if there is one.
[[nodiscard]] Status take_register_extract(const Session& session, store::Store& store,
                                           const std::filesystem::path& dossier,
                                           const Progress& progress);

/// Saves dossier and report in the store, and writes the report's files into `out`: their paths.
[[nodiscard]] Result<std::vector<std::string>> save_reports(store::Store& store,
                                                            const book::Dossier& dossier,
                                                            const fleetwork::Reports& reports,
                                                            const std::filesystem::path& out);

/// A dossier with its register extract in the store: what the commands on one start from.
struct OpenedDossier {
  book::Dossier dossier;
  store::Store store;
};
/// Of the command's first operand.
[[nodiscard]] Result<OpenedDossier> open_dossier(const Session& session, const Progress& progress);

struct Underwritten {
  book::Underwriting result;
  std::string report;              ///< canonical JSON
  std::vector<std::string> files;  ///< the report's, in `out`
};

/// Underwrites, saves dossier and result in the store, and writes the report's files into `out`.
[[nodiscard]] Result<Underwritten> underwrite_and_save(store::Store& store,
                                                       const book::Dossier& dossier,
                                                       const desk::UnderwriteOptions& options,
                                                       const std::filesystem::path& out,
                                                       const Progress& progress);

}  // namespace pignus::cli
