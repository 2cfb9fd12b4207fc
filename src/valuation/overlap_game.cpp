#include "valuation/overlap_game.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/check.h"

namespace pignus::valuation {

namespace {

/// Adds `factor` times each one's part of the greatest amount.
void add_airport_parts(double factor, std::span<const double> amounts, std::span<double> parts) {
  std::vector<std::size_t> rising(amounts.size());
  std::iota(rising.begin(), rising.end(), std::size_t{0});
  std::stable_sort(rising.begin(), rising.end(),
                   [&](std::size_t a, std::size_t b) { return amounts[a] < amounts[b]; });
  double before = 0;
  double part = 0;
  for (std::size_t i = 0; i < rising.size(); ++i) {
    const double amount = amounts[rising[i]];
    part += (amount - before) / static_cast<double>(rising.size() - i);
    before = amount;
    parts[rising[i]] += factor * part;
  }
}

bool added_up(book::OverlapKind kind) {
  return kind != book::OverlapKind::kComplements;
}

}  // namespace

double worth_together(const OverlapRule& rule, std::span<const double> amounts) {
  PIGNUS_CHECK(rule.share >= 0 && rule.share <= 1);
  if (amounts.empty()) {
    return 0;
  }
  const auto [least, most] = std::minmax_element(amounts.begin(), amounts.end());
  if (added_up(rule.kind)) {
    const double sum = std::accumulate(amounts.begin(), amounts.end(), 0.0);
    return (1 - rule.share) * sum + rule.share * *most;
  }
  return (1 - rule.share) * *most + (rule.complete ? rule.share * *least : 0);
}

void parts_together(const OverlapRule& rule, std::span<const double> amounts,
                    std::span<double> parts) {
  PIGNUS_CHECK(rule.share >= 0 && rule.share <= 1 && parts.size() == amounts.size());
  std::fill(parts.begin(), parts.end(), 0.0);
  if (amounts.empty()) {
    return;
  }
  if (added_up(rule.kind)) {
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      parts[i] = (1 - rule.share) * amounts[i];
    }
    add_airport_parts(rule.share, amounts, parts);
    return;
  }
  add_airport_parts(1 - rule.share, amounts, parts);
  if (rule.complete) {
    const double least = *std::min_element(amounts.begin(), amounts.end());
    for (double& part : parts) {
      part += rule.share * least / static_cast<double>(parts.size());
    }
  }
}

}  // namespace pignus::valuation
