#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/limits.h"

namespace pignus::cli {

namespace {

/// Everything CLI11 writes into, in one place that outlives the parse.
struct Parsed {
  std::map<std::string, std::string> values;
  std::map<std::string, bool> switches;
  std::map<std::string, std::vector<std::string>> operands;
};

void add_flags(CLI::App& app, Parsed& parsed, const report::Format& format) {
  for (const FlagRule& flag : flag_rules()) {
    const std::string name = fmt::format("--{}", flag.name);
    const std::string help = format.say(flag.help);
    if (flag.value.empty()) {
      app.add_flag(flag.name == "help" ? "-h,--help" : name,
                   parsed.switches[std::string(flag.name)], help);
    } else {
      app.add_option(name, parsed.values[std::string(flag.name)], help)
          ->type_name(std::string(flag.value));
    }
  }
}

void add_commands(CLI::App& app, Parsed& parsed, const report::Format& format) {
  for (const CommandRule& rule : command_rules()) {
    CLI::App* command = app.add_subcommand(std::string(rule.name), format.say(rule.help));
    command->set_help_flag();
    command->fallthrough();
    if (!rule.operand.empty()) {
      command->add_option(std::string(rule.operand), parsed.operands[std::string(rule.name)], "")
          ->type_name("");
    }
  }
}

std::unique_ptr<CLI::App> make_app(Parsed& parsed, const report::Format& format) {
  auto app = std::make_unique<CLI::App>(format.say("cli.about"), "pignus");
  app->set_help_flag();
  app->require_subcommand(0, 1);
  add_flags(*app, parsed, format);
  add_commands(*app, parsed, format);
  return app;
}

tl::unexpected<Error> usage_error(const report::Format& format, const std::string& what) {
  return fail(ErrorCode::kInvalidInput, fmt::format("{} {}", what, format.say("cli.see_help")));
}

Result<std::optional<Date>> date_flag(const Parsed& parsed, const std::string& name,
                                      const report::Format& format) {
  const std::string& text = parsed.values.at(name);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto date = Date::parse(text);
  if (!date) {
    return usage_error(format, format.say("cli.bad_date", {"--" + name, text}));
  }
  return date;
}

/// "--limit file_size=1 GiB,child_seconds=20" sets those settings.
Status take_limits(Arguments& arguments, const report::Format& format) {
  const std::string list = arguments.value("limit").value_or("");
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(',', at), list.size());
    const std::string one = list.substr(at, end - at);
    at = end + 1;
    const auto equals = one.find('=');
    const std::string name = "limits." + one.substr(0, equals);
    if (equals == std::string::npos || limit_rule(name) == nullptr) {
      return usage_error(format, format.say("cli.bad_limit", {one}));
    }
    arguments.flags[name] = one.substr(equals + 1);
  }
  return {};
}

Status check_operands(const Arguments& arguments, const report::Format& format) {
  const auto& rules = command_rules();
  const auto rule = std::find_if(rules.begin(), rules.end(), [&arguments](const CommandRule& r) {
    return r.name == arguments.command;
  });
  if (rule == rules.end() || arguments.help) {
    return {};
  }
  const auto count = static_cast<int>(arguments.operands.size());
  const bool watches = arguments.value("watch").has_value();
  if ((count < rule->operands_min && !watches) ||
      (rule->operands_max >= 0 && count > rule->operands_max)) {
    return usage_error(
        format, format.say("cli.operand_count", {arguments.command, std::string(rule->operand)}));
  }
  return {};
}

}  // namespace

std::optional<std::string> Arguments::value(const std::string& flag) const {
  const auto it = others.find(flag);
  return it == others.end() ? std::nullopt : std::optional<std::string>(it->second);
}

Result<Arguments> parse_arguments(const std::vector<std::string>& words,
                                  const report::Format& format) {
  Parsed parsed;
  const auto app = make_app(parsed, format);
  try {
    // CLI11 takes the words in reverse.
    app->parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Error& error) {
    return usage_error(format, error.what());
  }
  Arguments arguments;
  if (const auto chosen = app->get_subcommands(); !chosen.empty()) {
    arguments.command = chosen.front()->get_name();
    arguments.operands = parsed.operands[arguments.command];
  }
  arguments.json = parsed.switches.at("json");
  arguments.help = parsed.switches.at("help");
  arguments.version = parsed.switches.at("version");
  PIGNUS_ASSIGN(arguments.as_of, date_flag(parsed, "as-of", format));
  PIGNUS_ASSIGN(arguments.known, date_flag(parsed, "known", format));
  arguments.map = parsed.values.at("map");
  if (const std::string& code = parsed.values.at("currency"); !code.empty()) {
    arguments.currency = Currency::parse(code);
    if (!arguments.currency) {
      return usage_error(format, format.say("cli.bad_currency", {code}));
    }
  }
  for (const FlagRule& flag : flag_rules()) {
    const std::string name(flag.name);
    if (name == "help" || app->count("--" + name) == 0) continue;
    const std::string value = flag.value.empty() ? "" : parsed.values.at(name);
    if (!flag.setting.empty()) {
      arguments.flags[std::string(flag.setting)] = value;
    } else {
      arguments.others[name] = value;
    }
  }
  PIGNUS_TRY(take_limits(arguments, format));
  if (parsed.switches.at("no-progress")) {
    arguments.flags["progress"] = "never";
  }
  if (arguments.command.empty() && !arguments.help && !arguments.version) {
    return usage_error(format, format.say("cli.no_command"));
  }
  PIGNUS_TRY(check_operands(arguments, format));
  return arguments;
}

std::string help_text(std::string_view command, const report::Format& format) {
  std::string text;
  const auto& rules = command_rules();
  if (command.empty()) {
    text += format.say("cli.about") + "\n\n" + format.say("cli.usage") + "\n\n" +
            format.say("cli.commands") + "\n";
  }
  for (const CommandRule& rule : rules) {
    const std::string line =
        fmt::format("{} {}{}", rule.name, rule.operand, rule.operands_max < 0 ? "…" : "");
    if (command.empty()) {
      text += fmt::format("  {:<22}{}\n", line, format.say(rule.help));
    } else if (rule.name == command) {
      text += fmt::format("pignus {}\n\n{}\n{}", line, format.say(rule.help),
                          format.say(fmt::format("{}.more", rule.help)));
      text += text.ends_with('\n') ? "" : "\n";
    }
  }
  text += "\n" + format.say("cli.flags") + "\n";
  for (const FlagRule& flag : flag_rules()) {
    const std::string name =
        fmt::format("--{}{}{}", flag.name, flag.value.empty() ? "" : " ", flag.value);
    text += fmt::format("  {:<22}{}\n", name, format.say(flag.help));
  }
  if (command.empty()) {
    text += "\n" + format.say("cli.exit_codes") + "\n";
  }
  return text;
}

std::optional<std::string> language_flag(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with("--lang=")) {
      return words[i].substr(7);
    }
    if (words[i] == "--lang" && i + 1 < words.size()) {
      return words[i + 1];
    }
  }
  return std::nullopt;
}

}  // namespace pignus::cli
