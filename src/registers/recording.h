// An entry in a register of assignments, security interests or pledges.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "registers/right.h"

namespace pignus::registers {

enum class ConveyanceClass {
  kUnknown,
  kAssignment,        ///< title passes
  kSecurityInterest,  ///< security agreement, lien, pledge, mortgage
  kRelease,           ///< of a security interest
  kPartialRelease,    ///< of some rights only
  kSecurityTransfer,  ///< the secured party's position passes: assignment of security, new agent
  kChangeOfName,
  kMerger,
  kCorrection,  ///< corrects an earlier recording; see Recording::corrects
  kLicence,
  kCourtOrder,  ///< attachment, preservation, decree
  kOther,       ///< understood, and none of these
};
std::string_view name_of(ConveyanceClass conveyance);
std::optional<ConveyanceClass> parse_conveyance_class(std::string_view name);

struct RecordedParty {
  Party party;
  RegisterDate executed;  ///< when this party signed; unknown for most grantees

  friend bool operator==(const RecordedParty&, const RecordedParty&) = default;
};

/// One right named in a recording, as the recording names it.
struct RecordedProperty {
  RightId right;
  std::string application_number;  ///< normal form, "" if not given
  std::string grant_number;
  std::string publication_number;
  std::string title;

  friend bool operator==(const RecordedProperty&, const RecordedProperty&) = default;
};

struct Recording {
  std::string office;  ///< "US", "CN"
  std::string id;      ///< reel/frame "049342/0819", or the pledge's registration number
  Date recorded;       ///< the day it became known
  /// False where the source gives no recording date (the USPTO's JSON answers): `recorded` then
  /// holds the latest execution date, the earliest day it can have become known.
  bool recorded_stated = true;
  std::string conveyance;  ///< the office's text, as written
  ConveyanceClass conveyance_class = ConveyanceClass::kUnknown;
  std::vector<RecordedParty> grantors;  ///< assignors, pledgors; the releasing party in a release
  std::vector<RecordedParty> grantees;  ///< assignees, pledgees
  std::vector<RecordedProperty> properties;
  std::string corrects;  ///< id of the recording this one corrects, "" unless stated
  std::string releases;  ///< id of the recording this one releases, "" unless stated
  std::optional<Money> secured_amount;
  Source source;

  /// The day it became true: the latest execution date of the grantors; the recorded date if none
  /// is known.
  Date effective() const;

  friend bool operator==(const Recording&, const Recording&) = default;
};

}  // namespace pignus::registers
