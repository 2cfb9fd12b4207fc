// Inside of lien_chain(): a lien with what is needed to match later recordings to it.
#pragma once

#include <string>
#include <vector>

#include "registers/conveyance.h"
#include "registers/lien.h"

namespace pignus::registers {

/// A recording with its text read and corrections applied.
struct ReadRecording {
  Recording recording;
  ConveyanceClass acts_as = ConveyanceClass::kUnknown;  ///< a correction: what it confirms
  std::vector<std::string> cited;
  std::vector<std::string> grantors;
  std::vector<std::string> grantees;
  /// Application numbers, else keys, sorted, each once: a recording names a right by its
  /// application and another, or the same seen later, by the patent that issued on it.
  std::vector<std::string> rights;
  Date executed;
  std::vector<std::string> corrections;  ///< ids of the corrections taken into it
  bool corrected = false;
};

/// Known by the day, one per id, read, corrections applied and taken out; by executed, recorded,
/// id.
std::vector<ReadRecording> readable_recordings(const RightFacts& facts, Date known_by);

/// Who held a lien from a day on.
struct Holding {
  Date since;
  std::vector<std::string> holders;
};

struct WorkLien {
  Lien lien;
  std::vector<Holding> holdings;     ///< by day; the first is the original secured party
  std::vector<std::string> rights;   ///< of its recording
  std::vector<std::string> aliases;  ///< its id, its corrections and the transfers that moved it
  std::string state;                 ///< the one designated state it is in, "" the right as a whole
  bool executed_stated = false;      ///< a grantor's execution day is on record

  bool held_by(const std::vector<std::string>& parties, Date day) const;
  bool named_in(const std::vector<std::string>& ids) const;
  bool released() const { return !lien.release_id.empty(); }
  void note(LienNote note);
};

}  // namespace pignus::registers
