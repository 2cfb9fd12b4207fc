// Disclosure only: a dossier's statements against the registers.
#pragma once

#include <vector>

#include "book/dossier.h"
#include "book/finding.h"
#include "core/progress.h"
#include "core/result.h"
#include "store/store.h"

namespace pignus::desk {

[[nodiscard]] Result<std::vector<book::Finding>> check_dossier(const store::Store& store,
                                                               const book::Dossier& dossier,
                                                               AsOf as_of,
                                                               const Progress& progress);

}  // namespace pignus::desk
