#include "cli/application.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "cli/completion.h"
#include "core/utf8.h"
#include "report/safe_text.h"

namespace pignus::cli {

namespace {

struct Handler {
  std::string_view command;
  Result<int> (*run)(const Session&);
};

constexpr Handler kHandlers[] = {
    {"import", run_import},         {"show", run_show},         {"fetch", run_fetch},
    {"underwrite", run_underwrite}, {"appraise", run_appraise}, {"check", run_check},
    {"verify", run_verify},         {"formats", run_formats},   {"reference", run_reference},
    {"trades", run_trades},         {"config", run_config},     {"journal", run_journal}};

void write(std::FILE* out, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), out);
}

/// Errors for people on a terminal; the same as JSON where JSON was asked for.
int report_error(const World& world, const Error& error, bool json) {
  if (json) {
    const Json value{{"error",
                      {{"code", name_of(error.code)},
                       {"message", valid_utf8(error.message)},
                       {"file", valid_utf8(error.where.file)},
                       {"record", error.where.record},
                       {"field", valid_utf8(error.where.field)}}}};
    write(world.err, canonical_json(value) + "\n");
  } else {
    write(world.err, fmt::format("pignus: {}\n", report::safe_text(describe(error))));
  }
  return exit_code(error.code);
}

/// Before settings are known: the flag, else the environment.
report::Language first_language(const World& world) {
  auto text = language_flag(world.words);
  for (const char* variable : {"PIGNUS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (!text) {
      text = world.environment(variable);
    }
  }
  return report::parse_language(text.value_or("en")).value_or(report::Language::kEnglish);
}

Result<int> print_completion(const World& world, const Arguments& arguments,
                             const report::Format& format) {
  PIGNUS_ASSIGN(const std::string script, completion_script(arguments.operands.front(), format));
  write(world.out, script);
  return 0;
}

Result<int> dispatch(const World& world, Arguments arguments, const report::Format& format) {
  if (arguments.version) {
    write(world.out, software_version() + "\n");
    return 0;
  }
  if (arguments.help) {
    write(world.out, help_text(arguments.command, format));
    return 0;
  }
  if (arguments.command == "completion") {
    return print_completion(world, arguments, format);
  }
  PIGNUS_ASSIGN(Settings settings, Settings::load(arguments.flags, world.environment));
  const auto language = report::parse_language(settings.value("lang"));
  const auto* handler =
      std::find_if(std::begin(kHandlers), std::end(kHandlers),
                   [&arguments](const Handler& h) { return h.command == arguments.command; });
  const Session session{world, std::move(arguments), std::move(settings),
                        report::Format(language.value_or(report::Language::kEnglish))};
  return handler->run(session);
}

}  // namespace

int run(const World& world) {
  const report::Format format(first_language(world));
  auto arguments = parse_arguments(world.words, format);
  if (!arguments) {
    const bool json =
        std::find(world.words.begin(), world.words.end(), "--json") != world.words.end();
    return report_error(world, arguments.error(), json);
  }
  const bool json = arguments->json;
  const auto result = dispatch(world, std::move(*arguments), format);
  const bool written = std::fflush(world.out) == 0 && std::ferror(world.out) == 0;
  if (!result) {
    return report_error(world, result.error(), json);
  }
  return written ? *result
                 : report_error(world, {ErrorCode::kIo, format.say("cli.output_failed"), {}}, json);
}

}  // namespace pignus::cli
