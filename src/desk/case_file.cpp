#include "desk/case_file.h"

#include <algorithm>
#include <fmt/format.h>

#include "registers/number.h"

namespace pignus::desk {

namespace {

constexpr std::size_t kPortion = 100;

bool anything_known(const registers::RightFacts& facts) {
  return !facts.records.empty() || !facts.events.empty() || !facts.recordings.empty();
}

}  // namespace

Result<disclosure::FactsByRight> load_facts(const store::Store& store, const book::Dossier& dossier,
                                            Date known_by, const Progress& progress) {
  disclosure::FactsByRight known;
  const std::vector<registers::RightId> mentioned = disclosure::rights_mentioned(dossier);
  // By portions: between two, `progress` may ask the store what it likes.
  for (std::size_t done = 0; done < mentioned.size();) {
    const std::size_t end = std::min(done + kPortion, mentioned.size());
    const std::vector<registers::RightId> portion(
        mentioned.begin() + static_cast<std::ptrdiff_t>(done),
        mentioned.begin() + static_cast<std::ptrdiff_t>(end));
    PIGNUS_TRY(store.facts_of_all(portion, known_by, [&](registers::RightFacts&& facts) {
      if (anything_known(facts)) known.emplace(mentioned[done], std::move(facts));
      ++done;
      return true;
    }));
    if (!progress("loading rights", done, mentioned.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
  }
  return known;
}

Result<CaseFile> load_case(const store::Store& store, const book::Dossier& dossier, AsOf as_of,
                           const Progress& progress) {
  PIGNUS_ASSIGN(auto facts, load_facts(store, dossier, as_of.known_by, progress));
  return underwriting::open_case(dossier, std::move(facts), as_of);
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
  underwriting::derive(book::Firm{}, as_of, right);
  return right;
}

}  // namespace pignus::desk
