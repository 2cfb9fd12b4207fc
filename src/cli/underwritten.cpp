#include "cli/underwritten.h"

#include <system_error>

#include "book/dossier_json.h"
#include "cli/imported.h"
#include "core/file.h"
#include "core/sha256.h"
#include "desk/dossier_reader.h"
#include "desk/register_reader.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReportBytesMax = std::size_t{256} << 20;

Result<std::vector<std::string>> write_reports(const fs::path& folder,
                                               const fleetwork::Reports& reports) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::kIo, "cannot make the folder: " + error.message(),
                {folder.string(), 0, ""});
  }
  const fs::path english = folder / fleetwork::kEnglishFile;
  const fs::path chinese = folder / fleetwork::kChineseFile;
  const fs::path machine = folder / fleetwork::kJsonFile;
  PIGNUS_TRY(write_file_atomically(machine, reports.json + "\n"));
  PIGNUS_TRY(write_file_atomically(english, reports.english));
  PIGNUS_TRY(write_file_atomically(chinese, reports.chinese));
  return std::vector{english.string(), chinese.string(), machine.string()};
}

}  // namespace

Status take_register_extract(const Session& session, store::Store& store, const fs::path& dossier,
                             const Progress& progress) {
  const fs::path registers = dossier / "registers";
  std::error_code unreadable;  // read_dossier() has looked into it already
  if (!fs::is_directory(registers, unreadable)) return {};
  const telemetry::Logger logger = session.telemetry.next_job();
  const Stopwatch watch;
  Imported imported;
  imported.path = registers.string();
  auto outcome =
      desk::import_source(store, registers, session.import_options(), progress, &imported.read);
  if (outcome) {
    imported.outcome = std::move(*outcome);
  } else {
    imported.error = std::move(outcome.error());
  }
  tell_imported(session, logger, imported, watch.seconds());
  if (imported.error) return fail(std::move(*imported.error));
  const std::uint64_t problems = imported.outcome.summary.problems;
  if (problems > 0) {
    session.note(session.format.say("cli.import.problems_in",
                                    {registers.string(), std::to_string(problems)}));
  }
  return {};
}

Result<OpenedDossier> open_dossier(const Session& session, const Progress& progress) {
  const fs::path folder = session.arguments.operands.front();
  PIGNUS_ASSIGN(book::Dossier dossier, desk::read_dossier(folder));
  PIGNUS_ASSIGN(store::Store store, session.open_store());
  PIGNUS_TRY(take_register_extract(session, store, folder, progress));
  return OpenedDossier{std::move(dossier), std::move(store)};
}

Result<std::vector<std::string>> save_reports(store::Store& store, const book::Dossier& dossier,
                                              const fleetwork::Reports& reports,
                                              const fs::path& out) {
  PIGNUS_ASSIGN(const Json report, parse_json(reports.json, "report", {kReportBytesMax, 64}));
  const std::string provenance = canonical_json(report.value("provenance", Json::object()));
  const std::string dossier_text = canonical_json(book::to_json(dossier));
  PIGNUS_TRY(store.save_result("dossier", sha256_hex(dossier_text), dossier_text, "{}"));
  PIGNUS_TRY(store.save_result("underwriting", sha256_hex(reports.json), reports.json, provenance));
  return write_reports(out, reports);
}

Result<Underwritten> underwrite_and_save(store::Store& store, const book::Dossier& dossier,
                                         const desk::UnderwriteOptions& options,
                                         const fs::path& out, const Progress& progress) {
  Underwritten done;
  PIGNUS_ASSIGN(done.result, desk::underwrite(store, dossier, options, progress));
  fleetwork::Reports reports = fleetwork::reports_of(done.result);
  PIGNUS_ASSIGN(done.files, save_reports(store, dossier, reports, out));
  done.report = std::move(reports.json);
  return done;
}

}  // namespace pignus::cli
