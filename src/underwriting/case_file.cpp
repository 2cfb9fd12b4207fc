#include "underwriting/case_file.h"

#include <utility>

#include "disclosure/title.h"
#include "registers/number.h"

namespace pignus::underwriting {

void derive(const book::Firm& firm, AsOf as_of, book::RightFile& file) {
  file.status = registers::status_as_of(file.facts, as_of);
  file.liens = registers::lien_chain(file.facts, as_of);
  file.title = disclosure::title_on(firm, file.facts, file.liens, as_of);
}

CaseFile open_case(const book::Dossier& dossier, disclosure::FactsByRight facts, AsOf as_of) {
  CaseFile file{std::move(facts), {}};
  for (const book::OfferedRight& offered : dossier.rights) {
    book::RightFile right;
    right.offered = offered;
    if (offered.id) {
      const auto known = file.facts.find(*offered.id);
      if (known != file.facts.end()) right.facts = known->second;
    }
    derive(dossier.firm, as_of, right);
    file.rights.push_back(std::move(right));
  }
  return file;
}

book::RightFile lone_right(const registers::RightId& id, registers::RightFacts facts, AsOf as_of) {
  book::RightFile right;
  right.facts = std::move(facts);
  right.offered.stated_number = registers::display(id);
  right.offered.id = id;
  derive(book::Firm{}, as_of, right);
  return right;
}

}  // namespace pignus::underwriting
