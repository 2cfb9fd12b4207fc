// The result of holding a statement, or its absence, against the facts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/concerned_right.h"
#include "book/statement.h"
#include "core/date.h"
#include "registers/right.h"

namespace pignus::book {

/// The taxonomy of discrepancies; the order is that of the published list of codes E1 to E20.
enum class FindingCode {
  kNumberMalformed = 1,
  kRightNotFound,
  kTypeMisreported,
  kStatusMisreported,
  kOwnerMismatch,
  kCoOwnerOmitted,
  kCountMismatch,
  kDateMismatch,
  kPledgeOmitted,
  kLicenceOmitted,
  kLitigationOmitted,
  kFeeArrears,
  kBookValueGap,
  kPledgedValueGap,
  kFamilyOverstated,
  kProductLinkUnsupported,
  kRdMismatch,
  kDoubleCounted,
  kTrademarkScope,
  kStaleSnapshot,
};
/// "E1" … "E20".
std::string code_text(FindingCode code);
/// "number_malformed", …
std::string_view name_of(FindingCode code);
std::optional<FindingCode> parse_finding_code(std::string_view name);

enum class Severity { kNote, kMinor, kMajor, kCritical };
std::string_view name_of(Severity severity);
std::optional<Severity> parse_severity(std::string_view name);

/// One piece of the register's side.
struct FactEvidence {
  std::string what;   ///< message key, "fact.owners" and the like (locale/disclosure.toml)
  std::string value;  ///< what the register says
  std::optional<Date> true_on;
  std::optional<Date> known_on;
  registers::Source source;
};

struct Finding {
  FindingCode code = FindingCode::kNumberMalformed;
  Severity severity = Severity::kNote;
  std::optional<registers::RightId> right;
  std::string stated_number;
  /// All the rights, the one above first, where one matter concerns several; empty otherwise.
  std::vector<ConcernedRight> rights;
  std::vector<std::string> statement_ids;  ///< the firm's side; empty: an omission
  std::vector<Place> places;
  std::string stated;               ///< what the firm says, as a value
  std::vector<FactEvidence> facts;  ///< the register's side; empty: nothing known
  std::string message;              ///< message key: what the matter is, "finding.<name>.<case>"
  std::string question;             ///< message key: what to ask the firm, "question.<case>"
  /// For both messages, in order. {0} is the number above: readers put all the rights in its place.
  std::vector<std::string> arguments;
};

/// The rights a finding is about, however many; empty: it is about the firm.
std::vector<ConcernedRight> concerned_rights(const Finding& finding);

}  // namespace pignus::book
