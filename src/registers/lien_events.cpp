#include "registers/lien_events.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "registers/party_name.h"
#include "registers/status_events.h"

namespace pignus::registers {
namespace {

using standards::LienEffect;

std::string detail(const LegalEvent& event, const std::string& name) {
  const auto at = event.details.find(name);
  return at == event.details.end() ? std::string() : at->second;
}

/// Several parties in one detail are divided by semicolons.
std::vector<std::string> parties(const LegalEvent& event, const std::string& first,
                                 const std::string& second) {
  const std::string given = detail(event, first);
  const std::string text = given.empty() ? detail(event, second) : given;
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(';', from), text.size());
    std::size_t begin = from;
    std::size_t last = end;
    while (begin < last && text[begin] == ' ') {
      ++begin;
    }
    while (last > begin && text[last - 1] == ' ') {
      --last;
    }
    if (last > begin) {
      out.push_back(text.substr(begin, last - begin));
    }
    from = end + 1;
  }
  return out;
}

std::optional<LienEffect> effect_of_st27(std::string_view st27) {
  static const std::map<std::string_view, LienEffect> kEffects{
      {"S20", LienEffect::kPledge},         {"S21", LienEffect::kPledgeChange},
      {"S22", LienEffect::kPledgeRelease},  {"S11", LienEffect::kLicence},
      {"S12", LienEffect::kLicenceChange},  {"S13", LienEffect::kLicenceEnd},
      {"S14", LienEffect::kLicence},        {"S15", LienEffect::kLicenceChange},
      {"S16", LienEffect::kLicenceEnd},     {"S17", LienEffect::kLicence},
      {"S18", LienEffect::kLicenceChange},  {"S19", LienEffect::kLicenceEnd},
      {"S23", LienEffect::kLicence},        {"S24", LienEffect::kLicenceChange},
      {"S25", LienEffect::kLicenceEnd},     {"S26", LienEffect::kLicenceOffer},
      {"S27", LienEffect::kLicenceOfferEnd}};
  const auto at = kEffects.find(st27);
  return at == kEffects.end() ? std::nullopt : std::optional(at->second);
}

std::optional<SecurityEvent> read(const LegalEvent& event, Date known_by) {
  const auto day = event.date.latest() ? event.date.latest() : event.known;
  const auto recorded = event.known ? event.known : day;
  if (!day || *recorded > known_by) {
    return std::nullopt;
  }
  const CodePlace place = code_place(event);
  const auto* code = standards::lien_code(place.office, place.code);
  const auto effect = code != nullptr ? std::optional(code->effect) : effect_of_st27(event.st27);
  if (!effect || *effect == LienEffect::kAttachment || *effect == LienEffect::kAttachmentRelease) {
    return std::nullopt;
  }
  SecurityEvent out{
      event, *effect, *day, *recorded, detail(event, "registration_number"), detail(event, "state"),
      {},    {}};
  if (code != nullptr && !code->state.empty()) {
    out.state = code->state;
  }
  const bool licence = *effect == LienEffect::kLicence || *effect == LienEffect::kLicenceChange ||
                       *effect == LienEffect::kLicenceEnd;
  out.grantors = licence ? parties(event, "licensor", "party") : parties(event, "pledgor", "party");
  out.grantees = licence ? parties(event, "licensee", "") : parties(event, "pledgee", "");
  return out;
}

auto order(const SecurityEvent& one) {
  return std::tuple(one.day, static_cast<int>(one.effect), one.state, one.number.empty(),
                    one.number, one.recorded, std::string_view(one.event.code),
                    one.grantees.empty(), one.grantors.empty(), one.grantees, one.grantors,
                    std::string_view(one.event.source.file), one.event.source.record,
                    std::string_view(one.event.description));
}

bool one_day(const SecurityEvent& a, Date day, Date recorded) {
  return a.recorded == recorded || a.day == day || a.recorded == day || a.day == recorded;
}

