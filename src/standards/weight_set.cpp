#include "standards/weight_set.h"

#include <fmt/format.h>
#include <utility>

#include "core/object_reader.h"
#include "standards/embedded.h"
#include "standards/graded_table.h"
#include "standards/toml_text.h"

namespace pignus::standards {

namespace {

Json weight_set_json(const WeightSet& set) {
  Json weights = Json::object();
  for (const auto& [node, weight] : set.weights) {
    weights[node] = weight;
  }
  return {{"id", set.id},
          {"version", set.version},
          {"scorecard", set.scorecard},
          {"scorecard_version", set.scorecard_version},
          {"scenario", set.scenario},
          {"author", set.author},
          {"saved", set.saved.iso()},
          {"source", set.evidence.source},
          {"grade", name_of(set.evidence.grade)},
          {"weights", std::move(weights)}};
}

Result<WeightSet> weight_set_of(const Json& json) {
  JsonVerdict verdict;
  ObjectReader object(json, "weight_set", verdict);
  WeightSet set;
  set.id = object.text("id");
  set.version = object.text("version");
  set.scorecard = object.text("scorecard");
  set.scorecard_version = object.text("scorecard_version");
  set.scenario = object.text("scenario");
  set.author = object.text("author");
  set.saved = object.day("saved");
  set.evidence.source = object.text("source");
  const auto grade = parse_grade(object.text("grade"));
  if (!grade) {
    object.refuse("grade", "is no grade");
  }
  set.evidence.grade = grade.value_or(Grade::kOwn);
  const Json& weights = object.member("weights");
  if (!weights.is_object()) {
    object.refuse("weights", "is no object");
  } else {
    for (const auto& [node, weight] : weights.items()) {
      if (weight.is_number()) {
        set.weights.emplace(node, weight.get<double>());
      } else {
        object.refuse("weights", "holds what is no number");
      }
    }
  }
  object.end();
  PIGNUS_TRY(verdict.status({"a set of weights", 0, ""}));
  return set;
}

}  // namespace

Result<WeightSet> parse_weight_set(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  WeightSet set;
  set.id = root.text("id");
  set.version = root.text("version");
  set.scorecard = root.text("scorecard");
  set.scorecard_version = root.text("scorecard_version");
  set.scenario = root.text("scenario");
  set.author = root.text("author");
  set.saved = root.date("saved");
  set.evidence = read_graded(root);
  TomlTable weights = root.table("weights", true);
  for (const std::string& node : weights.keys()) {
    const double weight = weights.number(node);
    if (!(weight > 0 && weight <= 1)) {
      weights.refuse(node, "not above 0 and up to 1");
    }
    set.weights.emplace(node, weight);
  }
  if (set.weights.empty()) {
    root.refuse("weights", "a set needs at least one weight");
  }
  weights.close();
  PIGNUS_TRY(root.finish());
  return set;
}

std::string to_toml(const WeightSet& set) {
  std::string text;
  const auto line = [&](std::string_view key, std::string_view value) {
    text += fmt::format("{} = {}\n", key, toml_text(value));
  };
  line("id", set.id);
  line("version", set.version);
  line("scorecard", set.scorecard);
  line("scorecard_version", set.scorecard_version);
  line("scenario", set.scenario);
  line("author", set.author);
  text += fmt::format("saved = {}\n", set.saved.iso());
  line("source", set.evidence.source);
  line("grade", name_of(set.evidence.grade));
  text += "\n[weights]\n";
  for (const auto& [node, weight] : set.weights) {
    // A float in TOML needs a point or an exponent.
    std::string number = fmt::format("{}", weight);
    if (number.find_first_of(".e") == std::string::npos) {
      number += ".0";
    }
    text += fmt::format("{} = {}\n", toml_text(node), number);
  }
  return text;
}

Result<Scorecard> with_weights(Scorecard card, const WeightSet& set) {
  if (set.scorecard != card.id || set.scorecard_version != card.version) {
    return fail(ErrorCode::kConflict,
                "weights " + set.id + " are for " + set.scorecard + " version " +
                    set.scorecard_version + ", not for " + card.id + " version " + card.version,
                {set.id, 0, "scorecard"});
  }
  for (const auto& [id, weight] : set.weights) {
    if (card.node(id) == nullptr) {
      return fail(ErrorCode::kNotFound, "the scorecard has no node " + id, {set.id, 0, id});
    }
    if (!(weight > 0 && weight <= 1)) {
      return fail(ErrorCode::kInvalidInput, "not above 0 and up to 1", {set.id, 0, id});
    }
  }
  for (ScorecardNode& node : card.nodes) {
    if (const auto found = set.weights.find(node.id); found != set.weights.end()) {
      node.weight = found->second;
    }
  }
  PIGNUS_TRY(check_weights(card));
  card.scenario = set.scenario;
  card.weight_evidence = set.evidence;
  return card;
}

Json weight_sets_json(const std::vector<WeightSet>& sets) {
  Json list = Json::array();
  for (const WeightSet& set : sets) {
    list.push_back(weight_set_json(set));
  }
  return list;
}

Result<std::vector<WeightSet>> weight_sets_from_json(const Json& json) {
  if (!json.is_array()) {
    return fail(ErrorCode::kInvalidInput, "is no list", {"", 0, "weight_sets"});
  }
  std::vector<WeightSet> sets;
  for (const Json& element : json) {
    PIGNUS_ASSIGN(WeightSet set, weight_set_of(element));
    sets.push_back(std::move(set));
  }
  return sets;
}

Result<std::vector<WeightSet>> load_weight_sets() {
  std::vector<WeightSet> sets;
  for (const std::string& path : embedded_files("scorecards/weights/")) {
    PIGNUS_ASSIGN(WeightSet set, parse_weight_set(embedded_file(path), path));
    sets.push_back(std::move(set));
  }
  return sets;
}

}  // namespace pignus::standards
