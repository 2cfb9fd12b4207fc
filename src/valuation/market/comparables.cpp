#include "valuation/market/comparables.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

struct Candidate {
  const Transaction* deal = nullptr;
  Similarity alike;
  double time_factor = 1;
};

Status check_deal(const Transaction& deal) {
  const auto bad = [&](const char* field, const char* message) {
    return fail(ErrorCode::kInvalidInput, "deal " + deal.id + ": " + message, {"", 0, field});
  };
  if (deal.rights < 1) {
    return bad("rights", "a lot has at least one right");
  }
  if (deal.outcome == DealOutcome::kSold && (!std::isfinite(deal.price) || deal.price <= 0)) {
    return bad("price", "the price is not positive and finite");
  }
  if (deal.outcome != DealOutcome::kSold &&
      !(deal.asked && std::isfinite(*deal.asked) && *deal.asked > 0)) {
    return bad("asked", "a deal without a price needs what was asked");
  }
  return check_features(deal.features, "deal " + deal.id);
}

/// What speaks against a deal before its price is looked at.
std::optional<LeftOut> not_of_the_market(const TradedFeatures& subject, const Transaction& deal,
                                         const PriceIndex& index, Date day,
                                         const ComparableTerms& terms) {
  if (deal.date > day) {
    return LeftOut::kLater;
  }
  if (deal.features.type != subject.type) {
    return LeftOut::kOtherType;
  }
  if (deal.forced) {
    return LeftOut::kForced;
  }
  if (years_between(deal.date, day) > terms.oldest_years) {
    return LeftOut::kTooOld;
  }
  if (!index.factor(deal.date, day)) {
    return LeftOut::kNoIndex;
  }
  return std::nullopt;
}

std::optional<LeftOut> not_near(const Similarity& alike, const ComparableTerms& terms) {
  if (alike.known_weight < terms.least_known_weight) {
    return LeftOut::kTooLittleKnown;
  }
  if (alike.value < terms.least_similarity) {
    return LeftOut::kTooFar;
  }
  return std::nullopt;
}

double square(double x) {
  return x * x;
}

ComparableUse use_of(const Candidate& candidate, const PriceIndex& index, Date day,
                     const ComparableTerms& terms) {
  const Transaction& deal = *candidate.deal;
  ComparableUse use;
  use.id = deal.id;
  use.similarity = candidate.alike.value;
  use.known_weight = candidate.alike.known_weight;
  use.time_factor = candidate.time_factor;
  const double lot_variance = square(terms.sigma_lot) * (1 - 1.0 / deal.rights);
  use.price_per_right =
      deal.price / deal.rights * candidate.time_factor * std::exp(-lot_variance / 2);
  const double uncovered = index.stale_years(day) - index.stale_years(deal.date);
  use.sigma_log =
      std::sqrt(square(terms.sigma_own) + square(terms.sigma_unlike * (1 - use.similarity)) +
                lot_variance + square(terms.sigma_year) * uncovered);
  use.weight = std::pow(use.similarity, terms.power);
  return use;
}

/// Near deals and the reasons of the rest.
std::vector<Candidate> near_deals(const TradedFeatures& subject,
                                  const std::vector<Transaction>& deals, const PriceIndex& index,
                                  Date day, const ComparableTerms& terms,
                                  ComparableAnswer& answer) {
  std::vector<Candidate> near;
  for (const Transaction& deal : deals) {
    const auto leave = [&](LeftOut reason) { answer.left_out.push_back({deal.id, reason}); };
    if (const auto reason = not_of_the_market(subject, deal, index, day, terms)) {
      leave(*reason);
      continue;
    }
    const Similarity alike = similarity(subject, deal.features, terms.similarity);
    const auto far = not_near(alike, terms);
    if (!far && deal.outcome != DealOutcome::kAsked) {
      ++answer.offered_near;
      answer.unsold_near += deal.outcome == DealOutcome::kUnsold ? 1 : 0;
    }
    if (deal.outcome != DealOutcome::kSold) {
      leave(LeftOut::kCensored);
      continue;
    }
    ++answer.eligible;
    if (far) {
      leave(*far);
      continue;
    }
    near.push_back({&deal, alike, *index.factor(deal.date, day)});
  }
  answer.near_enough = static_cast<int>(near.size());
  std::sort(near.begin(), near.end(), [](const Candidate& left, const Candidate& right) {
    return std::pair(-left.alike.value, std::string_view(left.deal->id)) <
           std::pair(-right.alike.value, std::string_view(right.deal->id));
  });
  while (near.size() > static_cast<std::size_t>(terms.most)) {
    answer.left_out.push_back({near.back().deal->id, LeftOut::kNotNearest});
    near.pop_back();
  }
  std::sort(answer.left_out.begin(), answer.left_out.end(),
            [](const auto& left, const auto& right) { return left.id < right.id; });
  return near;
}

void weigh(std::vector<ComparableUse>& used, ComparableAnswer& answer) {
  double sum = 0;
  double squares = 0;
  for (const ComparableUse& use : used) {
    sum += use.weight;
    squares += square(use.weight);
  }
  answer.effective = squares > 0 ? square(sum) / squares : 0;
  for (ComparableUse& use : used) {
    use.weight /= sum;
  }
}

