// `pignus train TASK TABLE` and `pignus evaluate MODEL TABLE`.
#include "cli/command_functions.h"
#include "desk/train_model.h"

namespace pignus::cli {

namespace {

void print(const Session& session, const learning::Evaluation& evaluation, Json json) {
  if (session.arguments.json) {
    json["evaluation"] = learning::evaluation_json(evaluation);
    session.print_json(json);
    return;
  }
  const std::string page = learning::evaluation_markdown(evaluation);
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = page.find('\n', at);
    session.print_line(page.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

Result<int> run_train(const Session& session) {
  const auto& operands = session.arguments.operands;
  PIGNUS_ASSIGN(const desk::TrainedModel made,
                desk::train_model(operands[0], operands[1], session.settings.value("out"),
                                  software_version()));
  print(session, made.evaluation,
        Json{{"format", "pignus.train/1"}, {"model", made.folder.string()}});
  if (!session.arguments.json) {
    session.print_line(session.format.say("cli.train.written", {made.folder.string()}));
  }
  return 0;
}

Result<int> run_evaluate(const Session& session) {
  const auto& operands = session.arguments.operands;
  PIGNUS_ASSIGN(const learning::Evaluation evaluation,
                desk::evaluate_model(operands[0], operands[1]));
  print(session, evaluation, Json{{"format", "pignus.evaluate/1"}});
  return 0;
}

}  // namespace pignus::cli
