#include "desk/case_file.h"

#include <fmt/format.h>

#include "disclosure/title.h"
#include "registers/number.h"

namespace pignus::desk {

namespace {

/// Status and liens follow from the facts; an unknown right has empty facts and status unknown.
void derive(const book::Firm& firm, AsOf as_of, book::RightFile& file) {
  file.status = registers::status_as_of(file.facts, as_of);
  file.liens = registers::lien_chain(file.facts, as_of);
  file.title = disclosure::title_on(firm, file.facts, file.liens, as_of);
}

bool anything_known(const registers::RightFacts& facts) {
  return !facts.records.empty() || !facts.events.empty() || !facts.recordings.empty();
}

}  // namespace

Result<CaseFile> load_case(const store::Store& store, const book::Dossier& dossier, AsOf as_of,
                           const Progress& progress) {
  CaseFile file;
  const std::vector<registers::RightId> ids = disclosure::rights_mentioned(dossier);
  auto id = ids.begin();
  PIGNUS_TRY(store.facts_of_all(ids, as_of.known_by, [&](registers::RightFacts&& facts) {
    if (anything_known(facts)) file.facts.emplace(*id, std::move(facts));
    ++id;
    return true;
  }));
  std::uint64_t done = 0;
  for (const book::OfferedRight& offered : dossier.rights) {
    book::RightFile right;
    right.offered = offered;
    if (offered.id) {
      const auto facts = file.facts.find(*offered.id);
      if (facts != file.facts.end()) {
        right.facts = facts->second;
      }
    }
    derive(dossier.firm, as_of, right);
    file.rights.push_back(std::move(right));
    if (!progress("loading rights", ++done, dossier.rights.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
  }
  return file;
}

Result<book::RightFile> load_right(const store::Store& store, const registers::RightId& id,
                                   AsOf as_of) {
  book::RightFile right;
  PIGNUS_ASSIGN(right.facts, store.facts_of(id, as_of.known_by));
  if (!anything_known(right.facts)) {
    return fail(ErrorCode::kNotFound,
                fmt::format("the store has no record of {} known by {}; import one first "
                            "(pignus import FILE)",
                            registers::display(id), as_of.known_by.iso()));
  }
  right.offered.stated_number = registers::display(id);
  right.offered.id = id;
  derive(book::Firm{}, as_of, right);
  return right;
}

}  // namespace pignus::desk
