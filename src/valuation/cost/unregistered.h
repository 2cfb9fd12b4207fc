// Know-how, software and data: cost and income, with what has been shown of them.
// docs/methods/unregistered.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/distribution.h"
#include "standards/parameters.h"
#include "valuation/cost/evidence_list.h"

namespace pignus::valuation {

/// One known case. Per year, major units; the money of a year falls in its middle.
struct UnregisteredCase {
  double earnings = 0;  ///< of the first year, before tax, owed to it alone: cost saved, or margin
                        ///< above that of a firm without it
  double decay = 0;     ///< of earnings, continuous
  double leak = 0;      ///< hazard that it becomes common knowledge, continuous; then nothing
  double tax_rate = 0;
  double discount_rate = 0;
  double life_years = 0;  ///< the last, broken year counts by its share
};

/// sum_t earnings (1 - tax) e^(-(decay + leak)(t - 1/2)) share_t / (1 + r)^(t - 1/2). Aborts on
/// rates the caller should have refused (tax outside [0,1), r <= -1, negative life or hazards).
double unregistered_income(const UnregisteredCase& assumed);

struct UnregisteredInputs {
  Distribution earnings;
  Distribution decay;
  Distribution leak;
  Distribution tax_rate;
  Distribution discount_rate;
  Distribution life_years;
  std::optional<double> life_years_max;  ///< a copyright's term; a secret has none
  double sigma_evidence = 0;             ///< of a factor with mean 1: what was not shown
};

/// Inputs from the parameters of a kind and the review of its evidence. kInvalidInput: earnings or
/// life with a negative quantile.
[[nodiscard]] Result<UnregisteredInputs> unregistered_inputs(
    UnregisteredKind kind, const EvidenceReview& review, const standards::ParameterSet& cost,
    Distribution earnings, Distribution life_years, Distribution tax_rate,
    Distribution discount_rate, std::optional<double> copyright_age_years);

struct UnregisteredAnswer {
  std::optional<Distribution> value;  ///< nullopt: refused
  std::string refusal;                ///< "gate_missing", "gate_unknown"
};

/// By income. Refuses while a gate is open: what nobody can show to own, or to be lawful, is no
/// security. `paths` >= 1; the key names the thing in the random streams.
UnregisteredAnswer value_unregistered(const UnregisteredInputs& inputs,
                                      const EvidenceReview& review, std::uint64_t seed,
                                      std::string_view key, std::uint64_t paths);

}  // namespace pignus::valuation
