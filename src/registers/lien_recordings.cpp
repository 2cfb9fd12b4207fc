// Recordings made ready for the chain: one per id, text read, corrections applied.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "registers/lien_work.h"

namespace pignus::registers {
namespace {

/// Two files may bring one recording with different extents; the fuller one is kept, and equal ones
/// by their texts, so that the order of the files does not matter.
bool fuller(const Recording& a, const Recording& b) {
  const auto key = [](const Recording& r) {
    std::string names;
    for (const auto* side : {&r.grantors, &r.grantees}) {
      for (const auto& party : *side) {
        names += party.party.name + '\n' + party.executed.text() + '\n';
      }
    }
    for (const auto& property : r.properties) {
      names += property.right.value + '\n';
    }
    return std::tuple(r.recorded_stated, r.properties.size(), r.grantors.size(), r.recorded,
                      r.conveyance, static_cast<int>(r.conveyance_class), r.corrects, r.releases,
                      names, r.secured_amount ? r.secured_amount->minor : 0, r.source.file,
                      r.source.record, r.source.origin);
  };
  return key(a) > key(b);
}

ReadRecording read(const Recording& recording) {
  ReadRecording out;
  out.recording = recording;
  out.grantors = party_names(recording.grantors);
  out.grantees = party_names(recording.grantees);
  out.executed = recording.effective();
  const ConveyanceReading text = read_conveyance(recording.conveyance, out.grantors, out.grantees);
  out.cited = text.cited;
  // The class may have been set by hand in the plain format; it goes before the text.
  if (out.recording.conveyance_class == ConveyanceClass::kUnknown) {
    out.recording.conveyance_class = text.conveyance_class;
  }
  out.acts_as = out.recording.conveyance_class == ConveyanceClass::kCorrection
                    ? text.underlying
                    : out.recording.conveyance_class;
  if (out.recording.corrects.empty()) {
    out.recording.corrects = text.corrects;
  }
  if (!recording.releases.empty() &&
      std::ranges::find(out.cited, recording.releases) == out.cited.end()) {
    out.cited.insert(out.cited.begin(), recording.releases);
  }
  std::set<std::string> rights;
  for (const auto& property : recording.properties) {
    rights.insert(property.application_number.empty() ? property.right.value
                                                      : property.application_number);
  }
  out.rights.assign(rights.begin(), rights.end());
  return out;
}

using ById = std::map<std::string, ReadRecording>;

/// The recording a correction ends at: corrections of corrections are followed; a circle has none.
std::optional<std::string> corrected_root(const ById& all, const ReadRecording& correction) {
  std::set<std::string> seen{correction.recording.id};
  std::string id = correction.recording.corrects;
  for (;;) {
    const auto found = all.find(id);
    if (id.empty() || found == all.end() || !seen.insert(id).second) {
      return std::nullopt;
    }
    if (found->second.recording.conveyance_class != ConveyanceClass::kCorrection) {
      return id;
    }
    id = found->second.recording.corrects;
  }
}

bool in_order(const ReadRecording& a, const ReadRecording& b) {
  return std::tie(a.executed, a.recording.recorded, a.recording.id) <
         std::tie(b.executed, b.recording.recorded, b.recording.id);
}

}  // namespace

std::vector<ReadRecording> readable_recordings(const RightFacts& facts, Date known_by) {
  std::map<std::string, const Recording*> chosen;
  for (const auto& recording : facts.recordings) {
    if (recording.recorded > known_by) {
      continue;
    }
    const auto [at, added] = chosen.try_emplace(recording.id, &recording);
    if (!added && fuller(recording, *at->second)) {
      at->second = &recording;
    }
  }
  ById all;
  for (const auto& [id, recording] : chosen) {
    all.emplace(id, read(*recording));
  }
  std::vector<const ReadRecording*> corrections;
  for (const auto& [id, one] : all) {
    if (one.recording.conveyance_class == ConveyanceClass::kCorrection) {
      corrections.push_back(&one);
    }
  }
  std::ranges::sort(corrections, [](const auto* a, const auto* b) {
    return std::tie(a->recording.recorded, a->recording.id) <
           std::tie(b->recording.recorded, b->recording.id);
  });
  std::map<std::string, const ReadRecording*> last_correction;
  std::map<std::string, std::vector<std::string>> corrections_of;
  std::set<std::string> absorbed;
  for (const auto* correction : corrections) {
    if (const auto root = corrected_root(all, *correction)) {
      last_correction[*root] = correction;
      corrections_of[*root].push_back(correction->recording.id);
      absorbed.insert(correction->recording.id);
    }
  }
  std::vector<ReadRecording> ready;
  for (const auto& [id, one] : all) {
    if (absorbed.contains(id)) {
      continue;
    }
    ReadRecording copy = one;
    copy.corrected = one.recording.conveyance_class == ConveyanceClass::kCorrection;
    if (const auto found = last_correction.find(id); found != last_correction.end()) {
      copy.corrected = true;
      copy.corrections = corrections_of[id];
      if (!found->second->grantors.empty()) {
        copy.grantors = found->second->grantors;
      }
      if (!found->second->grantees.empty()) {
        copy.grantees = found->second->grantees;
      }
    }
    ready.push_back(std::move(copy));
  }
  std::ranges::sort(ready, in_order);
  return ready;
}

}  // namespace pignus::registers
