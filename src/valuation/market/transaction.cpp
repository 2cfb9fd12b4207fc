#include "valuation/market/transaction.h"

#include <cmath>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

tl::unexpected<Error> refuse(const registers::TradeReport& report, std::string message,
                             std::string field) {
  return fail(ErrorCode::kInvalidInput, "deal " + report.id + ": " + std::move(message),
              {report.source.file, report.source.record, std::move(field)});
}

Result<double> amount_of(const registers::TradeReport& report, const Money& money,
                         Currency currency, std::optional<double> rate, const char* field) {
  if (money.minor <= 0) {
    return refuse(report, "the amount is not positive", field);
  }
  if (money.currency == currency) {
    return money.major();
  }
  if (!rate || !std::isfinite(*rate) || *rate <= 0) {
    return refuse(report,
                  "no rate from " + std::string(money.currency.code()) + " to " +
                      std::string(currency.code()) + " on its day",
                  field);
  }
  return money.major() * *rate;
}

}  // namespace

std::string_view name_of(DealOutcome outcome) {
  switch (outcome) {
    case DealOutcome::kSold:
      return "sold";
    case DealOutcome::kUnsold:
      return "unsold";
    case DealOutcome::kAsked:
      return "asked";
  }
  PIGNUS_CHECK(!"a known outcome");
}

Result<Transaction> transaction_of(const registers::TradeReport& report, TradedFeatures features,
                                   Currency currency, std::optional<double> rate) {
  if (report.kind == "licence") {
    return refuse(report, "a licence's price is not the price of the right", "kind");
  }
  if (report.kind != "sale" && report.kind != "auction" && report.kind != "enforcement") {
    return refuse(report, "not a sale, auction or enforcement", "kind");
  }
  const auto day = report.date.exact();
  if (!day) {
    return refuse(report, "the day of the deal is not known", "date");
  }
  if (report.rights.empty()) {
    return refuse(report, "no right is named, so a price per right is unknown", "rights");
  }
  Transaction result;
  result.id = report.id;
  result.date = *day;
  result.rights = static_cast<int>(report.rights.size());
  result.forced = report.kind == "enforcement";
  result.features = std::move(features);
  if (report.asked) {
    PIGNUS_ASSIGN(result.asked, amount_of(report, *report.asked, currency, rate, "asked"));
  }
  if (report.outcome == "unsold") {
    result.outcome = DealOutcome::kUnsold;
    if (!result.asked) {
      return refuse(report, "unsold, and what was asked is not known", "asked");
    }
    return result;
  }
  if (!report.price) {
    if (report.outcome == "sold") {
      return refuse(report, "sold, but the price is not known", "price");
    }
    if (!result.asked) {
      return refuse(report, "neither a price nor an asking price", "price");
    }
    result.outcome = DealOutcome::kAsked;
    return result;
  }
  PIGNUS_ASSIGN(result.price, amount_of(report, *report.price, currency, rate, "price"));
  return result;
}

Status check_features(const TradedFeatures& features, const std::string& whose) {
  const auto bad = [&](const char* field, const char* message) {
    return fail(ErrorCode::kInvalidInput, whose + ": " + message, {"", 0, field});
  };
  const auto below = [](const std::optional<double>& number, double least) {
    return number && (!std::isfinite(*number) || *number < least);
  };
  if (below(features.citations, 0)) {
    return bad("citations", "a count of citations is not negative and finite");
  }
  if (below(features.age_years, 0)) {
    return bad("age_years", "an age is not negative and finite");
  }
  if (below(features.family_size, 1)) {
    return bad("family_size", "a family has at least one member");
  }
  if (below(features.legal_strength, 0) ||
      (features.legal_strength && *features.legal_strength > 1)) {
    return bad("legal_strength", "legal strength lies from 0 to 1");
  }
  for (const auto& [term, count] : features.terms) {
    if (!std::isfinite(count) || count < 0) {
      return bad("terms", "a term's weight is not negative and finite");
    }
  }
  return {};
}

}  // namespace pignus::valuation
