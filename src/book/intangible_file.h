// An intangible without a register with what was found out about it. It is never part of the
// collateral of a loan: it is shown beside.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/credit.h"
#include "book/intangible.h"

namespace pignus::book {

/// An item of the list of evidence, with its answer.
struct EvidenceLine {
  std::string id;
  std::string title;  ///< English
  std::string title_zh;
  std::string role;  ///< "gate", "secrecy", "widen"
  EvidenceState state = EvidenceState::kUnknown;
  std::string document;
};

struct IntangibleFile {
  OfferedIntangible offered;
  std::vector<EvidenceLine> evidence;
  int shown = 0;
  int asked = 0;                             ///< all items but those that do not apply
  std::vector<MethodValue> methods;          ///< "unregistered_income", "cost"
  std::vector<std::string> methods_refused;  ///< "<method>:<message key>"
  std::optional<CostBreakdown> cost_lines;
  std::optional<Distribution> value;  ///< by income; nullopt: refused
  Eligibility eligibility;
};

}  // namespace pignus::book
