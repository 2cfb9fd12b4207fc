#include "fleetwork/reappraise_rights.h"

#include <utility>

#include "core/object_reader.h"
#include "fleetwork/appraise_rights.h"
#include "fleetwork/market_lines.h"
#include "fleetwork/parameters.h"
#include "fleetwork/rights_lines.h"
#include "report/json.h"
#include "underwriting/case_file.h"

namespace pignus::fleetwork {

namespace {

constexpr LineFormat kRightsOfADay{kRightsFormat, 32};

class RightsOfADay : public RightsReader {
 public:
  explicit RightsOfADay(const std::string& file) : RightsReader(file, kRightsOfADay) {}
  Result<disclosure::FactsByRight> taken() { return std::move(rights()); }
};

struct AskedAgain {
  underwriting::ReappraiseOptions options;
  std::vector<ReappraisedRight> rights;
};

AsOf side_of(ObjectReader& object, const char* true_on, const char* known_by) {
  return {object.day(true_on), object.day(known_by)};
}

Result<AskedAgain> asked_again(const Json& parameters) {
  JsonVerdict verdict;
  ObjectReader object(parameters, "", verdict);
  AskedAgain asked;
  asked.options.before = side_of(object, "true_before", "known_before");
  asked.options.after = side_of(object, "true_after", "known_after");
  const auto seed = whole_number(object.text("seed"));
  if (!seed) object.refuse("seed", "is no whole number");
  asked.options.seed = seed.value_or(0);
  asked.options.paths = object.count("paths");
  object.each("rights", [&](const Json& element, const std::string& path) {
    ObjectReader right(element, path, verdict);
    const std::string key = right.text("right");
    const auto currency = Currency::parse(right.text("currency"));
    if (!currency) right.refuse("currency", "is no currency");
    right.end();
    asked.rights.push_back({{key}, currency.value_or(Currency())});
  });
  object.end();
  PIGNUS_TRY(verdict.status({"the parameters of reappraise", 0, ""}));
  return asked;
}

Json to_json(const ReappraisedRight& right, const underwriting::Reappraisal& made) {
  Json legal = Json::array();
  for (const book::Ground& ground : made.legal) {
    legal.push_back({{"message", ground.message}, {"arguments", ground.arguments}});
  }
  const Json again = value_json(made.again);
  return {{"right", right.id.value},
          {"title", made.after.title},
          {"again", {{"mean", again.at("mean")}, {"sha256", again.at("sha256")}}},
          {"aged", made.aged},
          {"told", made.told},
          {"after", value_json(made.after)},
          {"legal", std::move(legal)},
          {"deals", {{"before", made.deals_before}, {"after", made.deals_after}}}};
}

}  // namespace

Json value_json(const book::Appraisal& appraisal) {
  const Json value = report::summary_json(appraisal.value);
  return {{"state", name_of(appraisal.status.state)},
          {"p5", value.at("p5")},
          {"p50", value.at("p50")},
          {"p95", value.at("p95")},
          {"mean", value.at("mean")},
          {"sha256", value.at("sha256")},
          {"liquidation_p50", appraisal.liquidation_value.median()}};
}

Json reappraise_parameters(const underwriting::ReappraiseOptions& options,
                           const std::vector<ReappraisedRight>& rights) {
  Json list = Json::array();
  for (const ReappraisedRight& right : rights) {
    list.push_back({{"right", right.id.value}, {"currency", right.currency.code()}});
  }
  return {{"rights", std::move(list)},
          {"true_before", options.before.true_on.iso()},
          {"known_before", options.before.known_by.iso()},
          {"true_after", options.after.true_on.iso()},
          {"known_after", options.after.known_by.iso()},
          {"seed", std::to_string(options.seed)},
          {"paths", options.paths}};
}

Result<std::string> reappraise_rights(const fleet::InputFiles& inputs, const Json& parameters) {
  if (inputs.size() != 4) {
    return fail(ErrorCode::kInvalidInput, "reappraise takes rights and a market of two days");
  }
  PIGNUS_ASSIGN(const AskedAgain asked, asked_again(parameters));
  PIGNUS_ASSIGN(const auto rights_before, read_by<RightsOfADay>(inputs[0], "rights before"));
  PIGNUS_ASSIGN(const auto rights_after, read_by<RightsOfADay>(inputs[1], "rights after"));
  PIGNUS_ASSIGN(const underwriting::MarketFacts market_before, read_market(inputs[2]));
  PIGNUS_ASSIGN(const underwriting::MarketFacts market_after, read_market(inputs[3]));
  PIGNUS_ASSIGN(auto reappraiser,
                underwriting::Reappraiser::make(market_before, market_after, asked.options));
  Json list = Json::array();
  for (const ReappraisedRight& right : asked.rights) {
    const auto before = rights_before.find(right.id);
    const auto after = rights_after.find(right.id);
    if (before == rights_before.end() || after == rights_after.end()) {
      return fail(ErrorCode::kInvalidInput, "the facts of a right are missing",
                  {"", 0, right.id.value});
    }
    PIGNUS_ASSIGN(const underwriting::Reappraisal made,
                  reappraiser.reappraise(
                      underwriting::lone_right(right.id, before->second, asked.options.before),
                      underwriting::lone_right(right.id, after->second, asked.options.after),
                      right.currency));
    list.push_back(to_json(right, made));
  }
  return canonical_json(list);
}

}  // namespace pignus::fleetwork
