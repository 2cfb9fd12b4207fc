// `pignus show NUMBER`: what the store holds of one right.
#include "cli/command_functions.h"
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

}  // namespace pignus::cli
