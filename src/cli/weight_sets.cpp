#include "cli/weight_sets.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "standards/valuation_parameters.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWeightsBytesMax = std::size_t{1} << 20;
constexpr std::size_t kWeightFilesMax = 10'000;

Result<standards::WeightSet> read_weights(const std::string& path) {
  PIGNUS_ASSIGN(const std::string text, read_file(path, kWeightsBytesMax));
  return standards::parse_weight_set(text, path);
}

/// The files of the folder, sorted; none where it is not there.
Result<std::vector<std::string>> weight_files(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  if (!fs::exists(folder, error)) {
    return files;
  }
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    if (entries->path().extension() == ".toml") {
      files.push_back(entries->path().string());
    }
    if (files.size() > kWeightFilesMax) {
      return fail(ErrorCode::kLimitExceeded,
                  fmt::format("more than {} files of weights", kWeightFilesMax),
                  {folder.string(), 0, ""});
    }
  }
  if (error) {
    return fail(ErrorCode::kIo, error.message(), {folder.string(), 0, ""});
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Refuses what does not fit its card.
Status check_fit(const std::vector<standards::WeightSet>& sets) {
  PIGNUS_ASSIGN(auto parameters, standards::load_valuation_parameters());
  return standards::take_weights(sets, parameters);
}

Result<standards::WeightSet> weights_named(const Session& session, const std::string& name) {
  std::error_code ignored;
  if (fs::is_regular_file(name, ignored)) {
    return read_weights(name);
  }
  const std::size_t at = name.find('@');
  const std::string id = name.substr(0, at);
  PIGNUS_ASSIGN(const std::vector<SavedWeights> saved, saved_weights(session));
  std::vector<const SavedWeights*> found;
  std::string versions;
  for (const SavedWeights& one : saved) {
    if (one.set.id == id && (at == std::string::npos || one.set.version == name.substr(at + 1))) {
      found.push_back(&one);
      versions += (versions.empty() ? "" : ", ") + one.set.version;
    }
  }
  if (found.empty()) {
    return fail(ErrorCode::kNotFound, session.format.say("cli.weights.unknown", {name}));
  }
  if (found.size() > 1) {
    return fail(ErrorCode::kConflict, session.format.say("cli.weights.several", {name, versions}));
  }
  return found.front()->set;
}

/// What a file may be called by: letters, digits, '.', '_' and '-'.
bool is_plain(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.size() <= 100 &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
         });
}

}  // namespace

Result<std::vector<SavedWeights>> saved_weights(const Session& session) {
  PIGNUS_ASSIGN(auto own, standards::load_weight_sets());
  std::vector<SavedWeights> saved;
  for (standards::WeightSet& set : own) {
    saved.push_back({std::move(set), ""});
  }
  PIGNUS_ASSIGN(const auto files, weight_files(session.settings.value("weights_folder")));
  for (const std::string& file : files) {
    PIGNUS_ASSIGN(standards::WeightSet set, read_weights(file));
    saved.push_back({std::move(set), file});
  }
  return saved;
}

Result<std::vector<standards::WeightSet>> weights_asked(const Session& session) {
  std::vector<standards::WeightSet> sets;
  const std::string list = session.arguments.value("weights").value_or("");
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    PIGNUS_ASSIGN(standards::WeightSet set, weights_named(session, list.substr(at, end - at)));
    sets.push_back(std::move(set));
    at = end + 1;
  }
  if (!sets.empty()) {
    PIGNUS_TRY(check_fit(sets));
  }
  return sets;
}

Result<std::string> save_weights(const Session& session, const std::string& file) {
  PIGNUS_ASSIGN(standards::WeightSet set, read_weights(file));
  PIGNUS_TRY(check_fit({set}));
  if (!is_plain(set.id) || !is_plain(set.version)) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.weights.bad_name"),
                {file, 0, is_plain(set.id) ? "version" : "id"});
  }
  PIGNUS_ASSIGN(const std::vector<SavedWeights> saved, saved_weights(session));
  for (const SavedWeights& one : saved) {
    if (one.set.id == set.id && one.set.version == set.version) {
      return fail(ErrorCode::kConflict,
                  session.format.say("cli.weights.taken", {set.id, set.version}), {file, 0, "id"});
    }
  }
  const fs::path folder = session.settings.value("weights_folder");
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::kIo, error.message(), {folder.string(), 0, ""});
  }
  const fs::path path = folder / fmt::format("{}@{}.toml", set.id, set.version);
  PIGNUS_TRY(write_file_atomically(path, standards::to_toml(set)));
  return path.string();
}

}  // namespace pignus::cli
