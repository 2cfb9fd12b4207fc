#include "standards/scorecard.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "standards/embedded.h"
#include "standards/graded_table.h"

namespace pignus::standards {

namespace {

std::vector<ScorePoint> read_points(TomlTable& table) {
  std::vector<ScorePoint> points;
  for (TomlTable& row : table.tables("points")) {
    ScorePoint point{row.number("value"), row.number("score")};
    if (point.score < 0 || point.score > 100) {
      row.refuse("score", "not from 0 to 100");
    }
    if (!points.empty() && point.value <= points.back().value) {
      row.refuse("value", "does not rise");
    }
    row.close();
    points.push_back(point);
  }
  if (points.size() == 1) {
    table.refuse("points", "a line needs two points");
  }
  return points;
}

ScorecardNode read_node(TomlTable& table) {
  ScorecardNode node;
  node.id = table.text("id");
  node.parent = table.optional_text("parent").value_or("");
  node.name = table.text("name");
  node.name_zh = table.text("name_zh");
  node.weight = table.number("weight");
  if (!(node.weight > 0 && node.weight <= 1)) {
    table.refuse("weight", "not above 0 and up to 1");
  }
  node.measure = table.optional_text("measure").value_or("");
  node.question = table.optional_text("question").value_or("");
  node.points = read_points(table);
  if (!node.measure.empty() && node.points.empty()) {
    table.refuse("points", "a measure needs the line that turns it into a score");
  }
  node.evidence = read_graded(table);
  table.close();
  return node;
}

void read_nodes(TomlTable& root, Scorecard& card) {
  for (TomlTable& table : root.tables("nodes")) {
    ScorecardNode node = read_node(table);
    if (card.node(node.id) != nullptr) {
      table.refuse("id", "used twice");
    }
    if (!node.parent.empty()) {
      const ScorecardNode* parent = card.node(node.parent);
      if (parent == nullptr) {
        table.refuse("parent", "no node of that id stands before");
      } else if (parent->is_leaf()) {
        table.refuse("parent", "an indicator has nothing below it");
      }
    }
    card.nodes.push_back(std::move(node));
  }
  if (card.nodes.empty()) {
    root.refuse("nodes", "a scorecard needs at least one node");
  }
}

void read_gates(TomlTable& root, Scorecard& card) {
  std::set<std::string> ids;
  for (TomlTable& table : root.tables("gates")) {
    ScorecardGate gate;
    gate.id = table.text("id");
    gate.name = table.text("name");
    gate.name_zh = table.text("name_zh");
    gate.measure = table.text("measure");
    gate.evidence = read_graded(table);
    if (!ids.insert(gate.id).second) {
      table.refuse("id", "used twice");
    }
    table.close();
    card.gates.push_back(std::move(gate));
  }
}

Evidence read_evidence_of(TomlTable& root, std::string_view key) {
  TomlTable table = root.table(key, true);
  Evidence evidence = read_graded(table);
  table.close();
  return evidence;
}

}  // namespace

const ScorecardNode* Scorecard::node(std::string_view node_id) const {
  const auto found = std::find_if(nodes.begin(), nodes.end(),
                                  [&](const ScorecardNode& one) { return one.id == node_id; });
  return found == nodes.end() ? nullptr : &*found;
}

Status check_weights(const Scorecard& card) {
  std::map<std::string, double, std::less<>> sums;
  sums[""] = 0;
  for (const ScorecardNode& node : card.nodes) {
    if (!node.is_leaf()) {
      sums.try_emplace(node.id, 0);
    }
    sums[node.parent] += node.weight;
  }
  for (const auto& [parent, sum] : sums) {
    if (!(std::abs(sum - 1) <= 1e-9)) {
      return fail(ErrorCode::kInvalidInput,
                  "the weights below " + (parent.empty() ? "the root" : parent) + " sum to " +
                      std::to_string(sum) + ", not to 1",
                  {card.id, 0, parent});
    }
  }
  return {};
}

Result<Scorecard> parse_scorecard(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  Scorecard card;
  card.id = root.text("id");
  card.version = root.text("version");
  card.title = root.text("title");
  card.scenario = root.text("scenario");
  card.right_types = root.optional_texts("right_types");
  if (card.right_types.empty()) {
    card.right_types = {"invention", "utility_model"};
  }
  card.evidence = read_graded(root);
  card.weight_evidence = read_evidence_of(root, "weights");
  card.points_evidence = read_evidence_of(root, "points");
  read_nodes(root, card);
  read_gates(root, card);
  PIGNUS_TRY(root.finish());
  PIGNUS_TRY(check_weights(card));
  return card;
}

Result<Scorecard> load_scorecard(std::string_view name) {
  const std::string path = "scorecards/" + std::string(name) + ".toml";
  return parse_scorecard(embedded_file(path), path);
}

}  // namespace pignus::standards
