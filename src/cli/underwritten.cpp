#include "cli/underwritten.h"

#include <system_error>

#include "book/dossier_json.h"
#include "cli/imported.h"
#include "core/file.h"
#include "core/sha256.h"
#include "desk/register_reader.h"
#include "report/html.h"
#include "report/json.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

Result<std::vector<std::string>> write_report(const fs::path& folder,
                                              const book::Underwriting& underwriting,
                                              std::string_view json) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::kIo, "cannot make the folder: " + error.message(),
                {folder.string(), 0, ""});
  }
  const fs::path english = folder / "report.html";
  const fs::path chinese = folder / "report.zh.html";
  const fs::path machine = folder / "report.json";
  PIGNUS_TRY(write_file_atomically(machine, json));
  PIGNUS_TRY(write_file_atomically(
      english, report::to_html(underwriting, {report::Language::kEnglish, "report.zh.html"})));
  PIGNUS_TRY(write_file_atomically(
      chinese, report::to_html(underwriting, {report::Language::kChinese, "report.html"})));
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

Result<Underwritten> underwrite_and_save(store::Store& store, const book::Dossier& dossier,
                                         const desk::UnderwriteOptions& options,
                                         const fs::path& out, const Progress& progress) {
  Underwritten done;
  PIGNUS_ASSIGN(done.result, desk::underwrite(store, dossier, options, progress));
  const std::string dossier_text = canonical_json(book::to_json(dossier));
  const Json report = report::to_json(done.result);
  done.report = canonical_json(report);
  const std::string provenance = canonical_json(report["provenance"]);
  PIGNUS_TRY(store.save_result("dossier", sha256_hex(dossier_text), dossier_text, "{}"));
  PIGNUS_TRY(store.save_result("underwriting", sha256_hex(done.report), done.report, provenance));
  PIGNUS_ASSIGN(done.files, write_report(out, done.result, done.report + "\n"));
  return done;
}

}  // namespace pignus::cli
