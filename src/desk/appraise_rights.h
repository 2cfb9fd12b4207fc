// Values of single rights, from what the store holds alone.
#pragma once

#include <cstdint>
#include <vector>

#include "book/appraisal.h"
#include "core/progress.h"
#include "core/result.h"
#include "store/store.h"

namespace pignus::desk {

struct AppraiseOptions {
  AsOf as_of;
  std::optional<Currency> currency;  ///< nullopt: that of the right's office
  std::uint64_t seed = 1;
  std::uint64_t paths = 20'000;
};

/// In the order of `rights`. kNotFound, naming it, for a right no register at hand has.
[[nodiscard]] Result<std::vector<book::Appraisal>> appraise_rights(
    const store::Store& store, const std::vector<registers::RightId>& rights,
    const AppraiseOptions& options, const Progress& progress);

}  // namespace pignus::desk
