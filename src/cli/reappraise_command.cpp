// `pignus reappraise FILE`: the rights of an earlier `pignus appraise --json` valued again on a
// later day, with what changed and why; on threads or by a fleet.
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "cli/command_functions.h"
#include "cli/runners.h"
#include "core/sha256.h"
#include "desk/reappraise_rights.h"
#include "fleetwork/kinds.h"
#include "report/arguments.h"
#include "report/json.h"
#include "report/terminal_text.h"
#include "standards/embedded.h"

namespace pignus::cli {

namespace {

constexpr std::string_view kReappraisalsFormat = "pignus.reappraisals/1";

/// --threshold, a share lost; else what the standards call an alert.
Result<double> threshold_of(const Session& session) {
  const auto given = session.arguments.value("threshold");
  if (!given) {
    return desk::usual_threshold();
  }
  char* end = nullptr;
  const double share = std::strtod(given->c_str(), &end);
  if (given->empty() || *end != '\0' || !std::isfinite(share) || share <= 0 || share > 1) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.reappraise.threshold"),
                {"", 0, "threshold"});
  }
  return share;
}

Json totals_json(const std::map<std::string, desk::ReappraisedTotals>& totals) {
  Json list = Json::array();
  for (const auto& [currency, sums] : totals) {
    list.push_back({{"currency", currency},
                    {"rights", sums.rights},
                    {"alerts", sums.alerts},
                    {"ended", sums.ended},
                    {"before", sums.before},
                    {"after", sums.after},
                    {"change", sums.after - sums.before},
                    {"steps",
                     {{"model", sums.model},
                      {"time", sums.time},
                      {"legal", sums.legal},
                      {"market", sums.market}}}});
  }
  return list;
}

Json provenance_json(const desk::PreviousAppraisals& previous, const desk::ReappraiseRun& run) {
  book::Provenance provenance;
  provenance.software = run.software;
  provenance.as_of = run.as_of;
  provenance.seed = previous.seed;
  provenance.paths = previous.paths;
  provenance.inputs["previous"] = previous.sha256;
  for (const std::string& path : standards::embedded_files("")) {
    provenance.standards[path] = sha256_hex(standards::embedded_file(path));
  }
  return report::to_json(provenance);
}

/// Rights as they come: JSON that need not fit into memory at once, or a table, alerts marked.
class ReappraisalPrinter {
 public:
  explicit ReappraisalPrinter(const Session& session) : session_(session) {}

  Status take(Json&& made) {
    if (!session_.arguments.json) {
      add_row(made);
      return {};
    }
    const Json clean = session_.telemetry.redactor().clean_json(made);
    session_.print((first_ ? R"({"changes":[)" : ",") + canonical_json(clean));
    first_ = false;
    return {};
  }

  void end(const desk::PreviousAppraisals& previous, const desk::ReappraiseRun& run,
           const std::map<std::string, desk::ReappraisedTotals>& totals) {
    if (!session_.arguments.json) {
      print_table(previous, run, totals);
      return;
    }
    // The rest of the object, in the order of its keys.
    const std::string rest = canonical_json({{"format", kReappraisalsFormat},
                                             {"previous",
                                              {{"as_of", previous.as_of.true_on.iso()},
                                               {"known_by", previous.as_of.known_by.iso()},
                                               {"software", previous.software},
                                               {"sha256", previous.sha256}}},
                                             {"provenance", provenance_json(previous, run)},
                                             {"threshold", run.threshold},
                                             {"totals", totals_json(totals)}});
    session_.print("]," + rest.substr(1) + "\n");
  }

 private:
  std::string reason_of(const Json& made) const {
    const Json& reasons = made.at("reasons");
    if (reasons.empty()) {
      return session_.format.say("ui.none");
    }
    return report::say_shown(session_.format, reasons.front().at("message").get<std::string>(),
                             reasons.front().at("arguments").get<std::vector<std::string>>());
  }

  void add_row(const Json& made) {
    const report::Format& format = session_.format;
    const auto currency = Currency::parse(made.at("currency").get<std::string>());
    const auto mean = [&](const char* side) {
      return format.amount(made.at(side).at("mean").get<double>(), currency.value_or(Currency()));
    };
    const Json& share = made.at("change_share");
    rows_.push_back(
        {(made.at("alert").get<bool>() ? "! " : "  ") + made.at("right").get<std::string>(),
         mean("before"), mean("after"),
         share.is_null() ? format.unknown() : format.percent(share.get<double>()),
         reason_of(made)});
  }

  void print_table(const desk::PreviousAppraisals& previous, const desk::ReappraiseRun& run,
                   const std::map<std::string, desk::ReappraisedTotals>& totals) const {
    using namespace report::terminal;
    const report::Format& format = session_.format;
    const report::TerminalOptions options = session_.terminal();
    Screen screen(format, options.width, options.colour);
    screen.paragraph(format.say("cli.reappraise.days", {format.date(previous.as_of.true_on),
                                                        format.date(run.as_of.true_on)}),
                     0, Tone::kMuted);
    screen.table({{format.say("cli.appraise.right"), Align::kLeft},
                  {format.say("cli.reappraise.before"), Align::kRight},
                  {format.say("cli.reappraise.after"), Align::kRight},
                  {format.say("cli.reappraise.change"), Align::kRight},
                  {format.say("cli.reappraise.reason"), Align::kLeft, kFlexible}},
                 rows_);
    screen.heading(format.say("cli.reappraise.totals"));
    for (const auto& [code, sums] : totals) {
      print_totals(screen, Currency::parse(code).value_or(Currency()), sums, run.threshold);
    }
    screen.paragraph(format.say("ui.limit_short"), 0, Tone::kMuted);
    session_.print(screen.take());
  }

  void print_totals(report::terminal::Screen& screen, Currency currency,
                    const desk::ReappraisedTotals& sums, double threshold) const {
    const report::Format& format = session_.format;
    const auto amount = [&](double major) { return format.amount(major, currency); };
    screen.item("-", format.say("cli.reappraise.total",
                                {format.count(sums.rights), amount(sums.before), amount(sums.after),
                                 amount(sums.after - sums.before)}));
    screen.paragraph(format.say("cli.reappraise.steps", {amount(sums.time), amount(sums.legal),
                                                         amount(sums.market), amount(sums.model)}),
                     4);
    screen.paragraph(
        format.say("cli.reappraise.alerts", {format.count(sums.alerts), format.percent(threshold),
                                             format.count(sums.ended)}),
        4, sums.alerts > 0 ? report::terminal::Tone::kBad : report::terminal::Tone::kPlain);
  }

  const Session& session_;
  bool first_ = true;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace

Result<int> run_reappraise(const Session& session) {
  PIGNUS_ASSIGN(const double threshold, threshold_of(session));
  PIGNUS_ASSIGN(const auto previous,
                desk::read_previous_appraisals(session.arguments.operands.front()));
  const fleet::WorkRegistry registry = fleetwork::all_kinds();
  PIGNUS_ASSIGN(const auto runner, runner_of(session, registry, 1, {}));
  PIGNUS_ASSIGN(const auto store, session.open_store_to_read());
  const desk::ReappraiseRun run{session.as_of(session.world.today), threshold, software_version(),
                                build_of_this()};
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  ReappraisalPrinter printer(session);
  PIGNUS_ASSIGN(
      const auto totals,
      desk::reappraise_rights(
          store, previous, run, *runner,
          [&printer](Json&& made) { return printer.take(std::move(made)); }, line.progress()));
  line.clear();
  printer.end(previous, run, totals);
  return 0;
}

}  // namespace pignus::cli
