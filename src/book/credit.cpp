#include "book/credit.h"

#include "book/names.h"

namespace pignus::book {

namespace {

constexpr NameTable<Verdict, 4> kVerdicts{{
    {Verdict::kEligible, "eligible"},
    {Verdict::kConditional, "conditional"},
    {Verdict::kToConfirm, "to_confirm"},
    {Verdict::kRefused, "refused"},
}};

constexpr NameTable<Outcome, 4> kOutcomes{{
    {Outcome::kApprove, "approve"},
    {Outcome::kApproveWithConditions, "approve_with_conditions"},
    {Outcome::kRefer, "refer"},
    {Outcome::kDecline, "decline"},
}};

}  // namespace

std::string_view name_of(Verdict verdict) {
  return name_in(kVerdicts, verdict);
}

std::optional<Verdict> parse_verdict(std::string_view name) {
  return value_in(kVerdicts, name);
}

std::string_view name_of(Outcome outcome) {
  return name_in(kOutcomes, outcome);
}

std::optional<Outcome> parse_outcome(std::string_view name) {
  return value_in(kOutcomes, name);
}

}  // namespace pignus::book
