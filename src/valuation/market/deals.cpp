#include "valuation/market/deals.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "registers/type_of_key.h"
#include "valuation/exchange.h"
#include "valuation/market/coverage.h"
#include "valuation/market/text_model.h"
#include "valuation/scorecard/measures.h"

namespace pignus::valuation {

namespace {

/// A mean over those of which the number is known.
class Mean {
 public:
  void add(const std::optional<double>& value) {
    if (value) {
      sum_ += *value;
      ++count_;
    }
  }
  std::optional<double> value() const {
    return count_ > 0 ? std::optional(sum_ / count_) : std::nullopt;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

text::TermCounts learned_terms(const registers::RightFacts& facts, AsOf as_of,
                               const TitleMeasure& titles) {
  const registers::RightFacts known = registers::known_facts(facts, as_of);
  const registers::RightRecord* record = known.latest_record();
  return record != nullptr ? titles.terms_of(record->title) : text::TermCounts{};
}

std::optional<Money> price_of(const registers::TradeReport& report) {
  return report.price ? report.price : report.asked;
}

}  // namespace

text::TermCounts TitleMeasure::terms_of(const std::string& title) const {
  return learned ? embedded_text_model().bag({"", title, "", "", {}}).terms
                 : text::term_counts(title);
}

Result<TitleMeasure> title_measure(const FactsOfRights& facts) {
  std::vector<text::RightText> titles;
  for (const auto& [id, right] : facts) {
    const registers::RightRecord* record = right.latest_record();
    if (record != nullptr && !record->title.empty()) {
      titles.push_back({id.value, record->title, "", "", {}});
    }
  }
  TitleMeasure measure;
  if (titles.size() < kThinTexts) {
    return measure;
  }
  std::vector<text::RightText> taken;
  const std::size_t count = std::min(titles.size(), kTitlesMax);
  std::vector<text::TermCounts> terms;
  for (std::size_t i = 0; i < count; ++i) {
    taken.push_back(titles[i * titles.size() / count]);
  }
  const TextModel& model = embedded_text_model();
  PIGNUS_ASSIGN(text::TextSpace space, space_of(taken, model));
  measure.learned = true;
  measure.texts = count;
  for (const text::RightText& title : titles) {
    terms.push_back(measure.terms_of(title.title));
  }
  measure.text = learned_text(std::make_shared<const text::TextSpace>(std::move(space)),
                              model.similarity, terms);
  return measure;
}

TradedFeatures features_of_lot(std::span<const registers::RightId> rights,
                               const FactsOfRights& facts, AsOf as_of, const TitleMeasure& titles) {
  TradedFeatures lot;
  std::set<std::string> classes;
  std::set<registers::RightType> types;
  Mean age;
  Mean family;
  for (const registers::RightId& id : rights) {
    const auto found = facts.find(id);
    const TradedFeatures one =
        found == facts.end() ? TradedFeatures{} : features_of(found->second, as_of, {});
    types.insert(one.type != registers::RightType::kUnknown ? one.type
                                                            : registers::type_of_key(id));
    classes.insert(one.classes.begin(), one.classes.end());
    const text::TermCounts terms = titles.learned && found != facts.end()
                                       ? learned_terms(found->second, as_of, titles)
                                       : one.terms;
    for (const auto& [term, count] : terms) {
      lot.terms[term] += count;
    }
    age.add(one.age_years);
    family.add(one.family_size);
  }
  lot.type = types.size() == 1 ? *types.begin() : registers::RightType::kUnknown;
  lot.classes.assign(classes.begin(), classes.end());
  lot.age_years = age.value();
  lot.family_size = family.value();
  return lot;
}

Result<Deals> deals_of(std::span<const registers::TradeReport> reports, const FactsOfRights& facts,
                       Currency currency, std::span<const book::Assumption> assumptions,
                       const standards::ParameterSet& exchange, Date known_by) {
  std::map<std::string, const registers::TradeReport*> latest;
  for (const registers::TradeReport& report : reports) {
    const auto [place, is_new] =
        latest.try_emplace(report.source.registry + ":" + report.id, &report);
    if (!is_new && report.known >= place->second->known) {
      place->second = &report;
    }
  }
  Deals deals;
  PIGNUS_ASSIGN(deals.titles, title_measure(facts));
  std::optional<Date> first;
  for (const auto& [id, report] : latest) {
    std::optional<double> rate;
    if (const auto money = price_of(*report); money && money->currency != currency) {
      auto found = exchange_rate(money->currency, currency, assumptions, exchange);
      if (found) {
        rate = found->rate;
      } else if (found.error().code != ErrorCode::kNotFound) {
        return fail(std::move(found.error()));  // the dossier's own rate is wrong
      }
    }
    const Date day = report->date.earliest().value_or(report->known);
    auto deal = transaction_of(
        *report, features_of_lot(report->rights, facts, {day, known_by}, deals.titles), currency,
        rate);
    if (!deal) {
      deals.left_out.push_back({id, deal.error().message});
      continue;
    }
    deal->id = id;  // unique over all who report
    first = first ? std::min(*first, deal->date) : deal->date;
    deals.transactions.push_back(std::move(*deal));
  }
  if (first) {
    PIGNUS_ASSIGN(deals.index, PriceIndex::from_points({{*first, 1.0}}));
  }
  return deals;
}

}  // namespace pignus::valuation
