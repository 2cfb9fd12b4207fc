#include "book/intangible.h"

#include "book/names.h"

namespace pignus::book {

namespace {

constexpr NameTable<UnregisteredKind, 3> kUnregisteredKinds{
    {{UnregisteredKind::kKnowHow, "know_how"},
     {UnregisteredKind::kSoftware, "software"},
     {UnregisteredKind::kData, "data"}}};

constexpr NameTable<EvidenceState, 4> kEvidenceStates{
    {{EvidenceState::kUnknown, "unknown"},
     {EvidenceState::kShown, "shown"},
     {EvidenceState::kMissing, "missing"},
     {EvidenceState::kNotApplicable, "not_applicable"}}};

}  // namespace

std::string_view name_of(UnregisteredKind kind) {
  return name_in(kUnregisteredKinds, kind);
}
std::optional<UnregisteredKind> parse_unregistered_kind(std::string_view name) {
  return value_in(kUnregisteredKinds, name);
}

std::string_view name_of(EvidenceState state) {
  return name_in(kEvidenceStates, state);
}
std::optional<EvidenceState> parse_evidence_state(std::string_view name) {
  return value_in(kEvidenceStates, name);
}

}  // namespace pignus::book
