#include "valuation/scorecard/measures.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "registers/status.h"
#include "valuation/indicator/oecd.h"

namespace pignus::valuation {

namespace {

using registers::LegalState;

void put(Measures& measures, const char* name, std::optional<double> value, std::string from) {
  measures[name] = {value, value ? std::move(from) : ""};
}

std::optional<double> number(const std::optional<int>& count) {
  return count ? std::optional<double>(*count) : std::nullopt;
}

std::optional<double> count_or_unknown(std::size_t count) {
  return count > 0 ? std::optional<double>(static_cast<double>(count)) : std::nullopt;
}

std::optional<double> years(const registers::RightRecord& record, Date day) {
  const auto filed = record.filing_date.exact();
  return filed && *filed <= day ? std::optional(years_between(*filed, day)) : std::nullopt;
}

std::optional<double> offices_of(const registers::RightRecord& record) {
  if (record.family.empty()) {
    return std::nullopt;
  }
  std::set<std::string> offices{std::string(record.id.office())};
  for (const std::string& number : record.family) {
    // "PCT/…" and "WO…" are applications for many countries, protection in none.
    if (number.size() > 2 && !number.starts_with("WO") && !number.starts_with("PCT")) {
      offices.insert(number.substr(0, 2));
    }
  }
  return static_cast<double>(offices.size());
}

void put_record(Measures& measures, const registers::RightRecord& record, Date day) {
  put(measures, "claims", number(record.claim_count), "claim_count");
  put(measures, "independent_claims", number(record.independent_claim_count),
      "independent_claim_count");
  put(measures, "figures", number(record.figure_count), "figure_count");
  put(measures, "inventors", count_or_unknown(record.inventors.size()), "inventors");
  put(measures, "owners", count_or_unknown(record.owners.size()), "owners");
  const auto patents =
      static_cast<double>(std::count_if(record.citations.begin(), record.citations.end(),
                                        [](const auto& citation) { return citation.is_patent; }));
  if (record.citations.empty()) {
    put(measures, "backward_citations", std::nullopt, "");
    put(measures, "literature_citations", std::nullopt, "");
  } else {
    put(measures, "backward_citations", patents, "citations");
    put(measures, "literature_citations", static_cast<double>(record.citations.size()) - patents,
        "citations");
  }
  put(measures, "family_offices", offices_of(record), "family");
  put(measures, "scope", count_or_unknown(patent_scope(record.classes)), "classes");
  if (record.type == registers::RightType::kTrademark) {
    const std::set<std::string> classes(record.classes.begin(), record.classes.end());
    put(measures, "mark_classes", count_or_unknown(classes.size()), "classes");
  }
  put(measures, "age_years", years(record, day), "filing_date");
  const auto filed = record.filing_date.exact();
  const auto granted = record.grant_date.exact();
  put(measures, "grant_lag_years",
      filed && granted && *filed <= *granted ? std::optional(years_between(*filed, *granted))
                                             : std::nullopt,
      "filing_date, grant_date");
}

std::optional<double> one_if(bool known, bool yes) {
  return known ? std::optional(yes ? 1.0 : 0.0) : std::nullopt;
}

void put_status(Measures& measures, const registers::LegalStatus& status, bool anything_reported,
                Date day) {
  const bool known = status.state != LegalState::kUnknown;
  const bool alive = registers::is_alive(status.state);
  put(measures, "in_force", one_if(known, alive), "status");
  const bool disputed = status.ownership_dispute || status.attached;
  put(measures, "title_clean", one_if(disputed || (known && anything_reported), !disputed),
      "events and recordings");
  put(measures, "no_challenge_pending",
      one_if(status.invalidation_pending || (known && anything_reported),
             !status.invalidation_pending),
      "events");
  const bool fees_known = status.state == LegalState::kInGrace ||
                          status.state == LegalState::kLapsed ||
                          (status.state == LegalState::kInForce && status.fees_paid_until);
  put(measures, "fees_paid", one_if(fees_known, status.state == LegalState::kInForce), "status");
  std::optional<double> remaining;
  if (known && !alive && status.state != LegalState::kPending) {
    remaining = 0;
  } else if (status.term_end) {
    remaining = std::max(0.0, years_between(day, *status.term_end));
  }
  put(measures, "remaining_years", remaining, "status");
}

}  // namespace

Measures measures_of(const registers::RightFacts& facts, AsOf as_of,
                     const OutsideMeasures& outside) {
  const registers::RightFacts known = registers::known_facts(facts, as_of);
  Measures measures;
  if (const registers::RightRecord* record = known.latest_record()) {
    put_record(measures, *record, as_of.true_on);
  }
  put_status(measures, registers::status_as_of(known, as_of),
             !known.events.empty() || !known.recordings.empty(), as_of.true_on);
  put(measures, "forward_citations", outside.forward_citations, "citations counted in registers");
  put(measures, "field_growth", outside.field_growth, "filings of the field");
  return measures;
}

TradedFeatures features_of(const registers::RightFacts& facts, AsOf as_of,
                           const OutsideMeasures& outside) {
  const registers::RightFacts known = registers::known_facts(facts, as_of);
  TradedFeatures features;
  features.citations = outside.forward_citations;
  const registers::RightRecord* record = known.latest_record();
  if (record == nullptr) {
    return features;
  }
  features.type = record->type;
  features.classes = record->classes;
  features.terms = text::term_counts(record->title);
  features.age_years = years(*record, as_of.true_on);
  features.family_size = offices_of(*record);
  return features;
}

}  // namespace pignus::valuation
