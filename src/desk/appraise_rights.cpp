#include "desk/appraise_rights.h"

#include "core/check.h"
#include "desk/case_file.h"
#include "standards/valuation_parameters.h"
#include "valuation/appraise.h"

namespace pignus::desk {

namespace {

/// The money of the office's country, for a value asked for without naming a currency.
Currency currency_of(std::string_view office) {
  struct Row {
    std::string_view office;
    std::string_view code;
  };
  static constexpr Row kRows[] = {{"US", "USD"}, {"CN", "CNY"}, {"JP", "JPY"}, {"KR", "KRW"},
                                  {"GB", "GBP"}, {"EP", "EUR"}, {"DE", "EUR"}, {"FR", "EUR"}};
  std::string_view code = "USD";
  for (const Row& row : kRows) {
    if (row.office == office) {
      code = row.code;
    }
  }
  const auto currency = Currency::parse(code);
  PIGNUS_CHECK(currency.has_value());
  return *currency;
}

}  // namespace

Result<std::vector<book::Appraisal>> appraise_rights(const store::Store& store,
                                                     const std::vector<registers::RightId>& rights,
                                                     const AppraiseOptions& options,
                                                     const Progress& progress) {
  PIGNUS_ASSIGN(const auto parameters, standards::load_valuation_parameters());
  std::vector<book::Appraisal> appraisals;
  for (const registers::RightId& id : rights) {
    PIGNUS_ASSIGN(const book::RightFile file, load_right(store, id, options.as_of));
    valuation::AppraisalRequest request{
        .offered = file.offered,
        .facts = file.facts,
        .status = file.status,
        .parameters = parameters,
        .assumptions = {},
        .jurisdiction = std::string(id.office()),
        .currency = options.currency.value_or(currency_of(id.office())),
        .as_of = options.as_of.true_on,
        .seed = options.seed,
        .paths = options.paths,
        .product = std::nullopt,
        .fees = std::nullopt};
    PIGNUS_ASSIGN(book::Appraisal appraisal, valuation::appraise(request));
    appraisals.push_back(std::move(appraisal));
    if (!progress("valuing", appraisals.size(), rights.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
  }
  return appraisals;
}

}  // namespace pignus::desk
