// The parameters of valuation: standards/valuation/*.toml as typed values.
#pragma once

#include <string>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::standards {

/// A fee that keeps a right alive: due `age` years after the base date; the owner weighs it against
/// the returns of `years` years.
struct RenewalFee {
  double age = 0;
  double cost = 0;  ///< major units
  int years = 1;

  friend bool operator==(const RenewalFee&, const RenewalFee&) = default;
};

enum class TermBase { kFiling, kGrant };

/// A population of rights as the renewal model sees it: first-year returns are lognormal, fall at
/// `decay` and are weighed against the fees. Money is in `currency`.
struct RenewalPopulation {
  std::string id;  ///< "us-invention"
  std::string office;
  std::string right_type;  ///< name_of(registers::RightType)
  Currency currency;
  TermBase base = TermBase::kFiling;
  double term_years = 0;         ///< longest life from the base date
  Parameter mu;                  ///< mean of the log of the first-year return
  Parameter sigma;               ///< its standard deviation
  Parameter decay;               ///< per year, continuous
  Parameter discount;            ///< per year, compounded yearly
  std::vector<RenewalFee> fees;  ///< in the calibration's own money, by age
  Evidence fee_evidence;
};

struct ValuationParameters {
  ParameterSet common;       ///< valuation/common.toml
  ParameterSet liquidation;  ///< valuation/liquidation.toml
  ParameterSet exchange;     ///< valuation/exchange.toml: units of a currency for one US dollar
  std::vector<RenewalPopulation> populations;  ///< valuation/renewal-*.toml, by id

  /// nullptr where no population fits.
  const RenewalPopulation* population(std::string_view office, std::string_view right_type) const;
};

/// Reads one population file; kInvalidInput names the field.
[[nodiscard]] Result<RenewalPopulation> parse_population(std::string_view toml,
                                                         std::string_view file);
/// The embedded files. Fails only where a file of the program itself is wrong.
[[nodiscard]] Result<ValuationParameters> load_valuation_parameters();

}  // namespace pignus::standards
