#include "disclosure/title.h"

#include <algorithm>
#include <tuple>

#include "registers/merge.h"
#include "text/firm_name.h"

namespace pignus::disclosure {

namespace {

/// The record to begin with: of what was public, that of the right's own office before others (the
/// exchange data of others repeat the applicants), then the latest by the day asked for.
const registers::RightRecord* record_for(const registers::RightFacts& facts, AsOf as_of) {
  const auto rank = [&](const registers::RightRecord& record) {
    const bool own = registers::office_of_registry(record.source.registry) == facts.id.office() ||
                     record.source.registry.empty();
    const bool by_then = record.known <= as_of.true_on;
    // Before the day: the later the better. After it: the earlier.
    const int day = record.known.days_since_1970();
    return std::tuple(by_then, own, by_then ? day : -day);
  };
  const registers::RightRecord* chosen = nullptr;
  for (const registers::RightRecord& record : facts.records) {
    if (record.owners.empty() || record.known > as_of.known_by) {
      continue;
    }
    if (chosen == nullptr || rank(record) >= rank(*chosen)) {
      chosen = &record;
    }
  }
  return chosen;
}

void apply(const book::Firm& firm, const registers::TitleStep& step, book::Title& title) {
  std::erase_if(title.holders, [&](const book::TitleHolder& holder) {
    return std::any_of(step.from.begin(), step.from.end(), [&](const std::string& name) {
      return same_party(firm, holder.party.name, name);
    });
  });
  for (const std::string& name : step.to) {
    const bool there = std::any_of(
        title.holders.begin(), title.holders.end(),
        [&](const book::TitleHolder& holder) { return same_party(firm, holder.party.name, name); });
    if (!there) {
      title.holders.push_back({{name, "", ""}, is_the_firm(firm, name)});
    }
  }
  title.true_on = step.executed;
  title.known_on = step.recorded;
}

}  // namespace

bool is_the_firm(const book::Firm& firm, std::string_view name) {
  return text::same_firm_name(firm.name, name) ||
         std::any_of(firm.other_names.begin(), firm.other_names.end(),
                     [&](const std::string& other) { return text::same_firm_name(other, name); });
}

bool same_party(const book::Firm& firm, std::string_view left, std::string_view right) {
  return text::same_firm_name(left, right) || (is_the_firm(firm, left) && is_the_firm(firm, right));
}

book::Title title_on(const book::Firm& firm, const registers::RightFacts& facts,
                     const registers::LienChain& chain, AsOf as_of) {
  book::Title title;
  const registers::RightRecord* record = record_for(facts, as_of);
  if (record != nullptr) {
    for (const registers::Party& owner : record->owners) {
      title.holders.push_back({owner, is_the_firm(firm, owner.name)});
    }
    title.known_on = record->known;
    title.source = record->source;
  }
  for (const registers::TitleStep& step : chain.title) {
    if (step.executed > as_of.true_on || (record != nullptr && step.recorded <= record->known)) {
      continue;
    }
    apply(firm, step, title);
    for (const registers::Recording& recording : facts.recordings) {
      if (recording.id == step.recording_id) {
        title.source = recording.source;
      }
    }
  }
  return title;
}

}  // namespace pignus::disclosure
