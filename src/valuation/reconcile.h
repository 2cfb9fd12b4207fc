// Several methods, one distribution.
#pragma once

#include <string>
#include <vector>

#include "book/appraisal.h"
#include "core/distribution.h"
#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// Gives every method its weight and the key of the reason, by which others had their data:
///   relief from royalty   speaks first; beside it the renewal model keeps a small say
///   renewal               alone where there is no income
///   cost                  never: it tells below what price an owner would rather not sell, and
///                         nothing of what a buyer pays, so a bank cannot lend on it
///   population            only where neither income nor renewal speaks
void weigh(std::vector<book::MethodValue>& methods, const standards::ParameterSet& common);

/// The mixture of the methods by their weights; its mean is the weighted mean of theirs. At least
/// one weight must be positive.
Distribution reconcile(const std::vector<book::MethodValue>& methods);

}  // namespace pignus::valuation
