#include "underwriting/underwrite.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/sha256.h"
#include "policy/eligibility.h"
#include "policy/perfection.h"
#include "policy/unregistered.h"
#include "risk/altman.h"
#include "risk/decide.h"
#include "risk/terms.h"
#include "standards/embedded.h"
#include "standards/risk_parameters.h"
#include "standards/unregistered_pledge.h"
#include "standards/valuation_parameters.h"
#include "underwriting/case_file.h"
#include "underwriting/firm_marks.h"
#include "underwriting/product_coverage.h"
#include "underwriting/trends_at_hand.h"
#include "valuation/appraise.h"
#include "valuation/intangible.h"
#include "valuation/portfolio.h"

namespace pignus::underwriting {

namespace {

/// The facts of every offered right but one, for rules that look at several rights.
std::vector<const registers::RightFacts*> facts_of_others(
    const std::vector<book::RightFile>& rights, std::size_t self) {
  std::vector<const registers::RightFacts*> others;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    if (i != self && !rights[i].facts.records.empty()) {
      others.push_back(&rights[i].facts);
    }
  }
  return others;
}

registers::RightType type_of(const book::RightFile& right) {
  const registers::RightRecord* record = right.facts.latest_record();
  return record == nullptr ? registers::RightType::kUnknown : record->type;
}

void assess_eligibility(const book::Dossier& dossier, AsOf as_of, book::Underwriting& result) {
  const auto sets = standards::embedded_rule_sets();
  for (std::size_t i = 0; i < result.rights.size(); ++i) {
    book::RightFile& right = result.rights[i];
    const auto others = facts_of_others(result.rights, i);
    for (const auto& rules : standards::rule_sets_for(
             sets, dossier.jurisdiction, registers::name_of(type_of(right)), as_of.true_on)) {
      right.eligibility.push_back(
          policy::assess(rules, {dossier, right.offered, right.facts, right.status, right.liens,
                                 right.title, others, as_of}));
    }
  }
}

/// Of all offered rights, and what of them overlaps.
struct Offer {
  std::vector<valuation::ProductClaim> claims;
  valuation::OverlapSets sets;
};

/// `rights` outlive it.
Result<Offer> offer_of(const book::Dossier& dossier, const std::vector<book::RightFile>& rights,
                       const standards::ValuationParameters& parameters) {
  Offer offer;
  offer.claims.reserve(rights.size());
  for (const book::RightFile& right : rights) {
    offer.claims.push_back({&right.offered, type_of(right), right.status.state, &right.facts});
  }
  PIGNUS_ASSIGN(offer.sets, valuation::overlap_sets(dossier.groups, offer.claims, parameters.common,
                                                    parameters.method("overlap")));
  return offer;
}

Status value_rights(const book::Dossier& dossier, const MarketFacts& market,
                    const UnderwriteOptions& options,
                    const standards::ValuationParameters& parameters, const Offer& offer,
                    const Progress& progress, std::vector<book::RightFile>& rights) {
  PIGNUS_ASSIGN(
      const valuation::Deals deals,
      valuation::deals_of(market.trades, market.traded, dossier.currency, dossier.assumptions,
                          parameters.exchange, options.as_of.known_by));
  const auto shares = valuation::split_products(offer.claims, offer.sets, parameters.common);
  const valuation::ScaleRequest scale{
      valuation::scale_industry_of(dossier.firm.industry, valuation::scale_parameters()),
      dossier.firm.employees, std::nullopt};
  TrendsAtHand trends(market, options.as_of);
  PIGNUS_ASSIGN(const valuation::IndustryTrend* const industry,
                trends.industry(dossier.firm.industry, dossier.currency));
  for (std::size_t i = 0; i < rights.size(); ++i) {
    if (!progress("valuing", i, rights.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
    PIGNUS_ASSIGN(const valuation::TechnologyTrend* const technology,
                  trends.technology(rights[i].facts));
    PIGNUS_ASSIGN(rights[i].appraisal,
                  valuation::appraise({.offered = rights[i].offered,
                                       .facts = rights[i].facts,
                                       .status = rights[i].status,
                                       .parameters = parameters,
                                       .assumptions = dossier.assumptions,
                                       .jurisdiction = dossier.jurisdiction,
                                       .currency = dossier.currency,
                                       .as_of = options.as_of.true_on,
                                       .seed = options.seed,
                                       .paths = options.paths,
                                       .product = shares[i],
                                       .fees = std::nullopt,
                                       .deals = &deals,
                                       .in_depth = true,
                                       .technology = technology,
                                       .industry = industry,
                                       .scale = trends.with_standing(scale, rights[i].facts.id)}));
  }
  return {};
}

/// What of the rights stands behind the loan: those that may be pledged, each once.
using Collateral = std::vector<valuation::PortfolioRight>;

Collateral collateral_of(const std::vector<book::RightFile>& rights) {
  Collateral collateral;
  std::set<std::string> keys;
  for (const book::RightFile& right : rights) {
    const std::string key = valuation::key_of(right.offered);
    if (risk::may_be_pledged(right) && keys.insert(key).second) {
      collateral.push_back(
          {key, &right.appraisal, {right.offered.id, right.offered.stated_number}});
    }
  }
  return collateral;
}

/// What of each right's own value is left when what overlaps counts once.
std::vector<risk::CappedAppraisal> capped(const Collateral& collateral,
                                          const book::PortfolioOverlap& overlap) {
  std::vector<risk::CappedAppraisal> all;
  for (std::size_t i = 0; i < collateral.size(); ++i) {
    const book::OverlapPart& part = overlap.parts[i];
    const bool overlaps = part.value_net < part.value_single;
    all.push_back({collateral[i].appraisal, overlaps ? part.value_net / part.value_single : 1});
  }
  return all;
}

Status price_and_decide(const book::Dossier& dossier, Date as_of, book::Underwriting& result) {
  PIGNUS_ASSIGN(const auto parameters, standards::load_risk_parameters());
  const standards::ParameterSet& terms = parameters.terms;
  PIGNUS_ASSIGN(
      result.default_estimate,
      risk::estimate_default(dossier.accounts, dossier.assumptions, as_of, parameters.altman));
  const auto appraisals = capped(collateral_of(result.rights), result.overlap);
  PIGNUS_ASSIGN(result.terms,
                risk::compute_terms({.collateral = result.collateral,
                                     .default_estimate = result.default_estimate,
                                     .request = dossier.request,
                                     .parameters = terms,
                                     .appraised_cap = risk::appraised_cap(appraisals, terms)}));
  result.decision = risk::decide({.dossier = dossier,
                                  .rights = result.rights,
                                  .findings = result.findings,
                                  .terms = result.terms,
                                  .default_estimate = result.default_estimate,
                                  .parameters = terms});
  return {};
}

void value_together(const UnderwriteOptions& options, Currency currency,
                    const standards::ValuationParameters& parameters, const Offer& offer,
                    book::Underwriting& result) {
  const Collateral collateral = collateral_of(result.rights);
  valuation::PortfolioValues together = valuation::value_portfolio({.rights = collateral,
                                                                    .sets = offer.sets,
                                                                    .claims = offer.claims,
                                                                    .currency = currency,
                                                                    .parameters = parameters,
                                                                    .seed = options.seed,
                                                                    .paths = options.paths});
  result.portfolio_value = std::move(together.value);
  result.collateral = std::move(together.collateral);
  result.overlap = std::move(together.overlap);
}

/// The perfection check speaks of US rights only.
std::optional<book::Perfection> perfection_of(const book::Dossier& dossier, AsOf as_of,
                                              const std::vector<book::RightFile>& rights) {
  const auto sets = standards::embedded_rule_sets();
  const auto us = std::find_if(sets.begin(), sets.end(), [](const standards::RuleSet& set) {
    return set.id == "us-perfection";
  });
  if (dossier.jurisdiction != "US" || us == sets.end()) {
    return std::nullopt;
  }
  const policy::UccRules rules = policy::ucc_rules(*us);
  book::Perfection perfection;
  for (const book::UccFiling& filing : dossier.ucc_filings) {
    if (auto state = policy::ucc_state(filing, as_of.true_on, rules)) {
      perfection.ucc_filings.push_back(std::move(*state));
    }
  }
  std::vector<std::pair<registers::RightId, const registers::LienChain*>> chains;
  for (const book::RightFile& right : rights) {
    if (!right.offered.id || right.facts.id.value.empty()) {
      continue;
    }
    chains.emplace_back(*right.offered.id, &right.liens);
    const auto recorded = policy::recordations(right.facts, right.liens, rules);
    perfection.recordations.insert(perfection.recordations.end(), recorded.begin(), recorded.end());
  }
  perfection.without_open_interest = policy::without_open_interest(chains, as_of);
  return perfection;
}

/// Beside the rights: no part of the collateral.
Status value_intangibles(const book::Dossier& dossier, const UnderwriteOptions& options,
                         const standards::ValuationParameters& parameters,
                         book::Underwriting& result) {
  if (dossier.intangibles.empty()) {
    return {};
  }
  PIGNUS_ASSIGN(const auto rules, standards::load_unregistered_pledge());
  for (const book::OfferedIntangible& offered : dossier.intangibles) {
    PIGNUS_ASSIGN(book::IntangibleFile file,
                  valuation::value_intangible({.offered = offered,
                                               .parameters = parameters,
                                               .assumptions = dossier.assumptions,
                                               .jurisdiction = dossier.jurisdiction,
                                               .as_of = options.as_of.true_on,
                                               .seed = options.seed,
                                               .paths = options.paths}));
    file.eligibility = policy::assess_unregistered(rules, dossier.jurisdiction, file);
    result.intangibles.push_back(std::move(file));
  }
  return {};
}

/// What the dossier itself speaks of: other marks of the firm are no matter of its statements.
disclosure::FactsByRight mentioned_facts(const book::Dossier& dossier,
                                         const disclosure::FactsByRight& facts) {
  disclosure::FactsByRight mentioned;
  for (const registers::RightId& id : disclosure::rights_mentioned(dossier)) {
    if (const auto known = facts.find(id); known != facts.end()) {
      mentioned.insert(*known);
    }
  }
  return mentioned;
}

/// Every file of the dossier, every register source a fact came from, every data file of ours.
void fill_provenance(const book::Dossier& dossier, const disclosure::FactsByRight& facts,
                     const MarketFacts& market, const UnderwriteOptions& options,
                     book::Underwriting& result) {
  book::Provenance& provenance = result.provenance;
  provenance.software = options.software;
  provenance.as_of = options.as_of;
  provenance.seed = options.seed;
  provenance.paths = options.paths;
  provenance.weight_sets = options.weight_sets;
  for (const auto& [name, hash] : dossier.sha256_of_files) {
    provenance.inputs["dossier/" + name] = hash;
  }
  const auto add = [&provenance](const registers::Source& source) {
    provenance.inputs["register/" + source.file] = source.sha256;
  };
  for (const registers::TradeReport& trade : market.trades) {
    add(trade.source);
  }
  for (const registers::ReferenceFigure& figure : market.figures) {
    add(figure.source);
  }
  for (const auto& [id, traded] : market.traded) {
    for (const auto& record : traded.records) {
      add(record.source);
    }
  }
  for (const auto& [id, known] : facts) {  // also marks of the firm that are not offered
    for (const auto& record : known.records) {
      add(record.source);
    }
  }
  for (const book::RightFile& right : result.rights) {
    for (const auto& event : right.facts.events) {
      add(event.source);
    }
    for (const auto& recording : right.facts.recordings) {
      add(recording.source);
    }
  }
  for (const std::string& path : standards::embedded_files("")) {
    provenance.standards[path] = sha256_hex(standards::embedded_file(path));
  }
}

}  // namespace

Result<book::Underwriting> underwrite(const book::Dossier& dossier, disclosure::FactsByRight facts,
                                      const MarketFacts& market, const UnderwriteOptions& options,
                                      const Progress& progress) {
  book::Underwriting result;
  result.dossier = dossier;
  CaseFile file = open_case(dossier, std::move(facts), options.as_of);
  result.rights = std::move(file.rights);
  disclosure::CompareOptions compare;
  compare.as_of = options.as_of;
  result.findings = disclosure::compare(dossier, mentioned_facts(dossier, file.facts), compare);
  assess_eligibility(dossier, options.as_of, result);
  result.perfection = perfection_of(dossier, options.as_of, result.rights);

  PIGNUS_ASSIGN(auto parameters, standards::load_valuation_parameters());
  PIGNUS_TRY(standards::take_weights(options.weight_sets, parameters));
  PIGNUS_ASSIGN(const Offer offer, offer_of(dossier, result.rights, parameters));
  PIGNUS_TRY(value_rights(dossier, market, options, parameters, offer, progress, result.rights));
  PIGNUS_ASSIGN(result.coverage, coverage_of_products(dossier, result.rights, market));
  PIGNUS_TRY(value_intangibles(dossier, options, parameters, result));
  PIGNUS_ASSIGN(result.marks_together,
                firm_marks(dossier, file.facts, options.as_of, parameters.method("trademark")));
  value_together(options, dossier.currency, parameters, offer, result);
  PIGNUS_TRY(price_and_decide(dossier, options.as_of.true_on, result));
  fill_provenance(dossier, file.facts, market, options, result);
  return result;
}

}  // namespace pignus::underwriting
