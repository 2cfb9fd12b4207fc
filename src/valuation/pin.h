// One input of an appraisal held at a quantile of its own: what a tornado turns, one after another.
#pragma once

#include <string>

namespace pignus::valuation {

struct Pin {
  std::string input;       ///< name of a book::Input
  double probability = 0;  ///< [0, 1]
};

}  // namespace pignus::valuation
