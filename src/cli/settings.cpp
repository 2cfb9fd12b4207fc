#include "cli/settings.h"

#include <algorithm>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/check.h"
#include "core/file.h"

namespace pignus::cli {

namespace {

using Environment = Settings::Environment;

std::filesystem::path folder_from(const Environment& environment, std::string_view variable,
                                  std::string_view under_home) {
  if (const auto base = environment(variable); base && !base->empty()) {
    return std::filesystem::path(*base) / "pignus";
  }
  const auto home = environment("HOME");
  return std::filesystem::path(home ? *home : ".") / under_home / "pignus";
}

/// Language of the environment: Chinese where the user's locale is, else English.
std::string language_from(const Environment& environment) {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto value = environment(variable);
    if (value && !value->empty()) {
      return value->starts_with("zh") ? "zh" : "en";
    }
  }
  return "en";
}

std::string default_of(std::string_view name, const Environment& environment) {
  if (name == "db") {
    return (folder_from(environment, "XDG_DATA_HOME", ".local/share") / "pignus.db").string();
  }
  if (name == "lang") {
    return language_from(environment);
  }
  if (name == "out") {
    return "pignus-report";
  }
  if (name == "seed") {
    return "1";
  }
  return name == "paths" ? "20000" : "auto";
}

Result<std::map<std::string, std::string>> read_file_settings(const std::filesystem::path& path) {
  PIGNUS_ASSIGN(const std::string text, read_file(path, 1U << 20));
  std::map<std::string, std::string> values;
  try {
    const toml::table table = toml::parse(text);
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const auto& rules = setting_rules();
      const bool known = std::any_of(rules.begin(), rules.end(), [&name](const SettingRule& rule) {
        return rule.name == name;
      });
      if (!known) {
        return fail(ErrorCode::kInvalidInput, "is no setting of Pignus (see: pignus config)",
                    {path.string(), 0, name});
      }
      if (const auto whole = node.value_exact<std::int64_t>()) {
        values[name] = std::to_string(*whole);
      } else if (const auto string = node.value_exact<std::string>()) {
        values[name] = *string;
      } else {
        return fail(ErrorCode::kInvalidInput, "is neither a text nor a whole number",
                    {path.string(), 0, name});
      }
    }
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("line {}: {}", error.source().begin.line, error.description()),
                {path.string(), 0, ""});
  }
  return values;
}

Status check_values(const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) {
    const auto refuse = [&setting](std::string_view expected) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("\"{}\" from {} is not {}", setting.value, setting.origin, expected),
                  {"", 0, setting.name});
    };
    if (setting.name == "lang" && setting.value != "en" && setting.value != "zh") {
      return refuse("en or zh");
    }
    if ((setting.name == "color" || setting.name == "progress") && setting.value != "auto" &&
        setting.value != "always" && setting.value != "never") {
      return refuse("auto, always or never");
    }
    if (setting.name == "seed" || setting.name == "paths") {
      const bool digits = !setting.value.empty() && setting.value.size() <= 18 &&
                          setting.value.find_first_not_of("0123456789") == std::string::npos;
      if (!digits) {
        return refuse("a whole number");
      }
      const std::uint64_t number = std::stoull(setting.value);
      if (setting.name == "paths" && (number < kPathsMin || number > kPathsMax)) {
        return refuse(fmt::format("between {} and {}", kPathsMin, kPathsMax));
      }
    }
    if (setting.value.empty()) {
      return refuse("a value");
    }
  }
  return {};
}

}  // namespace

const std::vector<SettingRule>& setting_rules() {
  static const std::vector<SettingRule> kRules{
      {"db", "PIGNUS_DB", "cli.setting.db"},
      {"lang", "PIGNUS_LANG", "cli.setting.lang"},
      {"out", "PIGNUS_OUT", "cli.setting.out"},
      {"seed", "PIGNUS_SEED", "cli.setting.seed"},
      {"paths", "PIGNUS_PATHS", "cli.setting.paths"},
      {"color", "PIGNUS_COLOR", "cli.setting.color"},
      {"progress", "PIGNUS_PROGRESS", "cli.setting.progress"}};
  return kRules;
}

Result<Settings> Settings::load(const std::map<std::string, std::string>& flags,
                                const Environment& environment) {
  Settings settings;
  // A variable set to nothing counts as not set.
  const std::string named = environment("PIGNUS_CONFIG").value_or("");
  settings.file_ = !named.empty()
                       ? std::filesystem::path(named)
                       : folder_from(environment, "XDG_CONFIG_HOME", ".config") / "pignus.toml";
  settings.data_folder_ = folder_from(environment, "XDG_DATA_HOME", ".local/share");
  std::map<std::string, std::string> from_file;
  std::error_code ignored;
  if (!named.empty() || std::filesystem::exists(settings.file_, ignored)) {
    PIGNUS_ASSIGN(from_file, read_file_settings(settings.file_));
  }
  for (const SettingRule& rule : setting_rules()) {
    const std::string name(rule.name);
    Setting setting{name, "", ""};
    if (const auto flag = flags.find(name); flag != flags.end()) {
      setting.value = flag->second;
      setting.origin = "flag --" + name;
    } else if (const auto variable = environment(rule.environment);
               variable && !variable->empty()) {
      setting.value = *variable;
      setting.origin = fmt::format("environment {}", rule.environment);
    } else if (const auto line = from_file.find(name); line != from_file.end()) {
      setting.value = line->second;
      setting.origin = "file " + settings.file_.string();
    } else {
      setting.value = default_of(rule.name, environment);
      setting.origin = "default";
    }
    settings.settings_.push_back(std::move(setting));
  }
  PIGNUS_TRY(check_values(settings.settings_));
  return settings;
}

const std::string& Settings::value(std::string_view name) const {
  const auto it = std::find_if(settings_.begin(), settings_.end(),
                               [name](const Setting& setting) { return setting.name == name; });
  PIGNUS_CHECK(it != settings_.end());
  return it->value;
}

}  // namespace pignus::cli
