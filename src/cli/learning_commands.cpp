// `pignus train TASK TABLE`, `pignus evaluate MODEL TABLE` and `pignus score MODEL TABLE [ROW…]`.
#include <charconv>
#include <cmath>

#include "cli/command_functions.h"
#include "cli/learning_screen.h"
#include "core/utf8.h"
#include "desk/train_model.h"

namespace pignus::cli {

namespace {

void print(const Session& session, const learning::Evaluation& evaluation, Json json) {
  if (session.arguments.json) {
    json["evaluation"] = learning::evaluation_json(evaluation);
    session.print_json(json);
    return;
  }
  session.print(evaluation_screen(evaluation, session.format, session.terminal()));
}

/// "2020" or "2020-2021".
Result<std::optional<learning::TaskPeriod>> period_of(const Session& session) {
  const auto given = session.arguments.value("period");
  if (!given) {
    return std::nullopt;
  }
  const std::size_t dash = given->find('-', 1);
  const auto number = [](std::string_view text, double& value) {
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && at == text.data() + text.size() && std::isfinite(value);
  };
  learning::TaskPeriod period;
  const bool sound = number(std::string_view(*given).substr(0, dash), period.from) &&
                     number(dash == std::string::npos ? std::string_view(*given)
                                                      : std::string_view(*given).substr(dash + 1),
                            period.to);
  if (!sound || period.to < period.from) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.bad_period", {*given}),
                {"", 0, "--period"});
  }
  return period;
}

/// JSON has no infinity: an interval that promises nothing has no ends.
Json end_of(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json undone_json(const learning::TaskTarget& target, double value) {
  const auto undone = std::isfinite(value) ? target.undone(value) : std::nullopt;
  return undone ? Json(*undone) : Json(nullptr);
}

Json row_json(const desk::ScoredRow& row, const learning::TaskTarget& target) {
  const learning::Prediction& p = row.prediction;
  Json json{{"row", valid_utf8(row.key)},
            {"mean", p.mean},
            {"quantiles", p.quantiles},
            {"interval",
             {{"low", end_of(p.interval.low)},
              {"high", end_of(p.interval.high)},
              {"closed", p.interval.closed},
              {"pooled", p.interval.pooled},
              {"unbounded", p.interval.unbounded}}},
            {"in_own_unit",
             {{"middle", undone_json(target, p.quantiles[1])},
              {"low", undone_json(target, p.interval.low)},
              {"high", undone_json(target, p.interval.high)}}}};
  if (row.why) {
    json["why"] = {{"expected", row.why->expected},
                   {"contributions", row.why->contributions},
                   {"middle", row.why->value}};
  }
  return json;
}

void print_scores(const Session& session, const desk::ScoredTable& scored) {
  if (session.arguments.json) {
    Json rows = Json::array();
    for (const desk::ScoredRow& row : scored.rows) {
      rows.push_back(row_json(row, scored.target));
    }
    session.print_json(Json{{"format", "pignus.score/1"},
                            {"model", scored.card.name},
                            {"version", scored.card.version},
                            {"model_sha256", scored.card.model_sha256},
                            {"target", scored.card.target},
                            {"coverage", scored.card.promised_coverage},
                            {"not_for", scored.card.not_for},
                            {"rows", std::move(rows)},
                            {"drift", learning::drift_json(scored.drift)}});
    return;
  }
  session.print(score_screen(scored, session.format, session.terminal()));
}

}  // namespace

Result<int> run_train(const Session& session) {
  const auto& operands = session.arguments.operands;
  desk::TrainedModel made;
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    PIGNUS_ASSIGN(made, desk::train_model(operands[0], operands[1], session.settings.value("out"),
                                          software_version(), line.progress()));
  }
  print(session, made.evaluation,
        Json{{"format", "pignus.train/1"}, {"model", valid_utf8(made.folder.string())}});
  if (!session.arguments.json) {
    session.print_line(session.format.say("cli.train.written", {made.folder.string()}));
  }
  return 0;
}

Result<int> run_evaluate(const Session& session) {
  const auto& operands = session.arguments.operands;
  PIGNUS_ASSIGN(const auto period, period_of(session));
  learning::Evaluation evaluation;
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    PIGNUS_ASSIGN(evaluation,
                  desk::evaluate_model(operands[0], operands[1], period, line.progress()));
  }
  print(session, evaluation, Json{{"format", "pignus.evaluate/1"}});
  return 0;
}

Result<int> run_score(const Session& session) {
  const auto& operands = session.arguments.operands;
  PIGNUS_ASSIGN(
      const desk::ScoredTable scored,
      desk::score_table(operands[0], operands[1], {operands.begin() + 2, operands.end()}));
  print_scores(session, scored);
  return 0;
}

}  // namespace pignus::cli
