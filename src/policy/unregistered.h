// May an intangible without a register be taken as security? The answer is never yes: what the
// program knows of it was remembered, so counsel is asked; what nobody showed is a condition.
#pragma once

#include <string_view>

#include "book/intangible_file.h"
#include "standards/unregistered_pledge.h"

namespace pignus::policy {

/// `file`: with its evidence. A gate known to be missing, or not looked at, is told apart.
book::Eligibility assess_unregistered(const standards::UnregisteredPledgeRules& rules,
                                      std::string_view jurisdiction,
                                      const book::IntangibleFile& file);

}  // namespace pignus::policy
