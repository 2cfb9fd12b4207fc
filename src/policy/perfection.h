// Perfecting a security interest in US patents and marks: what the UCC filing's clock says, whether
// a security agreement was recorded at the USPTO in time, and which rights show no unreleased
// interest in the records seen. Rank depends on UCC filings and agreements among creditors, which
// no record at hand shows: every screen that prints this says so.
// Source: standards/rules/us-perfection.toml, each period with its grade.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "book/dossier.h"
#include "book/perfection.h"
#include "core/date.h"
#include "registers/facts.h"
#include "registers/lien.h"
#include "standards/rule_set.h"

namespace pignus::policy {

struct UccRules {
  int lapse_years = 0;
  int continuation_months = 0;  ///< before lapse
  int recordation_months = 0;   ///< from execution
};
/// From the parameters of the set "us-perfection"; aborts when they are missing, because the set is
/// part of the program.
UccRules ucc_rules(const standards::RuleSet& rules);

using book::Recordation;
using book::UccState;

/// nullopt when the day of filing is unknown or after `day`. Continuations after `day` are left
/// out.
std::optional<UccState> ucc_state(const book::UccFiling& filing, Date day, UccRules rules);

/// Of every security interest in the chain, open or released, in its order. One whose day of
/// execution or of recording no source tells is left out: a day put in its place proves nothing.
std::vector<Recordation> recordations(const registers::RightFacts& facts,
                                      const registers::LienChain& chain, UccRules rules);

/// The rights whose chains show, in the records seen, no unreleased security interest.
std::vector<registers::RightId> without_open_interest(
    const std::vector<std::pair<registers::RightId, const registers::LienChain*>>& chains,
    AsOf as_of);

}  // namespace pignus::policy
