// The commands that start from a dossier or from a report on one.
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <optional>

#include "book/dossier_json.h"
#include "cli/command_functions.h"
#include "cli/underwritten.h"
#include "cli/weight_sets.h"
#include "core/file.h"
#include "core/sha256.h"
#include "desk/check_dossier.h"
#include "desk/underwrite.h"
#include "report/compare_json.h"
#include "report/json.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReportBytesMax = 256U << 20;

/// What a report says of how it was made.
struct ReportOrigin {
  std::string dossier_sha256;
  desk::UnderwriteOptions options;
};

Result<ReportOrigin> origin_of(const Json& report, const std::string& file) {
  const auto wrong = [&file](const char* field) {
    return fail(ErrorCode::kInvalidInput, "is not what a report of Pignus holds", {file, 0, field});
  };
  if (!report.is_object() || report.value("format", Json()) != Json(report::kUnderwritingFormat)) {
    return wrong("format");
  }
  const Json provenance = report.value("provenance", Json::object());
  const auto text = [&provenance](const char* pointer) {
    const Json::json_pointer place(pointer);
    const Json value = provenance.contains(place) ? provenance.at(place) : Json();
    return value.is_string() ? value.get<std::string>() : std::string();
  };
  const auto true_on = Date::parse(text("/as_of/true_on"));
  const auto known_by = Date::parse(text("/as_of/known_by"));
  if (!true_on || !known_by) {
    return wrong("provenance.as_of");
  }
  std::uint64_t seed = 0;
  const std::string seed_text = text("/seed");  // a text: JSON numbers hold no 64 bits everywhere
  const auto [end, error] =
      std::from_chars(seed_text.data(), seed_text.data() + seed_text.size(), seed);
  if (error != std::errc{} || end != seed_text.data() + seed_text.size()) {
    return wrong("provenance.seed");
  }
  const Json paths = provenance.value("paths", Json());
  if (!paths.is_number_unsigned() || paths.get<std::uint64_t>() < kPathsMin ||
      paths.get<std::uint64_t>() > kPathsMax) {
    return wrong("provenance.paths");
  }
  // Reports of earlier versions know no sets of weights.
  auto weights = standards::weight_sets_from_json(provenance.value("weight_sets", Json::array()));
  if (!weights) {
    return wrong("provenance.weight_sets");
  }
  return ReportOrigin{sha256_hex(canonical_json(report.value("dossier", Json()))),
                      {{*true_on, *known_by},
                       seed,
                       paths.get<std::uint64_t>(),
                       text("/software"),
                       std::move(*weights)}};
}

Result<book::Dossier> saved_dossier(const store::Store& store, const std::string& sha256) {
  PIGNUS_ASSIGN(const store::SavedResult saved, store.load_result("dossier", sha256));
  PIGNUS_ASSIGN(const Json json, parse_json(saved.body, "dossier " + sha256));
  return book::dossier_from_json(json);
}

/// The work itself, told in the log and counted.
Result<Underwritten> underwrite_told(const Session& session, OpenedDossier& opened,
                                     const desk::UnderwriteOptions& options, ProgressLine& line) {
  const telemetry::Logger logger = session.telemetry.next_job();
  Instruments& count = session.telemetry.instruments();
  const std::string& folder = session.arguments.operands.front();
  logger.info("underwrite.started", {{"dossier", folder},
                                     {"true_on", options.as_of.true_on.iso()},
                                     {"known_by", options.as_of.known_by.iso()},
                                     {"paths", options.paths}});
  const Stopwatch watch;
  auto result = underwrite_and_save(opened.store, opened.dossier, options,
                                    session.settings.value("out"), line.progress());
  count.underwritings.with({result ? "done" : "failed"}).add();
  if (!result) {
    logger.error("underwrite.failed", {{"dossier", folder},
                                       {"code", name_of(result.error().code)},
                                       {"message", describe(result.error())}});
    return result;
  }
  count.underwrite_paths.with({}).add(static_cast<double>(options.paths));
  count.underwrite_seconds.with({}).observe(watch.seconds());
  logger.info("underwrite.finished", {{"dossier", folder}, {"seconds", watch.seconds()}});
  return result;
}

}  // namespace

