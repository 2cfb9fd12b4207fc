// `pignus what-if DOSSIER NAME=VALUE…`: what other assumptions would do to value and decision.
#include <algorithm>

#include "cli/command_functions.h"
#include "cli/underwritten.h"
#include "desk/what_if.h"
#include "report/json.h"
#include "report/terminal_text.h"
#include "report/words.h"

namespace pignus::cli {

namespace {

constexpr std::string_view kWhatIfFormat = "pignus.what-if/1";

/// "royalty rate 3.00 %", or what the version is called that changes nothing or everything.
std::string label_of(const report::Format& format, const desk::WhatIf& answer, std::size_t index) {
  const desk::WhatIfCase& one = answer.cases[index];
  if (one.changed.empty()) {
    return format.say("cli.what_if.as_it_is");
  }
  if (one.changed.size() > 1) {
    return format.say("cli.what_if.together");
  }
  const book::Assumption& change = answer.changes[index - 1];
  const book::Input input{
      change.name, Distribution::triangular(change.low, change.mode, change.high), change.unit, {}};
  return report::input_word(format, change.name) + " " + report::input_value(format, input);
}

/// "+12.0 %" of the median against the dossier as it is; "" for that itself.
std::string change_text(const report::Format& format, const desk::WhatIf& answer,
                        std::size_t index) {
  const double before = answer.cases.front().value.quantile(0.5);
  if (index == 0 || !(before > 0)) {
    return "";
  }
  const double change = answer.cases[index].value.quantile(0.5) / before - 1;
  return (change > 0 ? "+" : "") + format.percent(change);
}

void print_table(const Session& session, const desk::WhatIf& answer) {
  using namespace report::terminal;
  const report::Format& format = session.format;
  const report::TerminalOptions options = session.terminal();
  const Currency currency = answer.dossier.currency;
  const book::Outcome outcome = answer.cases.front().outcome;
  const bool one_outcome =
      std::all_of(answer.cases.begin(), answer.cases.end(),
                  [outcome](const desk::WhatIfCase& one) { return one.outcome == outcome; });
  std::vector<Column> columns{{format.say("cli.what_if.case"), Align::kLeft, kFlexible},
                              {format.say("ui.p50"), Align::kRight},
                              {format.say("cli.what_if.change"), Align::kRight},
                              {format.say("ui.value_liquidation"), Align::kRight},
                              {format.say("ui.amount"), Align::kRight},
                              {format.say("ui.rate"), Align::kRight}};
  if (!one_outcome) {
    columns.push_back({format.say("ui.decision"), Align::kLeft});
  }
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < answer.cases.size(); ++i) {
    const desk::WhatIfCase& one = answer.cases[i];
    rows.push_back({label_of(format, answer, i), format.amount(one.value.quantile(0.5), currency),
                    change_text(format, answer, i),
                    format.amount(one.liquidation_value.quantile(0.5), currency),
                    format.money(one.amount), format.percent(one.rate_per_year)});
    if (!one_outcome) {
      rows.back().push_back(word(format, one.outcome));
    }
  }
  Screen screen(format, options.width, options.colour);
  screen.heading(format.say("cli.what_if.title", {answer.dossier.title}));
  screen.table(columns, rows);
  if (one_outcome) {
    screen.field(format.say("ui.decision"), word(format, outcome));
  }
  screen.paragraph(format.say("cli.what_if.note"), 0, Tone::kMuted);
  session.print(screen.take());
}

Json json_of(const desk::WhatIf& answer, const desk::WhatIfCase& one) {
  Json changed = Json::array();
  for (const book::Assumption& change : answer.changes) {
    const bool here =
        std::find(one.changed.begin(), one.changed.end(), change.name) != one.changed.end();
    if (here) {
      changed.push_back({{"name", change.name},
                         {"low", change.low},
                         {"mode", change.mode},
                         {"high", change.high},
                         {"unit", change.unit}});
    }
  }
  Json rights = Json::array();
  for (std::size_t i = 0; i < one.rights.size(); ++i) {
    const book::OfferedRight& offered = answer.dossier.rights[i];
    rights.push_back({{"right", offered.id ? offered.id->value : offered.stated_number},
                      {"value", report::summary_json(one.rights[i])}});
  }
  return {{"changed", changed},
          {"value", report::summary_json(one.value)},
          {"liquidation_value", report::summary_json(one.liquidation_value)},
          {"rights", rights},
          {"outcome", name_of(one.outcome)},
          {"amount", one.amount ? Json(one.amount->text()) : Json()},
          {"rate_per_year", one.rate_per_year ? Json(*one.rate_per_year) : Json()}};
}

}  // namespace

Result<int> run_what_if(const Session& session) {
  const auto& operands = session.arguments.operands;
  std::vector<book::Assumption> changes;
  for (std::size_t i = 1; i < operands.size(); ++i) {
    PIGNUS_ASSIGN(auto change, desk::parse_change(operands[i]));
    changes.push_back(std::move(change));
  }
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  PIGNUS_ASSIGN(const OpenedDossier opened, open_dossier(session, line.progress()));
  const underwriting::UnderwriteOptions options{session.as_of(opened.dossier.as_of),
                                                session.number("seed"), session.number("paths"),
                                                software_version()};
  PIGNUS_ASSIGN(const desk::WhatIf answer,
                desk::what_if(opened.store, opened.dossier, changes, options, line.progress()));
  line.clear();
  if (!session.arguments.json) {
    print_table(session, answer);
    return 0;
  }
  Json cases = Json::array();
  for (const desk::WhatIfCase& one : answer.cases) {
    cases.push_back(json_of(answer, one));
  }
  book::Provenance provenance;
  provenance.software = options.software;
  provenance.as_of = options.as_of;
  provenance.seed = options.seed;
  provenance.paths = options.paths;
  session.print_json({{"format", kWhatIfFormat},
                      {"currency", answer.dossier.currency.code()},
                      {"cases", cases},
                      {"provenance", report::to_json(provenance)}});
  return 0;
}

}  // namespace pignus::cli