/// The id is the number, or the number with its office or year before it.
bool names(const std::string& id, const std::string& number) {
  if (number.empty() || !id.ends_with(number)) {
    return false;
  }
  const std::size_t before = id.size() - number.size();
  return before == 0 || id[before - 1] == ' ' || id[before - 1] == '-' || id[before - 1] == '/';
}

void fill(SecurityEvent& kept, const SecurityEvent& other) {
  if (kept.grantors.empty()) {
    kept.grantors = other.grantors;
  }
  if (kept.grantees.empty()) {
    kept.grantees = other.grantees;
  }
}

bool of_one_kind(const SecurityEvent& a, const SecurityEvent& b) {
  return a.effect == b.effect && a.state == b.state;
}

bool before_its_pledge(const SecurityEvent& release, const std::vector<SecurityEvent>& events) {
  return std::ranges::any_of(events, [&](const SecurityEvent& one) {
    return one.effect == LienEffect::kPledge && one.number == release.number &&
           release.day < one.day;
  });
}

/// Events with numbers: one a number (and a day, for what can happen twice).
std::vector<SecurityEvent> numbered_once(const std::vector<SecurityEvent>& events) {
  std::vector<SecurityEvent> kept;
  for (const SecurityEvent& one : events) {
    if (one.number.empty()) {
      continue;
    }
    const bool once = one.effect == LienEffect::kPledge || one.effect == LienEffect::kPledgeRelease;
    const auto twin = std::ranges::find_if(kept, [&](const SecurityEvent& other) {
      return of_one_kind(one, other) && other.number == one.number &&
             (once || one_day(other, one.day, one.recorded));
    });
    if (twin == kept.end()) {
      kept.push_back(one);
    } else if (one.effect == LienEffect::kPledgeRelease && before_its_pledge(*twin, kept)) {
      // A release dated before its pledge is mistyped, and hides no other.
      *twin = one;
    } else {
      fill(*twin, one);
    }
  }
  return kept;
}

/// Events without a number: as many facts as one source tells of that day, less those that stand
/// with their numbers.
void add_unnumbered(const std::vector<SecurityEvent>& events, std::vector<SecurityEvent>& kept) {
  using Key = std::tuple<int, std::string, Date>;
  std::map<Key, std::map<std::string, std::vector<const SecurityEvent*>>> groups;
  for (const SecurityEvent& one : events) {
    if (one.number.empty()) {
      groups[{static_cast<int>(one.effect), one.state, one.recorded}][one.event.source.file]
          .push_back(&one);
    }
  }
  std::vector<SecurityEvent> added;
  for (const auto& [key, by_file] : groups) {
    const auto most = std::ranges::max_element(
        by_file, {}, [](const auto& entry) { return entry.second.size(); });
    const SecurityEvent& sample = *most->second.front();
    const auto told = static_cast<std::size_t>(std::ranges::count_if(kept, [&](const auto& one) {
      return of_one_kind(one, sample) && one_day(one, sample.day, sample.recorded);
    }));
    for (std::size_t i = told; i < most->second.size(); ++i) {
      added.push_back(*most->second[i]);
    }
  }
  kept.insert(kept.end(), added.begin(), added.end());
}

bool same_act(const SecurityEvent& event, const ReadRecording& recording) {
  switch (event.effect) {
    case LienEffect::kPledge:
      return recording.acts_as == ConveyanceClass::kSecurityInterest;
    case LienEffect::kPledgeRelease:
      return recording.acts_as == ConveyanceClass::kRelease ||
             recording.acts_as == ConveyanceClass::kPartialRelease;
    case LienEffect::kPledgeChange:
      return recording.acts_as == ConveyanceClass::kSecurityTransfer ||
             recording.recording.conveyance_class == ConveyanceClass::kCorrection;
    case LienEffect::kLicence:
      return recording.acts_as == ConveyanceClass::kLicence;
    default:
      return false;
  }
}

