// A right appraised before and again on a later day: what of the change comes from where.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "book/credit.h"
#include "book/underwriting.h"
#include "core/result.h"
#include "underwriting/appraise_alone.h"
#include "underwriting/market_facts.h"

namespace pignus::underwriting {

/// From the value before to the value after, one thing changed at a time: the mean of the value as
/// each step left it, major units. docs/methods/reappraisal.md.
struct Reappraisal {
  book::Appraisal again;  ///< by this program, on the day before with what was known then
  double aged = 0;        ///< then the day moved on, status and facts as they were
  double told = 0;        ///< then with the status and the facts known by the day after
  book::Appraisal after;  ///< then with the deals known by the day after
  /// What changed in the law's eyes and the registers': messages "reappraise.reason.…".
  std::vector<book::Ground> legal;
  std::size_t deals_before = 0;
  std::size_t deals_after = 0;
};

struct ReappraiseOptions {
  AsOf before;
  AsOf after;  ///< not earlier than `before`
  std::uint64_t seed = 1;
  std::uint64_t paths = 20'000;
};

class Reappraiser {
 public:
  /// The markets, each as known by the day of its side, outlive it.
  [[nodiscard]] static Result<Reappraiser> make(const MarketFacts& before, const MarketFacts& after,
                                                const ReappraiseOptions& options);

  /// The right with its facts and what derive() made of them, on either day.
  [[nodiscard]] Result<Reappraisal> reappraise(const book::RightFile& before,
                                               const book::RightFile& after, Currency currency);

 private:
  Reappraiser(LoneAppraiser before, LoneAppraiser after, const MarketFacts& market_before,
              const MarketFacts& market_after, const ReappraiseOptions& options);

  LoneAppraiser before_;
  LoneAppraiser after_;
  ReappraiseOptions options_;
  std::size_t deals_before_;
  std::size_t deals_after_;
  bool same_market_;
};

/// What became of the right between two days: its state, its fees, what stands against it, else
/// that registers told more.
std::vector<book::Ground> legal_changes(const book::RightFile& before, const book::RightFile& after,
                                        Date day_after);

}  // namespace pignus::underwriting
