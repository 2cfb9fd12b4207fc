// Reads a firm's dossier from its folder (docs/plain-format.md): dossier.toml, rights.csv,
// statements.csv, plans.toml, intangibles.toml, groups.toml and the papers under documents/.
// Untrusted input: every error names file, line and column or key; a misspelt key is an error,
// never skipped.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "book/dossier.h"
#include "core/result.h"

namespace pignus::desk {

struct DossierLimits {
  std::size_t toml_bytes_max = 1U << 20;
  std::size_t table_bytes_max = 32U << 20;
  std::size_t document_bytes_max = 256U << 20;  ///< each; only hashed
  std::size_t documents_max = 1'000;
  std::size_t rights_max = 10'000;
  std::size_t statements_max = 100'000;
  std::size_t plans_max = 1'000;
  std::size_t plan_years_max = 200;
  std::size_t cost_lines_max = 1'000;
  std::size_t intangibles_max = 100;
};

/// A number that does not parse is not an error here: the right's id stays empty and disclosure
/// reports it. Hashes of every file of the dossier, register extract included, by relative name.
[[nodiscard]] Result<book::Dossier> read_dossier(const std::filesystem::path& folder,
                                                 const DossierLimits& limits = {});

// The parts, from text; `file` names the source in errors.

/// dossier.toml: everything but rights, statements and hashes.
[[nodiscard]] Result<book::Dossier> parse_dossier_toml(std::string_view text, std::string_view file,
                                                       const DossierLimits& limits = {});
/// plans.toml into the `plan` of `dossier.rights`, which must stand already.
[[nodiscard]] Status parse_plans(std::string_view text, std::string_view file,
                                 const DossierLimits& limits, book::Dossier& dossier);
/// intangibles.toml into `dossier.intangibles`.
[[nodiscard]] Status parse_intangibles(std::string_view text, std::string_view file,
                                       const DossierLimits& limits, book::Dossier& dossier);
/// groups.toml into `dossier.groups`; needs dossier.rights.
[[nodiscard]] Status parse_groups(std::string_view text, std::string_view file,
                                  const DossierLimits& limits, book::Dossier& dossier);
/// rights.csv into `dossier.rights`.
[[nodiscard]] Status parse_offered_rights(std::string_view csv, std::string_view file,
                                          const DossierLimits& limits, book::Dossier& dossier);
/// statements.csv into `dossier.statements`; needs dossier.as_of.
[[nodiscard]] Status parse_statements(std::string_view csv, std::string_view file,
                                      const DossierLimits& limits, book::Dossier& dossier);

}  // namespace pignus::desk
