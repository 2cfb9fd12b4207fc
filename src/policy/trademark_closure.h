// Identical and similar marks on identical or similar goods are to be pledged together. As far as
// the facts at hand allow: identical words in a shared Nice class. Similarity of signs and of goods
// is a judgement no register makes, so an empty answer proves nothing.
#pragma once

#include <vector>

#include "registers/facts.h"

namespace pignus::policy {

struct MarkClosure {
  std::vector<registers::RightId> together;  ///< offered, same words, a class in common
  std::vector<registers::RightId> left_out;  ///< named as family by this mark, and not offered
};

/// `offered` are the facts of the other rights offered with this one.
MarkClosure mark_closure(const registers::RightFacts& mark,
                         const std::vector<const registers::RightFacts*>& offered);

}  // namespace pignus::policy
