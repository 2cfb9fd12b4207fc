// `pignus reference` and `pignus trades`: what is known of markets, with dates and sources.
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "registers/number.h"
#include "report/terminal_text.h"
#include "store/fact_json.h"

namespace pignus::cli {

namespace {

using registers::ReferenceFigure;
using registers::TradeReport;
using report::terminal::Align;
using report::terminal::Column;
using report::terminal::kFlexible;
using report::terminal::Screen;

using Rows = std::vector<std::vector<std::string>>;

std::string say(const Session& session, std::string_view key) {
  return session.format.say(std::string("cli.") + std::string(key));
}

void print_table(const Session& session, const std::vector<Column>& columns, const Rows& rows,
                 std::string_view none) {
  if (rows.empty()) {
    session.print_line(say(session, none));
    return;
  }
  const report::TerminalOptions terminal = session.terminal();
  Screen screen(session.format, terminal.width, terminal.colour);
  screen.table(columns, rows);
  session.print(screen.take());
}

Json source_json(const registers::Source& source) {
  return {{"file", source.file},
          {"sha256", source.sha256},
          {"record", source.record},
          {"registry", source.registry},
          {"origin", source.origin}};
}

template <typename Fact>
Json json_with_source(const Fact& fact) {
  Json json = store::json_of(fact);
  json["source"] = source_json(fact.source);
  return json;
}

Json as_of_json(AsOf as_of) {
  return {{"true_on", as_of.true_on.iso()}, {"known_by", as_of.known_by.iso()}};
}

void print_series(const Session& session, const std::vector<store::ReferenceSeries>& list,
                  AsOf as_of) {
  if (session.arguments.json) {
    Json series = Json::array();
    for (const store::ReferenceSeries& one : list) {
      series.push_back({{"series", one.series},
                        {"figures", one.figures},
                        {"items", one.items},
                        {"date", one.date.text()},
                        {"known", one.known.iso()}});
    }
    session.print_json(Json{
        {"format", "pignus.reference_series/1"}, {"as_of", as_of_json(as_of)}, {"series", series}});
    return;
  }
  Rows rows;
  for (const store::ReferenceSeries& one : list) {
    rows.push_back({one.series, session.format.count(one.items), session.format.count(one.figures),
                    one.date.text(), one.known.iso()});
  }
  print_table(session,
              {{say(session, "reference.series"), Align::kLeft, kFlexible},
               {say(session, "reference.items"), Align::kRight},
               {say(session, "reference.figures"), Align::kRight},
               {say(session, "reference.date")},
               {say(session, "reference.known")}},
              rows, "reference.none");
}

void print_figures(const Session& session, const std::vector<ReferenceFigure>& list, AsOf as_of) {
  if (session.arguments.json) {
    Json figures = Json::array();
    for (const ReferenceFigure& one : list) figures.push_back(json_with_source(one));
    session.print_json(
        Json{{"format", "pignus.reference/1"}, {"as_of", as_of_json(as_of)}, {"figures", figures}});
    return;
  }
  constexpr int kItemWidth = 32;
  constexpr int kMeasureWidth = 30;
  Rows rows;
  for (const ReferenceFigure& one : list) {
    rows.push_back({one.item, one.measure, fmt::format("{:.6g}", one.value),
                    one.unit == "1" ? "" : one.unit, one.date.text(), one.known.iso(),
                    fmt::format("{}:{}", one.source.file, one.source.record)});
  }
  print_table(session,
              {{say(session, "reference.item"), Align::kLeft, kItemWidth},
               {say(session, "reference.measure"), Align::kLeft, kMeasureWidth},
               {say(session, "reference.value"), Align::kRight},
               {say(session, "reference.unit")},
               {say(session, "reference.date")},
               {say(session, "reference.known")},
               {say(session, "reference.source"), Align::kLeft, kFlexible}},
              rows, "reference.none");
}

std::string rights_text(const TradeReport& trade) {
  std::string text;
  for (const registers::RightId& right : trade.rights) {
    text += (text.empty() ? "" : ", ") + registers::display(right);
  }
  return text;
}

void print_trades(const Session& session, const std::vector<TradeReport>& list, Date known_by) {
  if (session.arguments.json) {
    Json trades = Json::array();
    for (const TradeReport& one : list) trades.push_back(json_with_source(one));
    session.print_json(
        Json{{"format", "pignus.trades/1"}, {"known_by", known_by.iso()}, {"trades", trades}});
    return;
  }
  const auto money = [](const std::optional<Money>& amount) {
    return amount ? amount->text() : std::string();
  };
  Rows rows;
  for (const TradeReport& one : list) {
    rows.push_back({one.date.text(), one.kind, one.outcome, money(one.price), money(one.asked),
                    one.royalty_rate ? fmt::format("{:.4g} %", *one.royalty_rate * 100) : "",
                    rights_text(one), one.known.iso(),
                    fmt::format("{}:{}", one.source.file, one.source.record)});
  }
  constexpr int kSourceWidth = 24;
  print_table(session,
              {{say(session, "reference.date")},
               {say(session, "trades.kind")},
               {say(session, "trades.outcome")},
               {say(session, "trades.price"), Align::kRight},
               {say(session, "trades.asked"), Align::kRight},
               {say(session, "trades.royalty"), Align::kRight},
               {say(session, "trades.rights"), Align::kLeft, kFlexible},
               {say(session, "reference.known")},
               {say(session, "reference.source"), Align::kLeft, kSourceWidth}},
              rows, "trades.none");
}

}  // namespace

Result<int> run_reference(const Session& session) {
  const std::vector<std::string>& operands = session.arguments.operands;
  PIGNUS_ASSIGN(const auto store, session.open_store_to_read());
  const AsOf as_of = session.as_of(session.world.today);
  if (operands.empty()) {
    PIGNUS_ASSIGN(const auto series, store.reference_series(as_of));
    print_series(session, series, as_of);
    return 0;
  }
  store::ReferenceQuery query;
  query.series = operands[0];
  if (operands.size() > 1) query.item = operands[1];
  query.latest_only = operands.size() == 1;
  PIGNUS_ASSIGN(const auto figures, store.reference_figures(query, as_of));
  print_figures(session, figures, as_of);
  return 0;
}

Result<int> run_trades(const Session& session) {
  store::TradeQuery query;
  if (!session.arguments.operands.empty()) {
    PIGNUS_ASSIGN(const auto right, registers::parse_right_key(session.arguments.operands.front()));
    query.right = right.value;
  }
  PIGNUS_ASSIGN(const auto store, session.open_store_to_read());
  const Date known_by = session.as_of(session.world.today).known_by;
  PIGNUS_ASSIGN(const auto trades, store.trades(query, known_by));
  print_trades(session, trades, known_by);
  return 0;
}

}  // namespace pignus::cli
