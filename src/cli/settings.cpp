#include "cli/settings.h"

#include <algorithm>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "cli/limits.h"
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

/// A variable set to nothing counts as not set.
std::filesystem::path file_of(const Environment& environment) {
  const std::string named = environment("PIGNUS_CONFIG").value_or("");
  return !named.empty() ? std::filesystem::path(named)
                        : folder_from(environment, "XDG_CONFIG_HOME", ".config") / "pignus.toml";
}

bool is_of_fleet(std::string_view name) {
  return name.starts_with("fleet.");
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
  if (name == "weights_folder") {
    return (folder_from(environment, "XDG_CONFIG_HOME", ".config") / "weights").string();
  }
  if (name == "seed") {
    return "1";
  }
  if (name == "fleet.name") {
    return "default";
  }
  if (name == "log" || name == "metrics" || is_of_fleet(name)) {
    return "off";
  }
  if (name == "log_level") {
    return "info";
  }
  if (const LimitRule* rule = limit_rule(name); rule != nullptr) {
    return limit_text(*rule, rule->otherwise);
  }
  return name == "paths" ? "20000" : "auto";
}

/// How the command line calls a setting.
std::string flag_of(const std::string& name) {
  if (limit_rule(name) != nullptr) return "--limit " + name.substr(name.find('.') + 1);
  if (name == "fleet.url") return "--nats";
  if (name == "fleet.name") return "--fleet";
  std::string flag = "--" + (is_of_fleet(name) ? name.substr(name.find('.') + 1) : name);
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

/// Takes one table of the file; `prefix` is "" or its name and a dot.
Status take_table(const toml::table& table, const std::string& prefix, const std::string& file,
                  std::map<std::string, std::string>& values) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (prefix.empty() && (name == "limits" || name == "fleet") && node.is_table()) {
      PIGNUS_TRY(take_table(*node.as_table(), name + ".", file, values));
      continue;
    }
    const auto& rules = setting_rules();
    const bool known = std::any_of(rules.begin(), rules.end(),
                                   [&name](const SettingRule& rule) { return rule.name == name; });
    if (!known) {
      return fail(ErrorCode::kInvalidInput, "is no setting of Pignus (see: pignus config)",
                  {file, 0, name});
    }
    if (const auto whole = node.value_exact<std::int64_t>()) {
      values[name] = std::to_string(*whole);
    } else if (const auto string = node.value_exact<std::string>()) {
      values[name] = *string;
    } else {
      return fail(ErrorCode::kInvalidInput, "is neither a text nor a whole number",
                  {file, 0, name});
    }
  }
  return {};
}

Result<std::map<std::string, std::string>> read_file_settings(const std::filesystem::path& path) {
  PIGNUS_ASSIGN(const std::string text, read_file(path, 1U << 20));
  std::map<std::string, std::string> values;
  try {
    PIGNUS_TRY(take_table(toml::parse(text), "", path.string(), values));
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kInvalidInput,
                fmt::format("line {}: {}", error.source().begin.line, error.description()),
                {path.string(), 0, ""});
  }
  return values;
}

/// What the value should be; "" when it is that.
std::string expected_of(const Setting& setting) {
  const std::string& name = setting.name;
  const std::string& value = setting.value;
  const auto one_of = [&value](std::initializer_list<std::string_view> choices) {
    return std::find(choices.begin(), choices.end(), value) != choices.end();
  };
  if (value.empty()) return "a value";
  if (name == "lang") return one_of({"en", "zh"}) ? "" : "en or zh";
  if (name == "color" || name == "progress") {
    return one_of({"auto", "always", "never"}) ? "" : "auto, always or never";
  }
  if (name == "log_level") {
    return one_of({"debug", "info", "warning", "error"}) ? "" : "debug, info, warning or error";
  }
  if (name == "log_format") {
    return one_of({"auto", "json", "text"}) ? "" : "auto, json or text";
  }
  if (name == "seed" || name == "paths") {
    const bool digits = value.size() <= 18 && value.find_first_not_of("0123456789") == value.npos;
    if (!digits) return "a whole number";
    const std::uint64_t number = std::stoull(value);
    const bool within = name == "seed" || (number >= kPathsMin && number <= kPathsMax);
    return within ? "" : fmt::format("between {} and {}", kPathsMin, kPathsMax);
  }
  if (const LimitRule* rule = limit_rule(name); rule != nullptr) {
    const auto amount = parse_limit(*rule, value);
    const bool within = amount && *amount >= rule->least && *amount <= rule->most;
    return within ? ""
                  : fmt::format("an amount between {} and {}", limit_text(*rule, rule->least),
                                limit_text(*rule, rule->most));
  }
  return "";
}

