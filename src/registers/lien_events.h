// Legal events that speak of security, made ready for the chain. Inside of lien_chain().
#pragma once

#include <string>
#include <vector>

#include "registers/lien_work.h"
#include "standards/lien_codes.h"

namespace pignus::registers {

/// One fact, however many events of however many sources tell it.
struct SecurityEvent {
  LegalEvent event;
  standards::LienEffect effect = standards::LienEffect::kUnclear;
  Date day;                           ///< became true
  Date recorded;                      ///< became known
  std::string number;                 ///< registration number of the pledge, "" not told
  std::string state;                  ///< the one state it is about, "" the right as a whole
  std::vector<std::string> grantors;  ///< pledgor or licensor; empty: not told
  std::vector<std::string> grantees;  ///< pledgee or licensee

  /// The number, else "CN PE01 2020-05-06".
  std::string id() const;
};

/// The events known by the day that speak of pledges, licences and the like (attachments are the
/// status engine's), each fact once, without those that `recordings` tell too; by day, then id.
std::vector<SecurityEvent> security_events(const RightFacts& facts,
                                           const std::vector<ReadRecording>& recordings,
                                           Date known_by);

/// The liens that the events open, each with kFromEvent.
std::vector<WorkLien> liens_of_events(const std::vector<SecurityEvent>& events, const RightId& id);

/// Applies releases, changes and notes to the liens, and fills chain.others and chain.remarks.
void apply_events(const std::vector<SecurityEvent>& events, std::vector<WorkLien>& liens,
                  LienChain& chain);

}  // namespace pignus::registers
