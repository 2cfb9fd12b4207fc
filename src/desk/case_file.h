// What every use case that starts from a dossier or a number loads first: facts, status, liens and
// title of each right, cut at a date.
#pragma once

#include <functional>
#include <vector>

#include "book/underwriting.h"
#include "core/progress.h"
#include "disclosure/compare.h"
#include "store/store.h"
#include "underwriting/case_file.h"
#include "underwriting/market_facts.h"

namespace pignus::desk {

using underwriting::CaseFile;

/// Of every right the dossier mentions and the store knows. kCancelled when `progress` says stop.
[[nodiscard]] Result<disclosure::FactsByRight> load_facts(const store::Store& store,
                                                          const book::Dossier& dossier,
                                                          Date known_by, const Progress& progress);

/// What an underwriting needs: beside them, where the dossier offers a mark, every mark in the
/// store whose owner's name begins as the firm's does, up to its first stop or bracket, at an
/// office of an offered mark; who owns them is for the reader of the facts to say. kLimitExceeded
/// where more than kFirmRightsMax rights begin so.
inline constexpr std::size_t kFirmRightsMax = 100'000;
[[nodiscard]] Result<disclosure::FactsByRight> load_case_facts(const store::Store& store,
                                                               const book::Dossier& dossier,
                                                               Date known_by,
                                                               const Progress& progress);

/// The deals public by `known_by` and the facts of the rights in them, and the figures that trends
/// read. kLimitExceeded where there are more than kDealsMax, or than kTrendFiguresMax of one
/// series.
inline constexpr std::size_t kDealsMax = 100'000;
inline constexpr std::size_t kTrendFiguresMax = 100'000;
[[nodiscard]] Result<underwriting::MarketFacts> load_market(const store::Store& store,
                                                            Date known_by,
                                                            const Progress& progress);

[[nodiscard]] Result<CaseFile> load_case(const store::Store& store, const book::Dossier& dossier,
                                         AsOf as_of, const Progress& progress);

/// One right out of the store; kNotFound when no register at hand has it.
[[nodiscard]] Result<book::RightFile> load_right(const store::Store& store,
                                                 const registers::RightId& id, AsOf as_of);
/// Many, in their order and a portion at a time. kNotFound for the first that no register has; what
/// `take` says ends the work.
[[nodiscard]] Status load_rights(const store::Store& store,
                                 const std::vector<registers::RightId>& ids, AsOf as_of,
                                 const std::function<Status(book::RightFile&&)>& take);

}  // namespace pignus::desk