Status check_values(const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) {
    const std::string expected = expected_of(setting);
    if (expected.empty()) continue;
    return fail(ErrorCode::kInvalidInput,
                fmt::format("\"{}\" from {} is not {}", setting.value, setting.origin, expected),
                {"", 0, setting.name});
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
      {"weights_folder", "PIGNUS_WEIGHTS_FOLDER", "cli.setting.weights_folder"},
      {"color", "PIGNUS_COLOR", "cli.setting.color"},
      {"progress", "PIGNUS_PROGRESS", "cli.setting.progress"},
      {"log", "PIGNUS_LOG", "cli.setting.log"},
      {"log_level", "PIGNUS_LOG_LEVEL", "cli.setting.log_level"},
      {"log_format", "PIGNUS_LOG_FORMAT", "cli.setting.log_format"},
      {"metrics", "PIGNUS_METRICS", "cli.setting.metrics"},
      {"fleet.url", "PIGNUS_FLEET_URL", "cli.setting.fleet.url"},
      {"fleet.name", "PIGNUS_FLEET_NAME", "cli.setting.fleet.name"},
      {"fleet.tls_ca", "PIGNUS_FLEET_TLS_CA", "cli.setting.fleet.tls_ca"},
      {"fleet.tls_cert", "PIGNUS_FLEET_TLS_CERT", "cli.setting.fleet.tls_cert"},
      {"fleet.tls_key", "PIGNUS_FLEET_TLS_KEY", "cli.setting.fleet.tls_key"},
      {"fleet.credentials", "PIGNUS_FLEET_CREDENTIALS", "cli.setting.fleet.credentials"},
      {"limits.file_size", "PIGNUS_LIMIT_FILE_SIZE", "cli.limit.file_size"},
      {"limits.expanded_size", "PIGNUS_LIMIT_EXPANDED_SIZE", "cli.limit.expanded_size"},
      {"limits.record_size", "PIGNUS_LIMIT_RECORD_SIZE", "cli.limit.record_size"},
      {"limits.import_memory", "PIGNUS_LIMIT_IMPORT_MEMORY", "cli.limit.import_memory"},
      {"limits.disk_to_keep_free", "PIGNUS_LIMIT_DISK_TO_KEEP_FREE", "cli.limit.disk_to_keep_free"},
      {"limits.child_seconds", "PIGNUS_LIMIT_CHILD_SECONDS", "cli.limit.child_seconds"},
      {"limits.log_size", "PIGNUS_LIMIT_LOG_SIZE", "cli.limit.log_size"},
      {"limits.log_files", "PIGNUS_LIMIT_LOG_FILES", "cli.limit.log_files"}};
  return kRules;
}

Result<Settings> Settings::load(const std::map<std::string, std::string>& flags,
                                const Environment& environment) {
  Settings settings;
  settings.file_ = file_of(environment);
  const bool named = !environment("PIGNUS_CONFIG").value_or("").empty();
  settings.data_folder_ = folder_from(environment, "XDG_DATA_HOME", ".local/share");
  std::map<std::string, std::string> from_file;
  std::error_code ignored;
  if (named || std::filesystem::exists(settings.file_, ignored)) {
    PIGNUS_ASSIGN(from_file, read_file_settings(settings.file_));
  }
  settings.fill(flags, environment, from_file);
  PIGNUS_TRY(check_values(settings.settings_));
  return settings;
}

Settings Settings::as_far_as_possible(const std::map<std::string, std::string>& flags,
                                      const Environment& environment) {
  Settings settings;
  settings.file_ = file_of(environment);
  settings.data_folder_ = folder_from(environment, "XDG_DATA_HOME", ".local/share");
  settings.fill(flags, environment, {});
  for (Setting& setting : settings.settings_) {
    if (expected_of(setting).empty()) continue;
    setting.value = default_of(setting.name, environment);
    setting.origin = "default";
  }
  return settings;
}

void Settings::fill(const std::map<std::string, std::string>& flags, const Environment& environment,
                    const std::map<std::string, std::string>& from_file) {
  for (const SettingRule& rule : setting_rules()) {
    const std::string name(rule.name);
    Setting setting{name, "", ""};
    if (const auto flag = flags.find(name); flag != flags.end()) {
      setting.value = flag->second;
      setting.origin = "flag " + flag_of(name);
    } else if (const auto variable = environment(rule.environment);
               variable && !variable->empty()) {
      setting.value = *variable;
      setting.origin = fmt::format("environment {}", rule.environment);
    } else if (const auto line = from_file.find(name); line != from_file.end()) {
      setting.value = line->second;
      setting.origin = "file " + file_.string();
    } else {
      setting.value = default_of(rule.name, environment);
      setting.origin = "default";
    }
    settings_.push_back(std::move(setting));
  }
}

const Setting& Settings::setting(std::string_view name) const {
  const auto it = std::find_if(settings_.begin(), settings_.end(),
                               [name](const Setting& setting) { return setting.name == name; });
  PIGNUS_CHECK(it != settings_.end());
  return *it;
}

const std::string& Settings::value(std::string_view name) const {
  return setting(name).value;
}

std::uint64_t Settings::limit(std::string_view name) const {
  const std::string whole = "limits." + std::string(name);
  const LimitRule* rule = limit_rule(whole);
  PIGNUS_CHECK(rule != nullptr);
  const auto amount = parse_limit(*rule, value(whole));
  PIGNUS_CHECK(amount);
  return *amount;
}

}  // namespace pignus::cli
