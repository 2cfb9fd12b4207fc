// Patent quality indicators of the OECD (Squicciarini, Dernis and Criscuolo 2013), with the
// small-sample correction of Hall, Jaffe and Trajtenberg. docs/methods/oecd-indicators.md.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"

namespace pignus::valuation {

/// The first four characters of an IPC or CPC symbol ("E21B43/26" to "E21B"); nullopt where the
/// text does not begin with a section, two digits and a letter.
std::optional<std::string> class4_of(std::string_view symbol);
/// Number of distinct four-digit classes; symbols that are none are passed over.
std::size_t patent_scope(const std::vector<std::string>& symbols);

/// Shares by class. Of one patent, in the order of its own symbols: each symbol counts once.
using ClassShares = std::map<std::string, double, std::less<>>;
/// Shares of the four-digit classes among a patent's symbols; empty where none parses.
ClassShares class4_shares(const std::vector<std::string>& symbols);

/// 1 - sum_k ((1/N) sum_j b_jk)^2 over N citing patents j, b_jk the share of class k in patent j.
/// In [0, 1). kInvalidInput (record): no patent, shares of one that are negative or do not sum
/// to 1.
[[nodiscard]] Result<double> generality(const std::vector<ClassShares>& citing);
/// The same over the patents cited.
[[nodiscard]] Result<double> originality(const std::vector<ClassShares>& cited);
/// x N / (N - 1), which takes out the bias of few citations. kInvalidInput for N < 2.
[[nodiscard]] Result<double> corrected(double index, std::size_t count);

/// Share of the symbols of the patents cited whose four-digit class is none of the patent's own; a
/// class counts as often as it is given. kInvalidInput where one side has no class.
[[nodiscard]] Result<double> radicalness(const std::vector<std::string>& own,
                                         const std::vector<std::vector<std::string>>& cited);

/// 1 - lag / longest lag of the cohort. kInvalidInput: negative, or longer than the longest.
[[nodiscard]] Result<double> grant_lag_index(double lag, double longest_lag);

/// Citations on or after `published` and before the same day `years` later (5 or 7 in the source).
/// nullopt while the window is not over by `known_by`: the count would be cut short.
std::optional<int> citations_within(Date published, const std::vector<Date>& citing, int years,
                                    Date known_by);

}  // namespace pignus::valuation
