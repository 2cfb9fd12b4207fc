#include "registers/lien.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "registers/lien_events.h"
#include "registers/lien_work.h"
#include "registers/party_name.h"

namespace pignus::registers {
namespace {

using Liens = std::vector<WorkLien>;

bool is_release(const ReadRecording& recording) {
  return recording.acts_as == ConveyanceClass::kRelease ||
         recording.acts_as == ConveyanceClass::kPartialRelease;
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

WorkLien new_lien(const ReadRecording& source) {
  WorkLien work;
  work.lien.id = source.recording.id;
  work.lien.holders = source.grantees;
  work.lien.grantors = source.grantors;
  work.lien.executed = source.executed;
  work.lien.recorded = source.recording.recorded;
  work.lien.conveyance = source.recording.conveyance;
  work.lien.secured_amount = source.recording.secured_amount;
  work.holdings.push_back({source.executed, source.grantees});
  work.rights = source.rights;
  work.aliases = source.corrections;
  work.aliases.push_back(source.recording.id);
  work.executed_stated = std::ranges::any_of(
      source.recording.grantors, [](const auto& party) { return party.executed.known(); });
  if (source.corrected) {
    work.note(LienNote::kCorrected);
  }
  return work;
}

bool one_agreement(const WorkLien& a, const WorkLien& b) {
  return a.executed_stated && b.executed_stated && a.lien.executed == b.lien.executed &&
         a.rights == b.rights && same_parties(a.lien.grantors, b.lien.grantors) &&
         same_parties(a.holdings.front().holders, b.holdings.front().holders);
}

void pair_recorded_twice(Liens& liens) {
  for (auto& a : liens) {
    for (const auto& b : liens) {
      if (&a != &b && one_agreement(a, b)) {
        a.lien.same_agreement_as.push_back(b.lien.id);
        a.note(LienNote::kRecordedTwice);
      }
    }
  }
}

void apply_transfer(const ReadRecording& transfer, Liens& liens) {
  const bool names_a_lien = std::ranges::any_of(
      liens, [&](const WorkLien& work) { return work.named_in(transfer.cited); });
  for (auto& work : liens) {
    const bool meant = names_a_lien ? work.named_in(transfer.cited)
                                    : !work.released() && work.lien.executed <= transfer.executed &&
                                          work.held_by(transfer.grantors, transfer.executed);
    if (!meant) {
      continue;
    }
    // Lenders of the same lien who did not transfer stay.
    std::vector<std::string> holders;
    for (const auto& holder : work.holdings.back().holders) {
      if (!share_party({holder}, transfer.grantors)) {
        holders.push_back(holder);
      }
    }
    holders.insert(holders.end(), transfer.grantees.begin(), transfer.grantees.end());
    work.holdings.push_back({transfer.executed, std::move(holders)});
    work.aliases.push_back(transfer.recording.id);
    work.note(LienNote::kHolderChanged);
  }
}

void close(WorkLien& work, const ReadRecording& release) {
  if (work.released()) {
    return;
  }
  work.lien.release_id = release.recording.id;
  work.lien.release_executed = release.executed;
  work.lien.release_recorded = release.recording.recorded;
  if (release.executed < release.recording.recorded) {
    work.note(LienNote::kReleasedBeforeRecorded);
  }
}

/// A release that names recordings: closes those, and marks their twins that stay open.
bool apply_named(const ReadRecording& release, Liens& liens) {
  bool matched = false;
  for (auto& work : liens) {
    if (!work.named_in(release.cited)) {
      continue;
    }
    matched = true;
    if (release.executed < work.lien.executed) {
      work.note(LienNote::kAmbiguousRelease);  // given before the lien: a slip in one of the two
      continue;
    }
    if (!work.held_by(release.grantors, release.executed)) {
      work.note(LienNote::kReleasedByOther);
    }
    close(work, release);
    for (auto& twin : liens) {
      if (contains(work.lien.same_agreement_as, twin.lien.id) && !twin.named_in(release.cited)) {
        twin.note(LienNote::kReleaseNamesOther);
      }
    }
  }
  return matched;
}

template <typename Keep>
void prefer(std::vector<WorkLien*>& candidates, const Keep& keep) {
  std::vector<WorkLien*> kept;
  std::ranges::copy_if(candidates, std::back_inserter(kept),
                       [&](const WorkLien* work) { return keep(*work); });
  if (!kept.empty()) {
    candidates = std::move(kept);
  }
}

/// A release that names no recording, matched by its parties. A lien closed on the same day
/// stays a candidate, so that a release recorded twice does not close the next lien as well.
bool apply_by_parties(const ReadRecording& release, Liens& liens) {
  std::vector<WorkLien*> candidates;
  for (auto& work : liens) {
    const bool gone = work.released() && work.lien.release_executed != release.executed;
    if (!gone && work.lien.executed <= release.executed &&
        work.held_by(release.grantors, release.executed)) {
      candidates.push_back(&work);
    }
  }
  if (candidates.empty()) {
    return false;
  }
  prefer(candidates,
         [&](const WorkLien& work) { return share_party(work.lien.grantors, release.grantees); });
  prefer(candidates, [&](const WorkLien& work) { return work.rights == release.rights; });
  const bool one = std::ranges::all_of(candidates, [&](const WorkLien* work) {
    return work == candidates.front() ||
           contains(candidates.front()->lien.same_agreement_as, work->lien.id);
  });
  for (auto* work : candidates) {
    if (one) {
      close(*work, release);
    } else if (!work->released()) {
      work->note(LienNote::kAmbiguousRelease);
    }
  }
  return true;
}

/// A release that names recordings which are not at hand closes nothing, but the liens of the same
/// parties deserve a look: the number may be mistyped.
void note_possible(const ReadRecording& release, Liens& liens) {
  for (auto& work : liens) {
    if (!work.released() && work.lien.executed <= release.executed &&
        work.held_by(release.grantors, release.executed) &&
        share_party(work.lien.grantors, release.grantees)) {
      work.note(LienNote::kAmbiguousRelease);
    }
  }
}

void sort_notes(Lien& lien) {
  std::ranges::sort(lien.notes);
  std::ranges::sort(lien.same_agreement_as);
}

}  // namespace

std::string_view name_of(LienNote note) {
  constexpr std::array<std::string_view, 12> kNames{
      "recorded_twice",       "release_names_other", "released_before_recorded",
      "release_without_lien", "holder_changed",      "lapsed_ucc",
      "ambiguous_release",    "corrected",           "released_by_other",
      "from_event",           "changed_by_event",    "unclear_event"};
  return kNames.at(static_cast<std::size_t>(note));
}

bool Lien::open_on(AsOf as_of) const {
  if (executed > as_of.true_on || recorded > as_of.known_by) {
    return false;
  }
  return !(release_executed && *release_executed <= as_of.true_on && release_recorded &&
           *release_recorded <= as_of.known_by);
}

bool Lien::has(LienNote note) const {
  return std::ranges::find(notes, note) != notes.end();
}

void WorkLien::note(LienNote note) {
  if (!lien.has(note)) {
    lien.notes.push_back(note);
  }
}

bool WorkLien::named_in(const std::vector<std::string>& ids) const {
  return std::ranges::any_of(aliases,
                             [&](const std::string& alias) { return contains(ids, alias); });
}

bool WorkLien::held_by(const std::vector<std::string>& parties, Date day) const {
  return std::ranges::any_of(holdings, [&](const Holding& holding) {
    return holding.since <= day && share_party(holding.holders, parties);
  });
}

LienChain lien_chain(const RightFacts& facts, AsOf as_of) {
  LienChain chain;
  Liens liens;
  const std::vector<ReadRecording> recordings = readable_recordings(facts, as_of.known_by);
  for (const auto& one : recordings) {
    switch (one.acts_as) {
      case ConveyanceClass::kSecurityInterest:
        liens.push_back(new_lien(one));
        break;
      case ConveyanceClass::kAssignment:
      case ConveyanceClass::kMerger:
      case ConveyanceClass::kChangeOfName:
        chain.title.push_back({one.recording.id, one.acts_as, one.grantors, one.grantees,
                               one.executed, one.recording.recorded});
        break;
      case ConveyanceClass::kUnknown:
        chain.unread.push_back(one.recording);
        break;
      case ConveyanceClass::kLicence:
      case ConveyanceClass::kCourtOrder:
      case ConveyanceClass::kOther:
        chain.others.push_back(one.recording);
        break;
      default:
        break;  // releases and transfers act on the liens below
    }
  }
  pair_recorded_twice(liens);
  const std::vector<SecurityEvent> events = security_events(facts, recordings, as_of.known_by);
  for (auto& work : liens_of_events(events, facts.id)) {
    liens.push_back(std::move(work));
  }
  std::ranges::stable_sort(liens, {}, [](const WorkLien& work) {
    return std::tuple(work.lien.executed, work.lien.recorded, work.lien.id);
  });
  for (const auto& one : recordings) {
    if (one.acts_as == ConveyanceClass::kSecurityTransfer) {
      apply_transfer(one, liens);
    } else if (is_release(one)) {
      const bool matched =
          one.cited.empty() ? apply_by_parties(one, liens) : apply_named(one, liens);
      if (!matched) {
        note_possible(one, liens);
        chain.releases_without_lien.push_back(one.recording.id);
      }
    }
  }
  apply_events(events, liens, chain);
  for (auto& work : liens) {
    for (const auto& holding : work.holdings) {
      if (holding.since <= as_of.true_on) {
        work.lien.holders = holding.holders;
      }
    }
    sort_notes(work.lien);
    chain.liens.push_back(std::move(work.lien));
  }
  return chain;
}

}  // namespace pignus::registers
