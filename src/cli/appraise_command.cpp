// `pignus appraise NUMBER…`: values of rights from what the store holds; many of them on threads or
// by a fleet.
#include <fmt/format.h>
#include <optional>

#include "cli/command_functions.h"
#include "cli/rights_list.h"
#include "cli/runners.h"
#include "cli/weight_sets.h"
#include "core/sha256.h"
#include "desk/appraise_rights.h"
#include "fleetwork/kinds.h"
#include "registers/number.h"
#include "report/json.h"
#include "report/terminal_text.h"
#include "standards/embedded.h"

namespace pignus::cli {

namespace {

/// Up to so many are shown one by one, with scorecards and what moves them.
constexpr std::size_t kShownEach = 20;
/// The numbers of the command line, and those of --from.
Result<std::vector<registers::RightId>> rights_of(const Session& session) {
  std::vector<registers::RightId> rights;
  for (const std::string& number : session.arguments.operands) {
    PIGNUS_ASSIGN(auto id, registers::parse_right_key(number));
    rights.push_back(std::move(id));
  }
  if (const auto list = session.arguments.value("from")) {
    PIGNUS_ASSIGN(const auto listed, read_rights_list(*list));
    rights.insert(rights.end(), listed.begin(), listed.end());
  }
  if (rights.empty()) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.appraise.no_right"));
  }
  return rights;
}

book::Provenance provenance_of(const desk::AppraiseOptions& options) {
  book::Provenance provenance;
  provenance.software = software_version();
  provenance.as_of = options.as_of;
  provenance.seed = options.seed;
  provenance.paths = options.paths;
  provenance.weight_sets = options.weight_sets;
  for (const std::string& path : standards::embedded_files("")) {
    provenance.standards[path] = sha256_hex(standards::embedded_file(path));
  }
  return provenance;
}

/// Appraisals as they come: JSON that need not fit into memory at once, or a table.
class Printer {
 public:
  Printer(const Session& session, const desk::AppraiseOptions& options)
      : session_(session), options_(options) {}

  Status take(Json&& appraisal) {
    if (!session_.arguments.json) {
      add_row(appraisal);
      return {};
    }
    const Json clean = session_.telemetry.redactor().clean_json(appraisal);
    session_.print((first_ ? R"({"appraisals":[)" : ",") + canonical_json(clean));
    first_ = false;
    return {};
  }

  void end() {
    if (!session_.arguments.json) {
      print_table();
      return;
    }
    // The rest of the object, in the order of its keys.
    const std::string rest =
        canonical_json({{"format", report::kAppraisalsFormat},
                        {"provenance", report::to_json(provenance_of(options_))}});
    session_.print("]," + rest.substr(1) + "\n");
  }

 private:
  void add_row(const Json& appraisal) {
    const report::Format& format = session_.format;
    const auto currency = Currency::parse(appraisal.at("currency").get<std::string>());
    const auto amount = [&](const char* value, const char* quantile) {
      return format.amount(appraisal.at(value).at(quantile).get<double>(),
                           currency.value_or(Currency()));
    };
    const Json& state = appraisal.at("status").at("state");
    rows_.push_back({appraisal.at("right").get<std::string>(),
                     format.say("state." + state.get<std::string>()), amount("value", "p5"),
                     amount("value", "p50"), amount("value", "p95"),
                     amount("liquidation_value", "p50")});
  }

  void print_table() const {
    using namespace report::terminal;
    const report::Format& format = session_.format;
    const report::TerminalOptions options = session_.terminal();
    Screen screen(format, options.width, options.colour);
    screen.table({{format.say("cli.appraise.right"), Align::kLeft, kFlexible},
                  {format.say("ui.status"), Align::kLeft},
                  {format.say("ui.p5"), Align::kRight},
                  {format.say("ui.p50"), Align::kRight},
                  {format.say("ui.p95"), Align::kRight},
                  {format.say("ui.value_liquidation"), Align::kRight}},
                 rows_);
    screen.paragraph(format.say("ui.limit_short"), 0, Tone::kMuted);
    session_.print(screen.take());
  }

  const Session& session_;
  const desk::AppraiseOptions& options_;
  bool first_ = true;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace

Result<int> run_appraise(const Session& session) {
  PIGNUS_ASSIGN(const auto rights, rights_of(session));
  PIGNUS_ASSIGN(const auto weights, weights_asked(session));
  const fleet::WorkRegistry registry = fleetwork::all_kinds();
  PIGNUS_ASSIGN(const auto runner, runner_of(session, registry, 1, {}));
  PIGNUS_ASSIGN(const auto store, session.open_store_to_read());
  const desk::AppraiseOptions options{session.as_of(session.world.today),
                                      session.arguments.currency,
                                      session.number("seed"),
                                      session.number("paths"),
                                      rights.size() <= kShownEach,
                                      weights};
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  if (!session.arguments.json && rights.size() <= kShownEach) {
    PIGNUS_ASSIGN(const auto appraisals,
                  desk::appraise_rights(store, rights, options, line.progress()));
    line.clear();
    session.print(report::appraisals_to_terminal(appraisals, session.terminal()));
    return 0;
  }
  Printer printer(session, options);
  PIGNUS_TRY(desk::appraise_many(
      store, rights, options, build_of_this(), *runner,
      [&printer](Json&& appraisal) { return printer.take(std::move(appraisal)); },
      line.progress()));
  line.clear();
  printer.end();
  return 0;
}

}  // namespace pignus::cli
