#include <algorithm>
#include <utility>

#include "registers/type_of_key.h"
#include "valuation/method_parts.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {

namespace {

using registers::RightType;

/// The letter of the key tells the type where no record does.
RightType type_of(const AppraisalRequest& request) {
  const registers::RightRecord* record = request.facts.latest_record();
  if (record != nullptr && record->type != RightType::kUnknown) {
    return record->type;
  }
  return registers::type_of_key(request.offered.id.value_or(request.facts.id));
}

/// The word of the renewal populations for the type. A number that tells no type is most likely a
/// patent's: the chance that it is in force and the unknown age keep its interval wide.
std::string_view population_type(RightType type) {
  switch (type) {
    case RightType::kUnknown:
    case RightType::kInvention:
    case RightType::kReissue:
      return "invention";
    case RightType::kUtilityModel:
      return "utility_model";
    case RightType::kDesign:
      return "design";
    default:
      return "";  // no fees, or none known
  }
}

std::optional<Date> base_date(const AppraisalRequest& request, standards::TermBase base) {
  const registers::RightRecord* record = request.facts.latest_record();
  if (record == nullptr) {
    return std::nullopt;
  }
  return base == standards::TermBase::kFiling ? record->filing_date.earliest()
                                              : record->grant_date.earliest();
}

void set_ages(const AppraisalRequest& request, Subject& subject) {
  if (subject.population == nullptr) {
    return;
  }
  std::optional<Date> base = base_date(request, subject.population->base);
  if (!base && subject.population->base == standards::TermBase::kGrant &&
      request.status.state == registers::LegalState::kPending) {
    base = request.as_of;  // not granted yet: its first year is still to come
  }
  if (!base) {
    return;
  }
  subject.age = std::max(0.0, years_between(*base, request.as_of));
  subject.paid_until = subject.age;
  if (request.status.fees_paid_until) {
    subject.paid_until =
        std::max(*subject.age, years_between(*base, *request.status.fees_paid_until));
  }
}

}  // namespace

Subject subject_of(const AppraisalRequest& request) {
  Subject subject;
  subject.key = key_of(request.offered);
  subject.office =
      request.offered.id ? std::string(request.offered.id->office()) : request.jurisdiction;
  subject.type = type_of(request);
  subject.population = request.parameters.population(subject.office, population_type(subject.type));
  if (request.status.term_end && subject.type != RightType::kTrademark) {
    subject.legal_life = std::max(0.0, years_between(request.as_of, *request.status.term_end));
  }
  set_ages(request, subject);
  for (book::Input& chance : status_chances(
           request.status, request.facts.latest_record() != nullptr, request.parameters.common)) {
    subject.chances.push_back(pinned(request, std::move(chance)));
  }
  return subject;
}

}  // namespace pignus::valuation
