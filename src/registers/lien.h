// The chain of security interests on a right: who holds security, since when, released when, and
// by which recordings. A pure function of recordings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "registers/facts.h"

namespace pignus::registers {

/// Why a lien's state deserves a look.
enum class LienNote {
  kRecordedTwice,           ///< the same agreement stands under another recording id
  kReleaseNamesOther,       ///< a release of the same agreement names another recording of it
  kReleasedBeforeRecorded,  ///< the release was executed but not yet recorded on known_by
  kReleaseWithoutLien,      ///< a release with no security interest at hand
  kHolderChanged,           ///< security passed to another holder
  kLapsedUcc,               ///< (policy adds this one) the UCC filing's five years ran out
  kAmbiguousRelease,        ///< fits more than one open lien
  kCorrected,               ///< a corrective recording changed it
};
std::string_view name_of(LienNote note);

struct Lien {
  std::string id;                    ///< recording id that created it
  std::vector<std::string> holders;  ///< secured parties now
  std::vector<std::string> grantors;
  Date executed;  ///< became true
  Date recorded;  ///< became known
  std::string conveyance;
  std::optional<Date> release_executed;
  std::optional<Date> release_recorded;
  std::string release_id;                      ///< recording id of the release, "" while open
  std::vector<std::string> same_agreement_as;  ///< other recording ids of one agreement
  std::optional<Money> secured_amount;
  std::vector<LienNote> notes;

  /// Open: executed on or before true_on, and not released by true_on, as known on known_by.
  bool open_on(AsOf as_of) const;
};

/// A change of owner of record, in order.
struct TitleStep {
  std::string recording_id;
  ConveyanceClass conveyance_class = ConveyanceClass::kUnknown;
  std::vector<std::string> from;
  std::vector<std::string> to;
  Date executed;
  Date recorded;
};

struct LienChain {
  std::vector<Lien> liens;        ///< by executed, then recorded, then id
  std::vector<TitleStep> title;   ///< assignments, mergers and changes of name
  std::vector<Recording> unread;  ///< recordings whose conveyance is not understood
};

/// The chain of one right out of the recordings known by as_of.known_by.
LienChain lien_chain(const RightFacts& facts, AsOf as_of);

}  // namespace pignus::registers
