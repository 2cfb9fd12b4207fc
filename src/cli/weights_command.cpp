// `pignus weights`: the sets of weights at hand; `pignus weights save FILE`: one more.
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "cli/weight_sets.h"
#include "report/terminal_text.h"

namespace pignus::cli {

namespace {

Json weights_json(const std::vector<SavedWeights>& saved) {
  Json list = Json::array();
  for (const SavedWeights& one : saved) {
    Json set = standards::weight_sets_json({one.set}).front();
    set["file"] = one.file.empty() ? Json(nullptr) : Json(one.file);
    list.push_back(std::move(set));
  }
  return {{"format", "pignus.weights/1"}, {"weight_sets", std::move(list)}};
}

void print_weights(const Session& session, const std::vector<SavedWeights>& saved) {
  using namespace report::terminal;
  const report::Format& format = session.format;
  const report::TerminalOptions options = session.terminal();
  Screen screen(format, options.width, options.colour);
  std::vector<std::vector<std::string>> rows;
  for (const SavedWeights& one : saved) {
    rows.push_back({fmt::format("{}@{}", one.set.id, one.set.version),
                    fmt::format("{}@{}", one.set.scorecard, one.set.scorecard_version),
                    one.set.scenario, one.set.author, format.date(one.set.saved)});
  }
  screen.table({{format.say("cli.weights.table.set"), Align::kLeft, kFlexible},
                {format.say("cli.weights.table.card"), Align::kLeft},
                {format.say("cli.weights.table.scenario"), Align::kLeft},
                {format.say("cli.weights.table.author"), Align::kLeft},
                {format.say("cli.weights.table.saved"), Align::kLeft}},
               rows);
  session.print(screen.take());
}

}  // namespace

Result<int> run_weights(const Session& session) {
  const auto& words = session.arguments.operands;
  if (words.size() == 2 && words.front() == "save") {
    PIGNUS_ASSIGN(const std::string path, save_weights(session, words.back()));
    session.print_line(session.format.say("cli.weights.saved", {path}));
    return 0;
  }
  if (words.size() > 1 || (words.size() == 1 && words.front() != "list")) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.weights.usage"));
  }
  PIGNUS_ASSIGN(const auto saved, saved_weights(session));
  if (session.arguments.json) {
    session.print_json(weights_json(saved));
  } else {
    print_weights(session, saved);
  }
  return 0;
}

}  // namespace pignus::cli
