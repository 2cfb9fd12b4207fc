// What is in force and where it comes from: flags, then environment (PIGNUS_*), then a TOML file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::cli {

struct Setting {
  std::string name;  ///< "db"; of a table "limits.file_size"
  std::string value;
  std::string origin;  ///< "flag --db", "environment PIGNUS_DB", "file …/pignus.toml", "default"
};

/// The names a configuration may hold, with their defaults.
struct SettingRule {
  std::string_view name;
  std::string_view environment;
  std::string_view help;  ///< message key
};
const std::vector<SettingRule>& setting_rules();

/// Simulated paths: fewer say nothing, more take more memory and time than an answer is worth.
inline constexpr std::uint64_t kPathsMin = 100;
inline constexpr std::uint64_t kPathsMax = 10'000'000;

class Settings {
 public:
  using Environment = std::function<std::optional<std::string>(std::string_view)>;

  /// `flags` holds what the command line gave, by setting name. The file is PIGNUS_CONFIG, else
  /// $XDG_CONFIG_HOME/pignus/pignus.toml, else ~/.config/pignus/pignus.toml; only a file named by
  /// PIGNUS_CONFIG must exist. An unknown key in it is an error.
  [[nodiscard]] static Result<Settings> load(const std::map<std::string, std::string>& flags,
                                             const Environment& environment);
  /// What holds where load() fails: flags and environment where they can be used, else defaults.
  /// For `pignus doctor`, which must be able to say what is wrong.
  static Settings as_far_as_possible(const std::map<std::string, std::string>& flags,
                                     const Environment& environment);

  const std::string& value(std::string_view name) const;
  /// Of the table [limits], by the name there: limit("file_size").
  std::uint64_t limit(std::string_view name) const;
  const Setting& setting(std::string_view name) const;
  const std::vector<Setting>& all() const { return settings_; }
  const std::filesystem::path& file() const { return file_; }
  /// The user's folder for what Pignus keeps: $XDG_DATA_HOME/pignus, else ~/.local/share/pignus.
  const std::filesystem::path& data_folder() const { return data_folder_; }

 private:
  void fill(const std::map<std::string, std::string>& flags, const Environment& environment,
            const std::map<std::string, std::string>& from_file);

  std::vector<Setting> settings_;
  std::filesystem::path file_;
  std::filesystem::path data_folder_;
};

}  // namespace pignus::cli
