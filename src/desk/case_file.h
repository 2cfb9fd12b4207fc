// What every use case that starts from a dossier or a number loads first: facts, status, liens and
// title of each right, cut at a date.
#pragma once

#include "book/underwriting.h"
#include "core/progress.h"
#include "disclosure/compare.h"
#include "store/store.h"
#include "underwriting/case_file.h"

namespace pignus::desk {

using underwriting::CaseFile;

/// Of every right the dossier mentions and the store knows. kCancelled when `progress` says stop.
[[nodiscard]] Result<disclosure::FactsByRight> load_facts(const store::Store& store,
                                                          const book::Dossier& dossier,
                                                          Date known_by, const Progress& progress);

[[nodiscard]] Result<CaseFile> load_case(const store::Store& store, const book::Dossier& dossier,
                                         AsOf as_of, const Progress& progress);

/// One right out of the store; kNotFound when no register at hand has it.
[[nodiscard]] Result<book::RightFile> load_right(const store::Store& store,
                                                 const registers::RightId& id, AsOf as_of);

}  // namespace pignus::desk
