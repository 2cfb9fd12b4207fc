// The floor of one right's spread where neither its own cash flows nor sales like it are known: the
// 90th percentile is at least 25 times the 10th, whatever several models of populations agree on.
// docs/methods/dollar-scale.md. Internal to valuation.
#pragma once

#include <optional>
#include <vector>

#include "book/appraisal.h"

namespace pignus::valuation {

/// The 90th over the 10th percentile of what of the value is not nothing; nullopt where all is
/// nothing or the 10th percentile of the rest is not above zero.
std::optional<double> ratio_of_tenths(const Distribution& value);

/// Whether any method with a weight rests on the right's own plan or on deals (reconcile.h).
bool rests_on_own_evidence(const std::vector<book::MethodValue>& methods);

/// The value with a lognormal factor of that spread put on it, its median (of what is not nothing)
/// kept: the mean rises with the spread.
Distribution with_spread(const Distribution& value, double spread);

/// Puts the least factor on appraisal.value that brings its ratio to the floor, scales the methods'
/// contributions to the new mean and says so; does nothing where the value rests on evidence of its
/// own, is wide enough, or is a single amount.
void hold_floor_of_spread(book::Appraisal& appraisal);

}  // namespace pignus::valuation
