#include "standards/valuation_parameters.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <toml++/toml.h>

#include "core/check.h"
#include "standards/embedded.h"

namespace pignus::standards {

namespace {

Result<ParameterSet> embedded_parameters(std::string_view path) {
  return parse_parameters(embedded_file(path), path);
}

Result<std::vector<RenewalFee>> read_fees(const toml::table& root, std::string_view file) {
  const auto bad = [file](std::string message, std::uint64_t row) {
    return fail(ErrorCode::kInvalidInput, std::move(message),
                Where{std::string(file), row, "fees"});
  };
  const toml::array* rows = root["fees"].as_array();
  if (rows == nullptr || rows->empty()) {
    return bad("there are no fees", 0);
  }
  std::vector<RenewalFee> fees;
  for (const toml::node& node : *rows) {
    const std::uint64_t row = fees.size() + 1;
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      return bad("a fee is a table", row);
    }
    const auto age = (*table)["age"].value<double>();
    const auto cost = (*table)["cost"].value<double>();
    const auto years = (*table)["years"].value<int>();
    if (!age || !cost || !years || !std::isfinite(*age) || !std::isfinite(*cost) || *cost <= 0 ||
        *years < 1 || *years > 25) {
      return bad("a fee needs age, a positive cost, and years from 1 to 25", row);
    }
    if (*age < 0 || (!fees.empty() && *age <= fees.back().age)) {
      return bad("fees are not in the order of their ages", row);
    }
    fees.push_back({*age, *cost, *years});
  }
  return fees;
}

}  // namespace

const ParameterSet& ValuationParameters::method(std::string_view name) const {
  const auto found = methods.find(name);
  PIGNUS_CHECK(found != methods.end());
  return found->second;
}

const RenewalPopulation* ValuationParameters::population(std::string_view office,
                                                         std::string_view right_type) const {
  for (const RenewalPopulation& candidate : populations) {
    if (candidate.office == office && candidate.right_type == right_type) {
      return &candidate;
    }
  }
  return nullptr;
}

Result<RenewalPopulation> parse_population(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const ParameterSet set, parse_parameters(toml, file));
  const toml::table root = toml::parse(toml, file);  // parsed once already: cannot throw
  const auto bad = [file](std::string message, std::string field) {
    return fail(ErrorCode::kInvalidInput, std::move(message),
                Where{std::string(file), 0, std::move(field)});
  };
  RenewalPopulation result;
  result.id = set.id;
  result.office = root["office"].value_or(std::string());
  result.right_type = root["right_type"].value_or(std::string());
  if (result.office.size() != 2 || result.right_type.empty()) {
    return bad("an office code and a right type are needed", "office");
  }
  const auto currency = Currency::parse(root["currency"].value_or(std::string()));
  if (!currency) {
    return bad("not a currency", "currency");
  }
  result.currency = *currency;
  const std::string base = root["base"].value_or(std::string());
  if (base != "filing" && base != "grant") {
    return bad("the base of the term is filing or grant", "base");
  }
  result.base = base == "filing" ? TermBase::kFiling : TermBase::kGrant;
  result.fee_evidence.source = root["fee_source"].value_or(std::string());
  const auto grade = parse_grade(root["fee_grade"].value_or(std::string()));
  if (result.fee_evidence.source.empty() || !grade) {
    return bad("the fees need fee_source and fee_grade", "fee_source");
  }
  result.fee_evidence.grade = *grade;
  for (const char* name : {"term", "mu", "sigma", "decay", "discount"}) {
    if (!set.values.contains(name)) {
      return bad("a parameter is missing", name);
    }
  }
  result.term_years = set.at("term").mode;
  result.mu = set.at("mu");
  result.sigma = set.at("sigma");
  result.decay = set.at("decay");
  result.discount = set.at("discount");
  if (result.sigma.low <= 0 || result.decay.low < 0 || result.discount.low < 0 ||
      result.term_years <= 0 || result.term_years > 50) {
    return bad("sigma and term are positive, term at most 50, decay and discount not negative",
               "parameters");
  }
  PIGNUS_ASSIGN(result.fees, read_fees(root, file));
  return result;
}

Status take_weights(const std::vector<WeightSet>& sets, ValuationParameters& parameters) {
  std::set<std::string> taken;
  for (const WeightSet& set : sets) {
    const auto card =
        std::find_if(parameters.scorecards.begin(), parameters.scorecards.end(),
                     [&set](const Scorecard& one) { return one.id == set.scorecard; });
    if (card == parameters.scorecards.end()) {
      return fail(ErrorCode::kNotFound, "there is no scorecard " + set.scorecard,
                  {set.id, 0, "scorecard"});
    }
    if (!taken.insert(set.scorecard).second) {
      return fail(ErrorCode::kConflict, "two sets of weights for " + set.scorecard,
                  {set.id, 0, "scorecard"});
    }
    PIGNUS_ASSIGN(*card, with_weights(*card, set));
    parameters.weight_sets.push_back(set);
  }
  return {};
}

Result<ValuationParameters> load_valuation_parameters() {
  ValuationParameters result;
  PIGNUS_ASSIGN(result.common, embedded_parameters("valuation/common.toml"));
  PIGNUS_ASSIGN(result.liquidation, embedded_parameters("valuation/liquidation.toml"));
  PIGNUS_ASSIGN(result.exchange, embedded_parameters("valuation/exchange.toml"));
  for (const std::string& path : embedded_files("valuation/renewal-")) {
    PIGNUS_ASSIGN(RenewalPopulation population, parse_population(embedded_file(path), path));
    result.populations.push_back(std::move(population));
  }
  constexpr std::string_view kMethods = "valuation/methods/";
  for (const std::string& path : embedded_files(kMethods)) {
    const std::string name = path.substr(kMethods.size(), path.rfind('.') - kMethods.size());
    PIGNUS_ASSIGN(result.methods[name], embedded_parameters(path));
  }
  for (const char* card : {"brand-strength", "gbt-42748", "kipa-smart", "t-isc"}) {
    PIGNUS_ASSIGN(Scorecard read, load_scorecard(card));
    result.scorecards.push_back(std::move(read));
  }
  return result;
}

}  // namespace pignus::standards
