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

/// The spelling nearest the document, original before docdba, where it names as many parties as the
/// standardised one (docdb, epodoc) does; else the standardised one. Countries come from the
/// standardised spelling, name by name.
ChosenParties chosen_parties(const std::vector<ExchangeParty>& spelled);

/// Takes " [US]" off the end of a name, and gives "US"; "" where there is none.
std::string take_country(std::string& name);

}  // namespace pignus::registers
