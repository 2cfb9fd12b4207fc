// The program's own parameters of valuation, read once a test program.
#pragma once

#include "standards/valuation_parameters.h"

namespace pignus::testing {

inline const standards::ValuationParameters& parameters() {
  static const standards::ValuationParameters kLoaded =
      standards::load_valuation_parameters().value();
  return kLoaded;
}

}  // namespace pignus::testing
