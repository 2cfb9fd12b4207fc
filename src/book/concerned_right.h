// A right as a finding, reason or condition names it.
#pragma once

#include <optional>
#include <string>

#include "registers/right.h"

namespace pignus::book {

struct ConcernedRight {
  std::optional<registers::RightId> id;  ///< nullopt: the number does not parse
  std::string stated_number;             ///< as the dossier writes it

  friend bool operator==(const ConcernedRight&, const ConcernedRight&) = default;
};

}  // namespace pignus::book
