#include "desk/underwrite.h"

#include "desk/case_file.h"

namespace pignus::desk {

Result<book::Underwriting> underwrite(const store::Store& store, const book::Dossier& dossier,
                                      const UnderwriteOptions& options, const Progress& progress) {
  PIGNUS_ASSIGN(auto facts, load_case_facts(store, dossier, options.as_of.known_by, progress));
  PIGNUS_ASSIGN(const auto market, load_market(store, options.as_of.known_by, progress));
  return underwriting::underwrite(dossier, std::move(facts), market, options, progress);
}

}  // namespace pignus::desk
