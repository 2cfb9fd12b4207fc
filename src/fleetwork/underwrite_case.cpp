#include "fleetwork/underwrite_case.h"

#include <utility>

#include "core/error_json.h"
#include "core/object_reader.h"
#include "fleetwork/case_lines.h"
#include "fleetwork/market_lines.h"
#include "fleetwork/parameters.h"
#include "report/html.h"
#include "report/json.h"

namespace pignus::fleetwork {

namespace {

constexpr JsonLimits kResultLimits{std::size_t{1} << 30, 8};

Result<underwriting::UnderwriteOptions> options_of(const Json& parameters) {
  JsonVerdict verdict;
  ObjectReader object(parameters, "", verdict);
  underwriting::UnderwriteOptions options;
  options.as_of = {object.day("true_on"), object.day("known_by")};
  const auto seed = whole_number(object.text("seed"));
  if (!seed) object.refuse("seed", "is no whole number");
  options.seed = seed.value_or(0);
  options.paths = object.count("paths");
  options.software = object.text("software");
  const Json& weights = object.member("weight_sets");
  object.end();
  PIGNUS_TRY(verdict.status({"the parameters of underwrite", 0, ""}));
  PIGNUS_ASSIGN(options.weight_sets, standards::weight_sets_from_json(weights));
  return options;
}

}  // namespace

Reports reports_of(const book::Underwriting& underwriting) {
  using report::Language;
  return {canonical_json(report::to_json(underwriting)),
          report::to_html(underwriting, {Language::kEnglish, std::string(kChineseFile)}),
          report::to_html(underwriting, {Language::kChinese, std::string(kEnglishFile)})};
}

Json underwrite_parameters(const underwriting::UnderwriteOptions& options) {
  return {{"true_on", options.as_of.true_on.iso()},
          {"known_by", options.as_of.known_by.iso()},
          {"seed", std::to_string(options.seed)},
          {"paths", options.paths},
          {"software", options.software},
          {"weight_sets", standards::weight_sets_json(options.weight_sets)}};
}

Result<std::string> underwrite_case(const fleet::InputFiles& inputs, const Json& parameters) {
  if (inputs.size() != 2) {
    return fail(ErrorCode::kInvalidInput, "underwrite takes one case and one market");
  }
  PIGNUS_ASSIGN(const underwriting::UnderwriteOptions options, options_of(parameters));
  PIGNUS_ASSIGN(Case read, read_case(inputs.front()));
  PIGNUS_ASSIGN(const underwriting::MarketFacts market, read_market(inputs.back()));
  const auto done = underwriting::underwrite(read.dossier, std::move(read.facts), market, options,
                                             silent_progress());
  if (!done) return canonical_json({{"error", error_json(done.error())}, {"reports", nullptr}});
  const Reports reports = reports_of(*done);
  return canonical_json(
      {{"error", nullptr},
       {"reports",
        {{"json", reports.json}, {"english", reports.english}, {"chinese", reports.chinese}}}});
}

Result<Result<Reports>> parse_underwritten(std::string_view result) {
  const std::string kWhat = "a result of underwrite";
  PIGNUS_ASSIGN(const Json json, parse_json(result, kWhat, kResultLimits));
  JsonVerdict verdict;
  ObjectReader object(json, "", verdict);
  const Json& error = object.member("error");
  const Json& reports = object.member("reports");
  Result<Reports> read;
  if (error.is_null()) {
    ObjectReader texts(reports, "reports", verdict);
    read = Reports{texts.text("json"), texts.text("english"), texts.text("chinese")};
    texts.end();
  } else {
    ObjectReader told(error, "error", verdict);
    read = fail(read_error(told));
    told.end();
    if (!reports.is_null()) object.refuse("reports", "stand beside an error");
  }
  object.end();
  PIGNUS_TRY(verdict.status({kWhat, 0, ""}));
  return read;
}

}  // namespace pignus::fleetwork