/// What a recording tells must not count again as an event; each recording stands for one event.
void take_out_recorded(std::vector<SecurityEvent>& events,
                       const std::vector<ReadRecording>& recordings) {
  std::vector<bool> used(recordings.size(), false);
  const auto takes = [&](const SecurityEvent& event, bool by_number) {
    for (std::size_t i = 0; i < recordings.size(); ++i) {
      const ReadRecording& one = recordings[i];
      if (used[i] || !same_act(event, one)) {
        continue;
      }
      const bool named = names(one.recording.id, event.number) ||
                         std::ranges::any_of(one.cited, [&](const std::string& id) {
                           return names(id, event.number);
                         });
      if (by_number ? named : one_day(event, one.executed, one.recording.recorded)) {
        used[i] = true;
        return true;
      }
    }
    return false;
  };
  std::erase_if(events, [&](const SecurityEvent& one) { return takes(one, true); });
  std::erase_if(events,
                [&](const SecurityEvent& one) { return one.number.empty() && takes(one, false); });
}

bool open_at(const WorkLien& work, const SecurityEvent& event) {
  return work.lien.executed <= event.day &&
         (!work.released() || *work.lien.release_executed > event.day) &&
         (event.state.empty() || work.state == event.state);
}

void remark(LienChain& chain, const SecurityEvent& event, std::string message) {
  chain.remarks.push_back({event.event, std::move(message)});
}

void close(WorkLien& work, const SecurityEvent& release) {
  work.lien.release_id = release.event.code + " " + release.day.iso();
  work.lien.release_executed = release.day;
  work.lien.release_recorded = release.recorded;
  if (release.day < release.recorded) {
    work.note(LienNote::kReleasedBeforeRecorded);
  }
}

bool contradicts(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return !a.empty() && !b.empty() && !share_party(a, b);
}

/// The liens that an event means: those it names; without a number the open ones whose parties do
/// not speak against it.
std::vector<WorkLien*> meant_by(const SecurityEvent& event, std::vector<WorkLien>& liens) {
  std::vector<WorkLien*> meant;
  for (WorkLien& work : liens) {
    const bool named = std::ranges::any_of(
        work.aliases, [&](const std::string& alias) { return names(alias, event.number); });
    const bool fits = event.number.empty() && open_at(work, event) &&
                      !contradicts(work.holdings.back().holders, event.grantees) &&
                      !contradicts(work.lien.grantors, event.grantors);
    if (named || fits) {
      meant.push_back(&work);
    }
  }
  return meant;
}

void release(const SecurityEvent& event, std::vector<WorkLien>& liens, LienChain& chain) {
  const auto meant = meant_by(event, liens);
  if (meant.empty()) {
    for (WorkLien& work : liens) {
      if (open_at(work, event)) {
        work.note(LienNote::kAmbiguousRelease);
      }
    }
    remark(chain, event, "lien_event.release_unmatched");
    return;
  }
  if (meant.size() > 1) {
    for (WorkLien* work : meant) {
      if (!work->released()) {
        work->note(LienNote::kAmbiguousRelease);
      }
    }
    remark(chain, event, "lien_event.release_ambiguous");
    return;
  }
  WorkLien& work = *meant.front();
  if (event.day < work.lien.executed) {
    work.note(LienNote::kAmbiguousRelease);
  } else if (!work.released()) {
    close(work, event);
  }
}

/// The change of a pledgee moves the lien; any other is noted.
void change(const SecurityEvent& event, std::vector<WorkLien>& liens, LienChain& chain) {
  const auto meant = meant_by(event, liens);
  const std::string item = detail(event.event, "changed_item");
  const auto after = parties(event.event, "party_after", "");
  for (WorkLien* work : meant) {
    const bool of_holder = item == "pledgee" || item.find("质权人") != std::string::npos;
    if (meant.size() == 1 && of_holder && !after.empty()) {
      work->holdings.push_back({event.day, after});
      work->note(LienNote::kHolderChanged);
    } else if (!work->released()) {
      work->note(LienNote::kChangedByEvent);
    }
  }
  if (meant.empty()) {
    remark(chain, event, "lien_event.change_unmatched");
  }
}

