// `pignus underwrite DOSSIER DOSSIER…`: the extracts of all are imported, then each is
// underwritten, on threads or by a fleet, and saved in the order given.
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/command_functions.h"
#include "cli/imported.h"
#include "cli/runners.h"
#include "cli/underwritten.h"
#include "cli/weight_sets.h"
#include "core/error_json.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "desk/dossier_reader.h"
#include "desk/underwrite_many.h"
#include "fleetwork/kinds.h"
#include "report/terminal_text.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

/// One dossier of the command line, and what became of it.
struct Row {
  std::string folder;
  fs::path out;
  std::optional<Error> error;  ///< it was not underwritten; nothing below counts then
  std::string firm;
  std::string outcome;
  std::optional<Money> amount;
  std::string report;  ///< the file
  std::string sha256;  ///< of the report, as the store has it
};

std::string name_of_folder(const std::string& folder) {
  std::error_code ignored;
  const fs::path whole = fs::absolute(folder, ignored).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

/// Two of one name would write over each other's reports.
Result<std::vector<Row>> rows_of(const Session& session) {
  std::vector<Row> rows;
  std::map<std::string, std::string> names;
  for (const std::string& folder : session.arguments.operands) {
    const std::string name = name_of_folder(folder);
    const auto [there, is_new] = names.emplace(name, folder);
    if (!is_new) {
      return fail(ErrorCode::kInvalidInput,
                  session.format.say("cli.underwrite.same_name", {there->second, folder}));
    }
    rows.push_back(
        {folder, fs::path(session.settings.value("out")) / name, {}, {}, {}, {}, {}, {}});
  }
  return rows;
}

/// Underwrites what can be, and fills the rows.
class Many {
 public:
  Many(const Session& session, store::Store& store, std::vector<Row>& rows,
       std::vector<standards::WeightSet> weights)
      : session_(session), store_(store), rows_(rows), weights_(std::move(weights)) {}

  /// Dossiers and their extracts: an error of one is its own, one of the store ends the run.
  Status load(const Progress& progress) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      auto dossier = desk::read_dossier(rows_[i].folder);
      Status taken = dossier ? take_register_extract(session_, store_, rows_[i].folder, progress)
                             : Status(fail(dossier.error()));
      if (!taken) {
        if (ends_the_run(session_, taken.error())) return taken;
        failed(i, std::move(taken.error()));
        continue;
      }
      const desk::UnderwriteOptions options{session_.as_of(dossier->as_of), session_.number("seed"),
                                            session_.number("paths"), software_version(), weights_};
      dossiers_.push_back({std::move(*dossier), options});
      row_of_.push_back(i);
    }
    return {};
  }

  Status run(fleet::Runner& runner, const Progress& progress) {
    return desk::underwrite_many(
        store_, dossiers_, build_of_this(), runner,
        [this](std::size_t place, Result<fleetwork::Reports> reports) -> Status {
          if (!reports) {
            failed(row_of_[place], std::move(reports.error()));
            return {};
          }
          return save(place, *reports);
        },
        progress);
  }

 private:
  void failed(std::size_t row, Error error) {
    session_.telemetry.instruments().underwritings.with({"failed"}).add();
    session_.telemetry.logger().error("underwrite.failed", {{"dossier", rows_[row].folder},
                                                            {"code", name_of(error.code)},
                                                            {"message", describe(error)}});
    rows_[row].error = std::move(error);
  }

  Status save(std::size_t place, const fleetwork::Reports& reports) {
    Row& row = rows_[row_of_[place]];
    const book::Dossier& dossier = dossiers_[place].dossier;
    PIGNUS_ASSIGN(const auto files, save_reports(store_, dossier, reports, row.out));
    PIGNUS_ASSIGN(const Json report, parse_json(reports.json, "report", {kReportBytesMax, 64}));
    const Json decision = report.value("decision", Json::object());
    row.firm = dossier.firm.name;
    row.outcome = decision.value("outcome", std::string());
    if (decision.contains("amount") && decision["amount"].is_string()) {
      row.amount = Money::parse(decision["amount"].get_ref<const std::string&>());
    }
    row.report = files.back();
    row.sha256 = sha256_hex(reports.json);
    Instruments& count = session_.telemetry.instruments();
    count.underwritings.with({"done"}).add();
    count.underwrite_paths.with({}).add(static_cast<double>(dossiers_[place].options.paths));
    session_.telemetry.logger().info("underwrite.finished", {{"dossier", row.folder}});
    return {};
  }

  static constexpr std::size_t kReportBytesMax = std::size_t{256} << 20;

  const Session& session_;
  store::Store& store_;
  std::vector<Row>& rows_;
  std::vector<standards::WeightSet> weights_;
  std::vector<desk::ToUnderwrite> dossiers_;
  std::vector<std::size_t> row_of_;  ///< by dossier
};

