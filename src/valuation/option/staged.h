// Staged development: a compound option. Each stage costs money to begin, takes time and may fail;
// the owner begins it only while it is worth it, may wait before it, and may stop for good.
//   W_M(t, S) = max(0, S - K, wait)                                  all M stages done: launch
//   W_m(t, S) = max(0, wait, -cost + success * e^(-r d) E[W_m+1(t + d, S')])
//   wait      = e^(-r dt) E[W_m(t + dt, S')]
// on the tree of option/binomial.h. Failure of a stage is technical: it is the product's own
// chance, asks no risk premium, and ends the project. Page: docs/methods/staged-development.md.
#pragma once

#include <span>
#include <string>

#include "book/plan.h"
#include "valuation/option/terms.h"

namespace pignus::valuation {

using book::DevelopmentStage;  ///< its years are rounded to whole steps of the tree

struct StagedValue {
  double value = 0;  ///< of the project before its first stage, major units
  /// Begin now, go through every stage and launch whatever happens: what a plan without options is
  /// worth. May be below zero.
  double committed = 0;
  double flexibility = 0;     ///< value - max(committed, 0)
  bool begin_now = false;     ///< beginning now is worth as much as waiting, and more than nothing
  double success_chance = 1;  ///< of all stages together
};

constexpr std::size_t kStagesMax = 20;
constexpr int kStagedStepsMax = 1'000;

/// `launch` says what the product is worth and costs to launch, and when the right ends. Without
/// stages this is american_call. kInvalidInput names the field, as "stages.NAME.cost"; stages that
/// together outlast the right are refused.
[[nodiscard]] Result<StagedValue> staged_development(const OptionTerms& launch,
                                                     std::span<const DevelopmentStage> stages,
                                                     int steps);

}  // namespace pignus::valuation
