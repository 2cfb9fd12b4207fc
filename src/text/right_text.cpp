#include "text/right_text.h"

#include <utility>

#include "core/check.h"

namespace pignus::text {

namespace {

void add(std::string_view text, double weight, const Tokenizer& tokenizer, TermCounts& counts) {
  PIGNUS_CHECK(weight >= 0);
  if (weight == 0) {
    return;
  }
  for (std::string& term : tokenizer.terms(text)) {
    counts[std::move(term)] += weight;
  }
}

}  // namespace

RightBag bag_of(const RightText& right, const Tokenizer& tokenizer, const FieldWeights& weights) {
  RightBag bag;
  bag.id = right.id;
  bag.classes = right.classes;
  add(right.title, weights.title, tokenizer, bag.terms);
  add(right.abstract_text, weights.abstract_text, tokenizer, bag.terms);
  add(right.claims, weights.claims, tokenizer, bag.terms);
  return bag;
}

}  // namespace pignus::text