Recording licence_recording(const SecurityEvent& event) {
  Recording out;
  out.office = std::string(event.event.right.office());
  out.id = event.id();
  out.recorded = event.recorded;
  out.conveyance = event.event.description.empty() ? event.event.code : event.event.description;
  out.conveyance_class = ConveyanceClass::kLicence;
  for (const auto& name : event.grantors) {
    out.grantors.push_back({{name, "", ""}, RegisterDate(event.day)});
  }
  for (const auto& name : event.grantees) {
    out.grantees.push_back({{name, "", ""}, RegisterDate()});
  }
  RecordedProperty property;
  property.right = event.event.right;
  out.properties.push_back(std::move(property));
  out.source = event.event.source;
  return out;
}

}  // namespace

std::string SecurityEvent::id() const {
  return number.empty() ? std::string(event.right.office()) + " " +
                              (event.code.empty() ? event.st27 : event.code) + " " + day.iso()
                        : number;
}

std::vector<SecurityEvent> security_events(const RightFacts& facts,
                                           const std::vector<ReadRecording>& recordings,
                                           Date known_by) {
  std::vector<SecurityEvent> events;
  for (const LegalEvent& event : facts.events) {
    if (auto one = read(event, known_by)) {
      events.push_back(std::move(*one));
    }
  }
  const auto in_order = [](const SecurityEvent& a, const SecurityEvent& b) {
    return order(a) < order(b);
  };
  std::ranges::sort(events, in_order);
  events.erase(std::unique(events.begin(), events.end(),
                           [](const auto& a, const auto& b) { return order(a) == order(b); }),
               events.end());
  std::vector<SecurityEvent> kept = numbered_once(events);
  add_unnumbered(events, kept);
  std::ranges::sort(kept, in_order);
  take_out_recorded(kept, recordings);
  return kept;
}

std::vector<WorkLien> liens_of_events(const std::vector<SecurityEvent>& events, const RightId& id) {
  std::vector<WorkLien> liens;
  std::map<std::string, int> ids;
  for (const SecurityEvent& event : events) {
    if (event.effect != LienEffect::kPledge) {
      continue;
    }
    WorkLien work;
    work.lien.id = event.id();
    if (const int before = ids[work.lien.id]++; before > 0) {
      work.lien.id += " #" + std::to_string(before + 1);
    }
    work.lien.holders = event.grantees;
    work.lien.grantors = event.grantors;
    work.lien.executed = event.day;
    work.lien.recorded = event.recorded;
    work.lien.conveyance =
        event.event.description.empty() ? event.event.code : event.event.description;
    work.holdings.push_back({event.day, event.grantees});
    work.rights = {id.value};
    work.aliases = {work.lien.id};
    work.state = event.state;
    work.note(LienNote::kFromEvent);
    liens.push_back(std::move(work));
  }
  return liens;
}

void apply_events(const std::vector<SecurityEvent>& events, std::vector<WorkLien>& liens,
                  LienChain& chain) {
  for (const SecurityEvent& event : events) {
    switch (event.effect) {
      case LienEffect::kPledge:
        break;
      case LienEffect::kPledgeRelease:
        release(event, liens, chain);
        break;
      case LienEffect::kPledgeChange:
        change(event, liens, chain);
        break;
      case LienEffect::kLicence:
        chain.others.push_back(licence_recording(event));
        break;
      case LienEffect::kRequest:
      case LienEffect::kUnclear:
        for (WorkLien& work : liens) {
          if (open_at(work, event)) {
            work.note(LienNote::kUnclearEvent);
          }
        }
        remark(chain, event, "lien_event." + std::string(name_of(event.effect)));
        break;
      default:
        remark(chain, event, "lien_event." + std::string(name_of(event.effect)));
    }
  }
}

}  // namespace pignus::registers