Json to_json(const Row& row) {
  if (row.error) {
    return {{"dossier", valid_utf8(row.folder)}, {"error", error_json(*row.error)}};
  }
  return {{"dossier", valid_utf8(row.folder)},
          {"firm", row.firm},
          {"outcome", row.outcome},
          {"amount", row.amount ? Json(row.amount->text()) : Json(nullptr)},
          {"report", valid_utf8(row.report)},
          {"report_sha256", row.sha256}};
}

void print_table(const Session& session, const std::vector<Row>& rows, std::size_t failed) {
  using namespace report::terminal;
  const report::Format& format = session.format;
  const report::TerminalOptions options = session.terminal();
  Screen screen(format, options.width, options.colour);
  std::vector<std::vector<std::string>> cells;
  for (const Row& row : rows) {
    if (row.error) continue;
    cells.push_back(
        {row.folder, row.firm, format.say("outcome." + row.outcome), format.money(row.amount)});
  }
  screen.table({{format.say("cli.underwrite.table.dossier"), Align::kLeft, 0},
                {format.say("cli.underwrite.table.firm"), Align::kLeft, 0},
                {format.say("cli.underwrite.table.decision"), Align::kLeft, 0},
                {format.say("cli.underwrite.table.amount"), Align::kRight, 0}},
               cells);
  if (!cells.empty()) session.print(screen.take());
  for (const Row& row : rows) {
    if (!row.error) continue;
    session.print_line(format.say("cli.underwrite.failed", {row.folder, describe(*row.error)}));
  }
  session.print_line(
      format.say("cli.underwrite.totals",
                 {format.count(rows.size()), format.count(failed), session.settings.value("out")}));
}

}  // namespace

Result<int> run_underwrite_many(const Session& session) {
  PIGNUS_ASSIGN(std::vector<Row> rows, rows_of(session));
  PIGNUS_ASSIGN(auto weights, weights_asked(session));
  const fleet::WorkRegistry registry = fleetwork::all_kinds();
  PIGNUS_ASSIGN(const auto runner, runner_of(session, registry, 1, {}));
  PIGNUS_ASSIGN(store::Store store, session.open_store());
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    Many many(session, store, rows, std::move(weights));
    PIGNUS_TRY(many.load(line.progress()));
    PIGNUS_TRY(many.run(*runner, line.progress()));
  }
  const Error* first = nullptr;
  std::size_t failed = 0;
  for (const Row& row : rows) {
    if (!row.error) continue;
    ++failed;
    if (first == nullptr) first = &*row.error;
  }
  if (session.arguments.json) {
    Json dossiers = Json::array();
    for (const Row& row : rows) dossiers.push_back(to_json(row));
    session.print_json({{"format", "pignus.underwritings/1"},
                        {"dossiers", dossiers},
                        {"totals", {{"dossiers", rows.size()}, {"failed", failed}}}});
  } else {
    print_table(session, rows, failed);
  }
  return first == nullptr ? 0 : exit_code(first->code);
}

}  // namespace pignus::cli
