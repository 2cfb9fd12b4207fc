#include "disclosure/compare.h"

#include <set>

#include "disclosure/comparison.h"

namespace pignus::disclosure {

std::vector<registers::RightId> rights_mentioned(const book::Dossier& dossier) {
  std::set<registers::RightId> ids;
  for (const book::OfferedRight& offered : dossier.rights) {
    if (offered.id) {
      ids.insert(*offered.id);
    }
  }
  for (const book::Statement& statement : dossier.statements) {
    if (statement.right) {
      ids.insert(*statement.right);
    }
  }
  return {ids.begin(), ids.end()};
}

std::vector<book::Finding> compare(const book::Dossier& dossier, const FactsByRight& facts,
                                   const CompareOptions& options) {
  Comparison comparison(dossier, facts, options);
  check_numbers(comparison);
  check_description(comparison);
  check_status(comparison);
  check_title(comparison);
  check_encumbrance(comparison);
  check_litigation(comparison);
  check_counts(comparison);
  return comparison.take_sorted();
}

}  // namespace pignus::disclosure
