#include "desk/dossier_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>
#include <vector>

#include "core/file.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

// Plain files of one folder by name, sorted; none when there is no such folder. A link could lead
// out of the dossier, and a folder within could not be pointed into: both are refused.
Result<std::vector<std::string>> files_in(const fs::path& folder, const std::string& name,
                                          std::size_t files_max) {
  std::vector<std::string> names;
  std::error_code error;
  const fs::file_status status = fs::symlink_status(folder, error);
  if (status.type() == fs::file_type::not_found) {
    return names;
  }
  if (error || status.type() != fs::file_type::directory) {
    return fail(ErrorCode::kInvalidInput, "must be a folder", {name, 0, ""});
  }
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const std::string file = entries->path().filename().string();
    if (first_invalid_utf8(file) != std::string_view::npos) {
      return fail(ErrorCode::kInvalidInput, "the name of a file is not UTF-8",
                  {fmt::format("{}/{}", name, valid_utf8(file)), 0, ""});
    }
    if (entries->symlink_status(error).type() != fs::file_type::regular) {
      return fail(ErrorCode::kInvalidInput, "must be a plain file",
                  {fmt::format("{}/{}", name, file), 0, ""});
    }
    if (names.size() == files_max) {
      return fail(ErrorCode::kLimitExceeded, "more than " + std::to_string(files_max) + " files",
                  {name, 0, ""});
    }
    names.push_back(file);
  }
  if (error) {
    return fail(ErrorCode::kIo, error.message(), {name, 0, ""});
  }
  std::sort(names.begin(), names.end());
  return names;
}

Status hash_folder(const fs::path& folder, const std::string& name, const DossierLimits& limits,
                   book::Dossier& dossier) {
  PIGNUS_ASSIGN(const std::vector<std::string> files,
                files_in(folder / name, name, limits.documents_max));
  for (const std::string& file : files) {
    const std::string relative = fmt::format("{}/{}", name, file);
    std::error_code error;
    if (fs::file_size(folder / relative, error) > limits.document_bytes_max && !error) {
      return fail(ErrorCode::kLimitExceeded,
                  "larger than " + std::to_string(limits.document_bytes_max) + " bytes",
                  {relative, 0, ""});
    }
    PIGNUS_ASSIGN(dossier.sha256_of_files[relative], sha256_hex_of_file(folder / relative));
  }
  return {};
}

Status check_documents(const book::Dossier& dossier) {
  for (std::size_t i = 0; i < dossier.statements.size(); ++i) {
    const book::Statement& statement = dossier.statements[i];
    if (!dossier.sha256_of_files.contains("documents/" + statement.place.document)) {
      return fail(ErrorCode::kInvalidInput,
                  "statement " + statement.id + " points into documents/" +
                      statement.place.document + ", which is not there",
                  {"statements.csv", i + 1, "document"});
    }
  }
  for (std::size_t i = 0; i < dossier.intangibles.size(); ++i) {
    for (const book::EvidenceAnswer& answer : dossier.intangibles[i].evidence) {
      if (!answer.document.empty() &&
          !dossier.sha256_of_files.contains("documents/" + answer.document)) {
        return fail(ErrorCode::kInvalidInput,
                    dossier.intangibles[i].id + " is shown by documents/" + answer.document +
                        ", which is not there",
                    {"intangibles.toml", i + 1, "evidence." + answer.id});
      }
    }
  }
  return {};
}

// Errors from core name the path as opened; a dossier's errors name the file within it.
Result<std::string> read_named(const fs::path& folder, const std::string& name,
                               std::size_t bytes_max, book::Dossier* hashes) {
  std::error_code missing;  // read_file() says so
  if (fs::is_symlink(folder / name, missing)) {
    return fail(ErrorCode::kInvalidInput, "must be a plain file",
                {(folder / name).string(), 0, ""});
  }
  auto text = read_file(folder / name, bytes_max);
  if (!text) {
    Error error = text.error();
    error.where.file = (folder / name).string();
    return fail(std::move(error));
  }
  if (hashes != nullptr) {
    hashes->sha256_of_files[name] = sha256_hex(*text);
  }
  return text;
}

}  // namespace

Result<book::Dossier> read_dossier(const fs::path& folder, const DossierLimits& limits) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    const bool there = fs::exists(folder, error);
    return fail(
        there ? ErrorCode::kInvalidInput : ErrorCode::kNotFound,
        there ? "a dossier is a folder with a dossier.toml, this is a file" : "no such folder",
        {folder.string(), 0, ""});
  }
  PIGNUS_ASSIGN(const std::string toml,
                read_named(folder, "dossier.toml", limits.toml_bytes_max, nullptr));
  PIGNUS_ASSIGN(book::Dossier dossier, parse_dossier_toml(toml, "dossier.toml", limits));
  dossier.sha256_of_files["dossier.toml"] = sha256_hex(toml);
  PIGNUS_ASSIGN(const std::string rights,
                read_named(folder, "rights.csv", limits.table_bytes_max, &dossier));
  PIGNUS_TRY(parse_offered_rights(rights, "rights.csv", limits, dossier));
  if (fs::exists(folder / "statements.csv", error)) {
    PIGNUS_ASSIGN(const std::string statements,
                  read_named(folder, "statements.csv", limits.table_bytes_max, &dossier));
    PIGNUS_TRY(parse_statements(statements, "statements.csv", limits, dossier));
  }
  if (fs::exists(folder / "plans.toml", error)) {
    PIGNUS_ASSIGN(const std::string plans,
                  read_named(folder, "plans.toml", limits.toml_bytes_max, &dossier));
    PIGNUS_TRY(parse_plans(plans, "plans.toml", limits, dossier));
  }
  if (fs::exists(folder / "intangibles.toml", error)) {
    PIGNUS_ASSIGN(const std::string intangibles,
                  read_named(folder, "intangibles.toml", limits.toml_bytes_max, &dossier));
    PIGNUS_TRY(parse_intangibles(intangibles, "intangibles.toml", limits, dossier));
  }
  if (fs::exists(folder / "groups.toml", error)) {
    PIGNUS_ASSIGN(const std::string groups,
                  read_named(folder, "groups.toml", limits.toml_bytes_max, &dossier));
    PIGNUS_TRY(parse_groups(groups, "groups.toml", limits, dossier));
  }
  PIGNUS_TRY(hash_folder(folder, "documents", limits, dossier));
  PIGNUS_TRY(hash_folder(folder, "registers", limits, dossier));
  PIGNUS_TRY(check_documents(dossier));
  return dossier;
}

}  // namespace pignus::desk
