#include "cli/application.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "cli/completion.h"
#include "cli/limits.h"
#include "core/utf8.h"
#include "report/safe_text.h"
#include "store/location.h"

namespace pignus::cli {

namespace {

struct Handler {
  std::string_view command;
  Result<int> (*run)(const Session&);
};

constexpr Handler kHandlers[] = {{"import", run_import},       {"show", run_show},
                                 {"fetch", run_fetch},         {"underwrite", run_underwrite},
                                 {"appraise", run_appraise},   {"reappraise", run_reappraise},
                                 {"check", run_check},         {"verify", run_verify},
                                 {"what-if", run_what_if},     {"formats", run_formats},
                                 {"reference", run_reference}, {"weights", run_weights},
                                 {"trades", run_trades},       {"db", run_db},
                                 {"jobs", run_jobs},           {"config", run_config},
                                 {"doctor", run_doctor},       {"survey", run_survey},
                                 {"train", run_train},         {"evaluate", run_evaluate},
                                 {"score", run_score},         {"journal", run_journal},
                                 {"study", run_study}};

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

/// The metrics and the log's last words on a run.
void finish(Session& session, const Result<int>& result, double seconds) {
  Instruments& instruments = session.telemetry.instruments();
  const telemetry::Logger& logger = session.telemetry.logger();
  const int code = result ? *result : exit_code(result.error().code);
  instruments.run_exit_code.with({session.arguments.command}).set(code);
  Json fields{{"command", session.arguments.command}, {"exit_code", code}, {"seconds", seconds}};
  if (result) {
    logger.info("run.finished", std::move(fields));
    return;
  }
  const Error& error = result.error();
  const std::string& field = error.where.field;
  if (error.code == ErrorCode::kLimitExceeded && limit_rule(field) != nullptr) {
    instruments.limits_reached.with({field.substr(field.find('.') + 1)}).add();
  } else if (error.where.file == store::shown_location(session.settings.value("db"))) {
    instruments.store_errors.with({std::string(name_of(error.code))}).add();
    logger.error("store.error", {{"code", name_of(error.code)}, {"message", error.message}});
  }
  fields["code"] = name_of(error.code);
  fields["message"] = describe(error);
  logger.write(
      error.code == ErrorCode::kCancelled ? telemetry::Level::kInfo : telemetry::Level::kError,
      error.code == ErrorCode::kCancelled ? "run.stopped" : "run.failed", std::move(fields));
}

/// The doctor runs whatever the settings are: what is wrong with them is one of its diagnoses.
Result<Settings> load_settings(const World& world, const Arguments& arguments) {
  auto settings = Settings::load(arguments.flags, world.environment);
  if (settings || arguments.command != "doctor") return settings;
  return Settings::as_far_as_possible(arguments.flags, world.environment);
}

Result<int> dispatch(const World& world, Arguments arguments, const report::Format& format,
                     const std::shared_ptr<const telemetry::Redactor>& redactor) {
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
  PIGNUS_ASSIGN(Settings settings, load_settings(world, arguments));
  const auto language = report::parse_language(settings.value("lang"));
  const auto* handler =
      std::find_if(std::begin(kHandlers), std::end(kHandlers),
                   [&arguments](const Handler& h) { return h.command == arguments.command; });
  Telemetry telemetry(world, settings, format, redactor);
  Session session{world, std::move(arguments), std::move(settings),
                  report::Format(language.value_or(report::Language::kEnglish)), telemetry};
  const std::string& command = session.arguments.command;
  telemetry.logger().info("run.started", {{"command", command}, {"software", software_version()}});
  telemetry.instruments().run_started.with({command}).set(static_cast<double>(telemetry.now_ms()) /
                                                          1000);
  telemetry.instruments().run_exit_code.with({command}).set(-1);
  const Stopwatch watch;
  auto result = handler->run(session);
  if (!result) explain_limit(session, result.error());
  finish(session, result, watch.seconds());
  return result;
}

}  // namespace

int run(const World& world) {
  const report::Format format(first_language(world));
  const auto redactor = secrets_of(world);
  auto arguments = parse_arguments(world.words, format);
  if (!arguments) {
    const bool json =
        std::find(world.words.begin(), world.words.end(), "--json") != world.words.end();
    return report_error(world, redactor->clean_error(arguments.error()), json);
  }
  const bool json = arguments->json;
  const auto result = dispatch(world, std::move(*arguments), format, redactor);
  const bool written = std::fflush(world.out) == 0 && std::ferror(world.out) == 0;
  if (!result) {
    return report_error(world, redactor->clean_error(result.error()), json);
  }
  return written ? *result
                 : report_error(world, {ErrorCode::kIo, format.say("cli.output_failed"), {}}, json);
}

}  // namespace pignus::cli
