// The whole store read once, for what its rights tell together.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>

#include "core/progress.h"
#include "store/store.h"
#include "underwriting/register_study.h"

namespace pignus::desk {

inline constexpr std::size_t kStudyRightsMax = 4'000'000;

/// Every right with a record known by the day. kLimitExceeded for more than kStudyRightsMax;
/// kNotFound where there is none; kCancelled when `progress` says stop.
[[nodiscard]] Result<underwriting::RegisterFindings> study_register(const store::Store& store,
                                                                    AsOf as_of,
                                                                    const Progress& progress);

/// The figures as a table of the plain format (references.csv), to be imported. kLimitExceeded
/// where more rights would stand in it than a valuation reads; name those wanted then.
[[nodiscard]] Result<std::string> study_table(const underwriting::RegisterFindings& findings,
                                              const std::set<registers::RightId>* rights);

}  // namespace pignus::desk
