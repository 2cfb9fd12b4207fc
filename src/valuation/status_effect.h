// What a right's legal status does to its value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "registers/status.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// Lapsed, expired, invalidated or abandoned: worth nothing, whatever the firm says.
bool has_ended(registers::LegalState state);
/// Message key: "refused.right_lapsed", …; needs has_ended(state).
std::string ended_reason(registers::LegalState state);

/// The chances that stand between the right and its value, each as an input: in force though no
/// register says so, granted, kept through invalidation, dispute or grace. Without any record of
/// the right (`recorded` false) the chance is below every known adverse one, so that nobody gains
/// by leaving a record out.
std::vector<book::Input> status_chances(const registers::LegalStatus& status, bool recorded,
                                        const standards::ParameterSet& common);
/// The product of their means.
double chance_of_all(const std::vector<book::Input>& chances);
/// With that chance the value, else nothing.
Distribution at_chance(const Distribution& value, double chance);

}  // namespace pignus::valuation
