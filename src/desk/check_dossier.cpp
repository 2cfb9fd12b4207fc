#include "desk/check_dossier.h"

#include "desk/case_file.h"

namespace pignus::desk {

Result<std::vector<book::Finding>> check_dossier(const store::Store& store,
                                                 const book::Dossier& dossier, AsOf as_of,
                                                 const Progress& progress) {
  PIGNUS_ASSIGN(const CaseFile file, load_case(store, dossier, as_of, progress));
  disclosure::CompareOptions options;
  options.as_of = as_of;
  return disclosure::compare(dossier, file.facts, options);
}

}  // namespace pignus::desk
