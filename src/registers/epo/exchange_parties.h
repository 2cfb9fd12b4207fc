// The parties of an exchange document, out of their several spellings.
#pragma once

#include <string>
#include <vector>

#include "registers/epo/exchange_parts.h"
#include "registers/right.h"

namespace pignus::registers {

struct ChosenParties {
  std::vector<Party> parties;
  std::string
      standard;  ///< the standardised names, "; " between, where another spelling was chosen
};

/// The spelling with the most names; of equals the one nearest the document: original, docdba,
/// docdb, epodoc. Countries come from the standardised spelling, by sequence.
ChosenParties chosen_parties(const std::vector<ExchangeParty>& spelled);

/// Takes " [US]" off the end of a name, and gives "US"; "" where there is none.
std::string take_country(std::string& name);

}  // namespace pignus::registers
