// Which marks of the firm have to be pledged together with those offered, as far as the marks at
// hand tell (docs/methods/similar-marks.md).
#pragma once

#include <string>
#include <vector>

#include "registers/right.h"

namespace pignus::book {

/// A mark that is like one in the set.
struct MarkBeside {
  registers::RightId right;
  std::string text;
  registers::RightId because_of;
  double likeness = 0;  ///< 0 to 1
};

/// Of one office.
struct MarksTogether {
  std::string office;
  std::size_t marks_known = 0;                    ///< of the firm at the office, offered ones too
  std::vector<registers::RightId> offered;        ///< those with goods at hand
  std::vector<MarkBeside> missing;                ///< have to go along, and are not offered
  std::vector<MarkBeside> doubtful;               ///< a person decides
  std::vector<registers::RightId> figures;        ///< without words, on similar goods: look at them
  std::vector<registers::RightId> without_goods;  ///< no class at hand: not looked at
};

}  // namespace pignus::book
