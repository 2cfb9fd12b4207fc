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
  kReleasedBeforeRecorded,  ///< released days before the release was recorded: in between the
                            ///< register showed a lien that was gone
  kReleaseWithoutLien,      ///< (never on a lien: see LienChain::releases_without_lien)
  kHolderChanged,           ///< security passed to another holder
  kLapsedUcc,               ///< (policy adds this one) the UCC filing's five years ran out
  kAmbiguousRelease,        ///< fits more than one open lien
  kCorrected,               ///< a corrective recording changed it
  kReleasedByOther,         ///< a release names it, by a party not seen to hold it
  kFromEvent,               ///< read from a legal event alone: the register's entry is not at hand
  kChangedByEvent,          ///< an event says that it changed; what changed is not told
  kUnclearEvent,            ///< a request, or a code of unclear effect, came while it was open
};
std::string_view name_of(LienNote note);

struct Lien {
  std::string id;                    ///< recording id that created it
  std::vector<std::string> holders;  ///< secured parties on as_of.true_on
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

  /// Open: executed on or before true_on and recorded by known_by, and not released by true_on as
  /// known on known_by.
  bool open_on(AsOf as_of) const;
  bool has(LienNote note) const;
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

/// A legal event that speaks of security or licences and opens or closes nothing by itself: a
/// request, a code of unclear effect, a release that fits no lien or several, the end of a licence.
struct LienRemark {
  LegalEvent event;
  std::string message;  ///< message key, "lien_event.request"

  friend bool operator==(const LienRemark&, const LienRemark&) = default;
};

struct LienChain {
  std::vector<Lien> liens;        ///< by executed, then recorded, then id
  std::vector<TitleStep> title;   ///< assignments, mergers and changes of name
  std::vector<Recording> unread;  ///< recordings whose conveyance is not understood
  std::vector<Recording> others;  ///< licences, court orders and the like: understood, not security
  std::vector<std::string> releases_without_lien;  ///< recording ids, in order
  std::vector<LienRemark> remarks;                 ///< by day
};

/// The chain of one right out of the recordings and legal events known by as_of.known_by, in any
/// order.
///
/// Method (ours; USPTO recordings link to each other only by free text):
/// - One recording id is one recording, however many files bring it.
/// - A correction changes the parties of the recording it names and keeps that one's dates, so that
///   rank is not lost. Where that recording is not at hand, the correction stands for what it
///   confirms.
/// - A release that names recordings by reel and frame closes those and no others, and none where
///   they are not at hand (liens of the same parties then get kAmbiguousRelease). One that names
///   none closes the liens of its grantor that were open when it was executed: those whose grantor
///   it is given to before others, then those over exactly its own rights. If these are more than
///   one agreement, it closes none, and each gets kAmbiguousRelease.
/// - Two recordings are one agreement when execution day, parties and the set of rights agree.
/// - A transfer of security moves the liens it names, or all its grantor held.
/// - A legal event whose code (standards/liens) tells of a pledge opens a lien, unless a recording
///   tells of the same one: the same number, or, without a number, the same day. Parties that the
///   event does not name stay unknown. A release code closes the lien whose number it names;
///   without a number, the only open one whose parties do not speak against it.
/// An ambiguous case is left open: a lender is hurt by a lien not seen, not by a question too many.
LienChain lien_chain(const RightFacts& facts, AsOf as_of);

}  // namespace pignus::registers
