#include "fleetwork/appraise_rights.h"

#include <utility>

#include "fleetwork/market_lines.h"
#include "fleetwork/parameters.h"
#include "fleetwork/rights_lines.h"
#include "report/json.h"
#include "underwriting/case_file.h"

namespace pignus::fleetwork {

namespace {

constexpr LineFormat kFormat{kRightsFormat, 32};

class PlainRights : public RightsReader {
 public:
  explicit PlainRights(const std::string& file) : RightsReader(file, kFormat) {}
  Result<disclosure::FactsByRight> taken() { return std::move(rights()); }
};

struct Asked {
  underwriting::AppraiseOptions options;
  std::vector<registers::RightId> rights;
};

Result<Asked> asked_of(const Json& parameters) {
  JsonVerdict verdict;
  ObjectReader object(parameters, "", verdict);
  underwriting::AppraiseOptions options;
  options.as_of = {object.day("true_on"), object.day("known_by")};
  const std::string currency = object.text("currency");
  if (!currency.empty()) {
    options.currency = Currency::parse(currency);
    if (!options.currency) object.refuse("currency", "is no currency");
  }
  const auto seed = whole_number(object.text("seed"));
  if (!seed) object.refuse("seed", "is no whole number");
  options.seed = seed.value_or(0);
  options.paths = object.count("paths");
  options.in_depth = object.flag("in_depth");
  const Json& weights = object.member("weight_sets");
  Asked asked{options, {}};
  const Json& rights = object.member("rights");
  if (!rights.is_array()) object.refuse("rights", "is no list");
  for (const Json& right : rights) {
    if (!right.is_string()) object.refuse("rights", "is no list of keys");
    asked.rights.push_back({right.is_string() ? right.get<std::string>() : ""});
  }
  object.end();
  PIGNUS_TRY(verdict.status({"the parameters of appraise", 0, ""}));
  PIGNUS_ASSIGN(asked.options.weight_sets, standards::weight_sets_from_json(weights));
  return asked;
}

}  // namespace

Status write_rights_file(const disclosure::FactsByRight& rights, const fleet::ResultSink& sink) {
  PIGNUS_TRY(sink(header_of(kFormat) + "\n"));
  PIGNUS_TRY(write_rights(rights, sink));
  return sink(canonical_json(Json{{"end", {{"rights", rights.size()}}}}) + "\n");
}

Result<disclosure::FactsByRight> parse_rights_file(std::string_view text, const std::string& file) {
  return parse_by<PlainRights>(text, file);
}

Json appraise_parameters(const underwriting::AppraiseOptions& options,
                         const std::vector<registers::RightId>& rights) {
  Json keys = Json::array();
  for (const registers::RightId& id : rights) keys.push_back(id.value);
  return {{"rights", std::move(keys)},
          {"true_on", options.as_of.true_on.iso()},
          {"known_by", options.as_of.known_by.iso()},
          {"currency", options.currency ? std::string(options.currency->code()) : std::string()},
          {"seed", std::to_string(options.seed)},
          {"paths", options.paths},
          {"in_depth", options.in_depth},
          {"weight_sets", standards::weight_sets_json(options.weight_sets)}};
}

Result<std::string> appraise_rights(const fleet::InputFiles& inputs, const Json& parameters) {
  if (inputs.size() != 2) {
    return fail(ErrorCode::kInvalidInput, "appraise takes rights and a market");
  }
  PIGNUS_ASSIGN(const Asked asked, asked_of(parameters));
  PIGNUS_ASSIGN(const auto rights, read_by<PlainRights>(inputs.front(), "rights"));
  PIGNUS_ASSIGN(const underwriting::MarketFacts market, read_market(inputs.back()));
  PIGNUS_ASSIGN(auto appraiser, underwriting::LoneAppraiser::make(market, asked.options));
  Json appraisals = Json::array();
  for (const registers::RightId& id : asked.rights) {
    const auto found = rights.find(id);
    if (found == rights.end()) {
      return fail(ErrorCode::kInvalidInput, "the facts of a right are missing", {"", 0, id.value});
    }
    const book::RightFile file = underwriting::lone_right(id, found->second, asked.options.as_of);
    PIGNUS_ASSIGN(const book::Appraisal appraisal, appraiser.appraise(file));
    appraisals.push_back(report::to_json(appraisal));
  }
  return canonical_json(appraisals);
}

}  // namespace pignus::fleetwork