Result<int> run_underwrite(const Session& session) {
  if (session.arguments.operands.size() > 1) return run_underwrite_many(session);
  PIGNUS_ASSIGN(const auto weights, weights_asked(session));
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  PIGNUS_ASSIGN(OpenedDossier opened, open_dossier(session, line.progress()));
  const desk::UnderwriteOptions options{session.as_of(opened.dossier.as_of), session.number("seed"),
                                        session.number("paths"), software_version(), weights};
  PIGNUS_ASSIGN(const Underwritten done, underwrite_told(session, opened, options, line));
  line.clear();
  if (session.arguments.json) {
    session.print(done.report + "\n");
    return 0;
  }
  report::TerminalOptions terminal = session.terminal();
  terminal.report_files = done.files;
  session.print(report::to_terminal(done.result, terminal));
  return 0;
}

Result<int> run_check(const Session& session) {
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  PIGNUS_ASSIGN(const OpenedDossier opened, open_dossier(session, line.progress()));
  const AsOf as_of = session.as_of(opened.dossier.as_of);
  PIGNUS_ASSIGN(const auto findings,
                desk::check_dossier(opened.store, opened.dossier, as_of, line.progress()));
  line.clear();
  if (session.arguments.json) {
    book::Provenance provenance;
    provenance.software = software_version();
    provenance.as_of = as_of;
    session.print_json(report::findings_json(findings, provenance));
  } else {
    session.print(report::findings_to_terminal(findings, session.terminal()));
  }
  return 0;
}

Result<int> run_verify(const Session& session) {
  const std::string& path = session.arguments.operands.front();
  PIGNUS_ASSIGN(const std::string text, read_file(path, kReportBytesMax));
  PIGNUS_ASSIGN(const Json reported, parse_json(text, path, {kReportBytesMax, 64}));
  PIGNUS_ASSIGN(const ReportOrigin origin, origin_of(reported, path));
  PIGNUS_ASSIGN(const store::Store store, session.open_store_to_read());
  PIGNUS_TRY(store.verify_journal());
  auto dossier = saved_dossier(store, origin.dossier_sha256);
  if (!dossier && dossier.error().code == ErrorCode::kNotFound) {
    return fail(ErrorCode::kNotFound, session.format.say("cli.verify.no_dossier"), {path, 0, ""});
  }
  if (!dossier) {
    return fail(std::move(dossier.error()));
  }
  if (origin.options.software != software_version()) {
    session.note(session.format.say("cli.verify.other_version",
                                    {origin.options.software, software_version()}));
  }
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  PIGNUS_ASSIGN(const book::Underwriting result,
                desk::underwrite(store, *dossier, origin.options, line.progress()));
  line.clear();
  const auto differences = report::compare_json(reported, report::to_json(result));
  if (session.arguments.json) {
    Json list = Json::array();
    for (const auto& difference : differences) {
      list.push_back({{"path", difference.path},
                      {"reported", difference.reported},
                      {"recomputed", difference.recomputed}});
    }
    session.print_json(
        Json{{"format", "pignus.verify/1"}, {"same", differences.empty()}, {"differences", list}});
  } else if (differences.empty()) {
    session.print_line(session.format.say("cli.verify.same", {path}));
  } else {
    session.print_line(session.format.say("cli.verify.differs", {path}));
    for (const auto& difference : differences) {
      session.print_line("  " + difference.path);
      session.print_line("    - " + difference.reported);
      session.print_line("    + " + difference.recomputed);
    }
  }
  return differences.empty() ? 0 : 1;
}

}  // namespace pignus::cli
