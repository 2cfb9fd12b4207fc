#include "desk/dossier_parts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/utf8.h"

namespace pignus::desk {

namespace {

using standards::TomlTable;

void read_cost_lines(TomlTable& table, book::CostPlan& plan) {
  for (TomlTable& row : table.tables("lines")) {
    book::CostPlanLine line;
    line.date = row.date("date");
    line.what = row.text("what");
    line.amount = row.number("amount");
    if (!(line.amount > 0)) {
      row.refuse("amount", "must be above zero");
    }
    line.needed_again = row.optional_number("needed_again");
    if (line.needed_again && !(*line.needed_again >= 0 && *line.needed_again <= 1)) {
      row.refuse("needed_again", "must be a share from 0 to 1");
    }
    row.close();
    plan.lines.push_back(std::move(line));
  }
  if (plan.lines.empty()) {
    table.refuse("lines", "must hold at least one line");
  }
}

void read_price_index(TomlTable& table, book::CostPlan& plan) {
  for (TomlTable& row : table.tables("index")) {
    book::CostIndexLevel level{row.date("date"), row.number("level")};
    if (!(level.level > 0)) {
      row.refuse("level", "must be above zero");
    }
    if (!plan.index.empty() && level.date <= plan.index.back().date) {
      row.refuse("date", "must be later than that of the level before");
    }
    row.close();
    plan.index.push_back(level);
  }
  plan.index_source = table.optional_text("index_source").value_or("");
  if (!plan.index.empty() && trim(plan.index_source).empty()) {
    table.refuse("index_source", "must say whose index this is");
  }
  if (plan.index.empty() && !plan.index_source.empty()) {
    table.refuse("index_source", "names an index, and no level is given");
  }
}

std::optional<book::PlanRange> read_share(TomlTable& table, std::string_view key) {
  if (!has_key(table, key)) {
    return std::nullopt;
  }
  const book::PlanRange range = read_range(table, key);
  if (range.low < 0 || range.high > 1) {
    table.refuse(key, "must be shares from 0 to 1");
  }
  return range;
}

}  // namespace

bool has_key(const TomlTable& table, std::string_view key) {
  const auto keys = table.keys();
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

book::PlanRange read_range(TomlTable& parent, std::string_view key) {
  TomlTable table = parent.table(key, true);
  const book::PlanRange range{table.number("low"), table.number("mode"), table.number("high")};
  if (range.low > range.mode || range.mode > range.high) {
    table.refuse("mode", "must lie between low and high");
  }
  table.close();
  return range;
}

book::CostPlan read_cost_plan(TomlTable table) {
  book::CostPlan plan;
  read_cost_lines(table, plan);
  plan.completed = table.date("completed");
  read_price_index(table, plan);
  plan.physical = read_share(table, "physical");
  plan.functional = read_share(table, "functional");
  plan.economic = read_share(table, "economic");
  plan.profit_share = read_share(table, "profit_share");
  plan.return_rate = read_share(table, "return_rate");
  table.close();
  return plan;
}

}  // namespace pignus::desk
