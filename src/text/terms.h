// Terms of a text and how alike two bags of them are. The simplest measure that works in Chinese
// and English: no dictionary, no training.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace pignus::text {

/// Terms with their counts.
using TermCounts = std::map<std::string, double, std::less<>>;

/// Words of alphabetic scripts (NFKC, case folded; letters and digits); of a run of Han characters
/// each pair of neighbours, of a single one itself.
TermCounts term_counts(std::string_view text);

/// sum a_k b_k / (|a| |b|), in [0, 1] for counts that are not negative; 0 where one has no terms.
double cosine(const TermCounts& left, const TermCounts& right);

}  // namespace pignus::text
