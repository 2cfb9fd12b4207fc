// What a firm hands in with its application. Everything that may be unknown is optional: unknown is
// not zero.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/intangible.h"
#include "book/overlap.h"
#include "book/plan.h"
#include "book/statement.h"
#include "core/date.h"
#include "core/money.h"
#include "registers/right.h"

namespace pignus::book {

/// The firm's accounts of one year, in major units of `currency`.
struct Accounts {
  Date year_end;
  Currency currency;
  std::optional<double> revenue;
  std::optional<double> ebit;
  std::optional<double> total_assets;
  std::optional<double> total_liabilities;
  std::optional<double> current_assets;
  std::optional<double> current_liabilities;
  std::optional<double> retained_earnings;
  std::optional<double> equity;  ///< book value of equity
};

struct Firm {
  std::string name;
  std::vector<std::string> other_names;  ///< translations and former names it states itself
  std::string country;                   ///< ISO 3166 alpha-2
  std::string identifier;                ///< unified social credit code or the like
  std::string industry;                  ///< key of a row in the reference data, or ""
  std::optional<double> employees = std::nullopt;
};

struct LoanRequest {
  std::optional<Money> amount;
  std::optional<int> term_months;
  std::string purpose;
};

/// A number the reader assumes because no record has it: shown as an assumption, with its reason.
struct Assumption {
  std::string name;  ///< "revenue_of_products", "royalty_rate", "pd", …
  double low = 0;
  double mode = 0;
  double high = 0;
  std::string unit;    ///< "CNY/year", "1/year", "share of net sales"
  std::string source;  ///< who assumes it and why
};

/// One right offered as security, with what the firm knows about its use.
struct OfferedRight {
  std::string stated_number;             ///< as the dossier writes it
  std::optional<registers::RightId> id;  ///< nullopt: the number does not parse
  std::string title;
  std::string product;                           ///< product line it covers, "" unknown
  std::optional<double> product_revenue;         ///< major units per year, of dossier currency
  std::optional<double> development_cost;        ///< major units, historic
  std::optional<RightPlan> plan = std::nullopt;  ///< what the firm plans with it
};

/// What a product is, in the firm's own words: which rights speak of it is asked of this text.
struct Product {
  std::string name;         ///< as OfferedRight::product
  std::string description;  ///< Chinese or English
};

/// The US filing of a security agreement under the UCC, as the lender knows it.
struct UccFiling {
  std::string number;
  std::optional<Date> filed;
  std::vector<Date> continued;
};

struct Dossier {
  std::string title;
  bool made_up = false;  ///< an invented case: said on every page
  std::string note;      ///< shown at the head of the report
  Date as_of;            ///< the day the dossier speaks of
  Currency currency;
  std::string jurisdiction;  ///< whose pledge rules apply: "CN", "US"
  Firm firm;
  std::vector<Accounts> accounts;  ///< newest first
  LoanRequest request;
  std::vector<OfferedRight> rights;
  std::vector<Statement> statements;
  std::vector<Assumption> assumptions;
  std::vector<UccFiling> ucc_filings;
  std::vector<std::string> declarations;  ///< "continue_despite_invalidation:CN-P-…", …
  std::map<std::string, std::string> sha256_of_files;  ///< every file read, by name
  std::vector<Product> products;                       ///< those that are described
  std::vector<OfferedIntangible> intangibles = {};     ///< beside the rights
  std::vector<StatedGroup> groups = {};                ///< rights whose worth overlaps
};

}  // namespace pignus::book
