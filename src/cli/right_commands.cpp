// The commands that start from a number.
#include "cli/command_functions.h"
#include "desk/appraise_rights.h"
#include "desk/case_file.h"
#include "registers/number.h"
#include "report/json.h"

namespace pignus::cli {

Result<int> run_show(const Session& session) {
  PIGNUS_ASSIGN(const auto id, registers::parse_right_key(session.arguments.operands.front()));
  PIGNUS_ASSIGN(const auto store, session.open_store_to_read());
  const AsOf as_of = session.as_of(session.world.today);
  PIGNUS_ASSIGN(const book::RightFile right, desk::load_right(store, id, as_of));
  if (session.arguments.json) {
    session.print_json(report::right_json(right, as_of));
  } else {
    session.print(report::right_to_terminal(session.arguments.operands.front(), right, as_of,
                                            session.terminal()));
  }
  return 0;
}

Result<int> run_appraise(const Session& session) {
  std::vector<registers::RightId> rights;
  for (const std::string& number : session.arguments.operands) {
    PIGNUS_ASSIGN(auto id, registers::parse_right_key(number));
    rights.push_back(std::move(id));
  }
  PIGNUS_ASSIGN(const auto store, session.open_store_to_read());
  const desk::AppraiseOptions options{session.as_of(session.world.today),
                                      session.arguments.currency, session.number("seed"),
                                      session.number("paths")};
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  PIGNUS_ASSIGN(const auto appraisals,
                desk::appraise_rights(store, rights, options, line.progress()));
  line.clear();
  if (session.arguments.json) {
    book::Provenance provenance;
    provenance.software = software_version();
    provenance.as_of = options.as_of;
    provenance.seed = options.seed;
    provenance.paths = options.paths;
    session.print_json(report::appraisals_json(appraisals, provenance));
  } else {
    session.print(report::appraisals_to_terminal(appraisals, session.terminal()));
  }
  return 0;
}

}  // namespace pignus::cli