Status check_input(const TradedFeatures& subject, const std::vector<Transaction>& deals) {
  PIGNUS_TRY(check_features(subject, "subject"));
  std::set<std::string_view> ids;
  for (const Transaction& deal : deals) {
    PIGNUS_TRY(check_deal(deal));
    if (!ids.insert(deal.id).second) {
      return fail(ErrorCode::kInvalidInput, "deal " + deal.id + " stands twice", {"", 0, "id"});
    }
  }
  return {};
}

}  // namespace

Result<ComparableTerms> comparable_terms(const standards::ParameterSet& set) {
  ComparableTerms terms;
  PIGNUS_ASSIGN(terms.similarity, similarity_terms(set));
  const auto read = [&](const char* name) { return set.at(name).mode; };
  for (const char* name : {"least", "most", "least_effective", "oldest_years", "power"}) {
    if (!(read(name) >= 1 && read(name) <= 1000)) {
      return fail(ErrorCode::kInvalidInput, "not from 1 to 1000", {set.id, 0, name});
    }
  }
  for (const char* name : {"least_similarity", "least_known_weight"}) {
    if (!(read(name) > 0 && read(name) <= 1)) {
      return fail(ErrorCode::kInvalidInput, "not above 0 and up to 1", {set.id, 0, name});
    }
  }
  for (const char* name : {"sigma_own", "sigma_unlike", "sigma_lot", "sigma_year"}) {
    if (!(read(name) >= 0 && read(name) <= 5)) {
      return fail(ErrorCode::kInvalidInput, "not from 0 to 5", {set.id, 0, name});
    }
  }
  terms.least = static_cast<int>(read("least"));
  terms.most = static_cast<int>(read("most"));
  terms.least_similarity = read("least_similarity");
  terms.least_known_weight = read("least_known_weight");
  terms.least_effective = read("least_effective");
  terms.oldest_years = read("oldest_years");
  terms.power = read("power");
  terms.sigma_own = read("sigma_own");
  terms.sigma_unlike = read("sigma_unlike");
  terms.sigma_lot = read("sigma_lot");
  terms.sigma_year = read("sigma_year");
  if (terms.most < terms.least) {
    return fail(ErrorCode::kInvalidInput, "below least", {set.id, 0, "most"});
  }
  return terms;
}

std::string_view name_of(LeftOut reason) {
  switch (reason) {
    case LeftOut::kLater:
      return "later";
    case LeftOut::kOtherType:
      return "other_type";
    case LeftOut::kForced:
      return "forced";
    case LeftOut::kCensored:
      return "censored";
    case LeftOut::kNoIndex:
      return "no_index";
    case LeftOut::kTooOld:
      return "too_old";
    case LeftOut::kTooLittleKnown:
      return "too_little_known";
    case LeftOut::kTooFar:
      return "too_far";
    case LeftOut::kNotNearest:
      return "not_nearest";
  }
  PIGNUS_CHECK(!"a known reason");
}

std::string_view name_of(ComparableRefusal refusal) {
  switch (refusal) {
    case ComparableRefusal::kNone:
      return "none";
    case ComparableRefusal::kSubjectUnknown:
      return "subject_unknown";
    case ComparableRefusal::kTooFew:
      return "too_few";
    case ComparableRefusal::kTooFar:
      return "too_far";
    case ComparableRefusal::kTooConcentrated:
      return "too_concentrated";
  }
  PIGNUS_CHECK(!"a known refusal");
}

Result<ComparableAnswer> value_by_comparables(const TradedFeatures& subject,
                                              const std::vector<Transaction>& deals,
                                              const PriceIndex& index, Date day,
                                              const ComparableTerms& terms) {
  PIGNUS_TRY(check_input(subject, deals));
  ComparableAnswer answer;
  if (subject.type == registers::RightType::kUnknown) {
    answer.refusal = ComparableRefusal::kSubjectUnknown;
    return answer;
  }
  const auto near = near_deals(subject, deals, index, day, terms, answer);
  for (const Candidate& candidate : near) {
    answer.used.push_back(use_of(candidate, index, day, terms));
  }
  weigh(answer.used, answer);
  if (answer.eligible < terms.least) {
    answer.refusal = ComparableRefusal::kTooFew;
  } else if (answer.near_enough < terms.least) {
    answer.refusal = ComparableRefusal::kTooFar;
  } else if (answer.effective < terms.least_effective) {
    answer.refusal = ComparableRefusal::kTooConcentrated;
  }
  if (answer.refusal != ComparableRefusal::kNone) {
    return answer;
  }
  std::vector<std::pair<double, Distribution>> parts;
  parts.reserve(answer.used.size());
  for (const ComparableUse& use : answer.used) {
    parts.emplace_back(use.weight, use.sigma_log > 0
                                       ? Distribution::lognormal(use.price_per_right, use.sigma_log)
                                       : Distribution(use.price_per_right));
  }
  answer.value = mix(parts);
  return answer;
}

}  // namespace pignus::valuation
