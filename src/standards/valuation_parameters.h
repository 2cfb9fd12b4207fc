// The parameters of valuation: standards/valuation/*.toml as typed values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "standards/parameters.h"
#include "standards/scorecard.h"
#include "standards/weight_set.h"

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
  ModelParameter mu;             ///< mean of the log of the first-year return
  ModelParameter sigma;          ///< its standard deviation
  ModelParameter decay;          ///< per year, continuous
  ModelParameter discount;       ///< per year, compounded yearly
  std::vector<RenewalFee> fees;  ///< in the calibration's own money, by age
  Evidence fee_evidence;
};

struct ValuationParameters {
  ParameterSet common;       ///< valuation/common.toml
  ParameterSet liquidation;  ///< valuation/liquidation.toml
  ParameterSet exchange;     ///< valuation/exchange.toml: units of a currency for one US dollar
  std::vector<RenewalPopulation> populations;  ///< valuation/renewal-*.toml, by id
  /// valuation/methods/NAME.toml, by NAME: "comparables", "plan", "reconciliation", …
  std::map<std::string, ParameterSet, std::less<>> methods;
  std::vector<Scorecard> scorecards;   ///< of standards/scorecards, by id
  std::vector<WeightSet> weight_sets;  ///< those that take_weights() put in place of the cards' own

  /// Aborts when there is none of that name: the names come from the program.
  const ParameterSet& method(std::string_view name) const;
  /// nullptr where no population fits.
  const RenewalPopulation* population(std::string_view office, std::string_view right_type) const;
};

/// Reads one population file; kInvalidInput names the field.
[[nodiscard]] Result<RenewalPopulation> parse_population(std::string_view toml,
                                                         std::string_view file);
/// The scorecards with these weights, each in place of the one it is for. kConflict where two sets
/// are for one card, kNotFound for a set of a card that is not here; else as with_weights().
[[nodiscard]] Status take_weights(const std::vector<WeightSet>& sets,
                                  ValuationParameters& parameters);
/// The embedded files. Fails only where a file of the program itself is wrong.
[[nodiscard]] Result<ValuationParameters> load_valuation_parameters();

}  // namespace pignus::standards
