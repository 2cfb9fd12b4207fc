#include "desk/case_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <utility>

#include "core/utf8.h"
#include "registers/number.h"
#include "registers/type_of_key.h"
#include "underwriting/trends_at_hand.h"

namespace pignus::desk {

namespace {

constexpr std::size_t kPortion = 100;

bool anything_known(const registers::RightFacts& facts) {
  return !facts.records.empty() || !facts.events.empty() || !facts.recordings.empty();
}

/// Of those of `mentioned` that the store knows, by portions: between two, `progress` may ask the
/// store what it likes.
Result<disclosure::FactsByRight> facts_of(const store::Store& store,
                                          const std::vector<registers::RightId>& mentioned,
                                          Date known_by, const Progress& progress) {
  disclosure::FactsByRight known;
  for (std::size_t done = 0; done < mentioned.size();) {
    const std::size_t end = std::min(done + kPortion, mentioned.size());
    const std::vector<registers::RightId> portion(
        mentioned.begin() + static_cast<std::ptrdiff_t>(done),
        mentioned.begin() + static_cast<std::ptrdiff_t>(end));
    PIGNUS_TRY(store.facts_of_all(portion, known_by, [&](registers::RightFacts&& facts) {
      if (anything_known(facts)) known.emplace(mentioned[done], std::move(facts));
      ++done;
      return true;
    }));
    if (!progress("loading rights", done, mentioned.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
  }
  return known;
}

/// All vintages: which of them holds on a day that is valued, the trends choose.
Result<std::vector<registers::ReferenceFigure>> trend_figures(const store::Store& store,
                                                              Date known_by) {
  std::vector<registers::ReferenceFigure> all;
  const AsOf as_of{Date::from_ymd(9999, 12, 31).value(), known_by};
  PIGNUS_ASSIGN(const auto series, store.reference_series(as_of));
  for (const store::ReferenceSeries& one : series) {
    if (!underwriting::is_trend_series(one.series)) continue;
    store::ReferenceQuery query;
    query.series = one.series;
    query.figures_max = kTrendFiguresMax + 1;
    PIGNUS_ASSIGN(auto figures, store.reference_figures(query, as_of));
    if (figures.size() > kTrendFiguresMax) {
      return fail(ErrorCode::kLimitExceeded,
                  fmt::format("the table {} holds more than {} figures, which is more than one "
                              "valuation looks through",
                              one.series, kTrendFiguresMax));
    }
    std::move(figures.begin(), figures.end(), std::back_inserter(all));
  }
  return all;
}

bool is_mark(const registers::RightId& id) {
  return registers::type_of_key(id) == registers::RightType::kTrademark;
}

/// "Invented Sensors Co" of "Invented Sensors Co., Ltd.": registers write the rest in many ways.
std::string beginning_of(const std::string& name) {
  std::string beginning = trim(name.substr(0, name.find_first_of(",.(")));
  const std::string wide = "（";
  return trim(beginning.substr(0, beginning.find(wide)));
}

/// Marks at the offices of those offered, of owners whose names begin like the firm's.
Result<std::set<registers::RightId>> marks_like_the_firms(const store::Store& store,
                                                          const book::Dossier& dossier,
                                                          Date known_by) {
  std::set<std::string> offices;
  for (const book::OfferedRight& right : dossier.rights) {
    if (right.id && is_mark(*right.id)) {
      offices.emplace(right.id->office());
    }
  }
  std::set<registers::RightId> marks;
  std::vector<std::string> names = dossier.firm.other_names;
  names.push_back(dossier.firm.name);
  for (const std::string& name : names) {
    const std::string beginning = beginning_of(name);
    if (offices.empty() || beginning.empty()) {
      continue;
    }
    store::RightQuery query;
    query.owner_prefix = beginning;
    query.hits_max = kFirmRightsMax + 1;
    PIGNUS_ASSIGN(const auto hits, store.find_rights(query, known_by));
    if (hits.size() > kFirmRightsMax) {
      return fail(ErrorCode::kLimitExceeded,
                  fmt::format("the store holds more than {} rights of owners whose names begin "
                              "with {}",
                              kFirmRightsMax, beginning));
    }
    for (const store::RightHit& hit : hits) {
      if (is_mark(hit.id) && offices.contains(std::string(hit.id.office()))) {
        marks.insert(hit.id);
      }
    }
  }
  return marks;
}

/// A right as the store has it; kNotFound when it has nothing.
Result<book::RightFile> file_of(const registers::RightId& id, registers::RightFacts facts,
                                AsOf as_of) {
  if (!anything_known(facts)) {
    return fail(ErrorCode::kNotFound,
                fmt::format("the store has no record of {} known by {}; import one first "
                            "(pignus import FILE)",
                            registers::display(id), as_of.known_by.iso()));
  }
  return underwriting::lone_right(id, std::move(facts), as_of);
}

}  // namespace

Result<disclosure::FactsByRight> load_facts(const store::Store& store, const book::Dossier& dossier,
                                            Date known_by, const Progress& progress) {
  return facts_of(store, disclosure::rights_mentioned(dossier), known_by, progress);
}

Result<disclosure::FactsByRight> load_case_facts(const store::Store& store,
                                                 const book::Dossier& dossier, Date known_by,
                                                 const Progress& progress) {
  PIGNUS_ASSIGN(std::set<registers::RightId> wanted,
                marks_like_the_firms(store, dossier, known_by));
  const std::vector<registers::RightId> mentioned = disclosure::rights_mentioned(dossier);
  wanted.insert(mentioned.begin(), mentioned.end());
  return facts_of(store, {wanted.begin(), wanted.end()}, known_by, progress);
}

Result<underwriting::MarketFacts> load_market(const store::Store& store, Date known_by,
                                              const Progress& progress) {
  underwriting::MarketFacts market;
  store::TradeQuery query;
  query.trades_max = kDealsMax + 1;
  PIGNUS_ASSIGN(market.trades, store.trades(query, known_by));
  if (market.trades.size() > kDealsMax) {
    return fail(ErrorCode::kLimitExceeded,
                fmt::format("the store holds more than {} deals, which is more than one valuation "
                            "looks through",
                            kDealsMax));
  }
  std::set<registers::RightId> rights;
  for (const registers::TradeReport& trade : market.trades) {
    rights.insert(trade.rights.begin(), trade.rights.end());
  }
  PIGNUS_ASSIGN(market.traded, facts_of(store, {rights.begin(), rights.end()}, known_by, progress));
  PIGNUS_ASSIGN(market.figures, trend_figures(store, known_by));
  return market;
}

Result<CaseFile> load_case(const store::Store& store, const book::Dossier& dossier, AsOf as_of,
                           const Progress& progress) {
  PIGNUS_ASSIGN(auto facts, load_facts(store, dossier, as_of.known_by, progress));
  return underwriting::open_case(dossier, std::move(facts), as_of);
}

Result<book::RightFile> load_right(const store::Store& store, const registers::RightId& id,
                                   AsOf as_of) {
  PIGNUS_ASSIGN(auto facts, store.facts_of(id, as_of.known_by));
  return file_of(id, std::move(facts), as_of);
}

Status load_rights(const store::Store& store, const std::vector<registers::RightId>& ids,
                   AsOf as_of, const std::function<Status(book::RightFile&&)>& take) {
  for (std::size_t begin = 0; begin < ids.size(); begin += kPortion) {
    const std::vector<registers::RightId> portion(
        ids.begin() + static_cast<std::ptrdiff_t>(begin),
        ids.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kPortion, ids.size())));
    std::vector<registers::RightFacts> all;
    PIGNUS_TRY(store.facts_of_all(portion, as_of.known_by, [&](registers::RightFacts&& facts) {
      all.push_back(std::move(facts));
      return true;
    }));
    for (std::size_t i = 0; i < portion.size(); ++i) {
      PIGNUS_ASSIGN(auto file, file_of(portion[i], std::move(all[i]), as_of));
      PIGNUS_TRY(take(std::move(file)));
    }
  }
  return {};
}

}  // namespace pignus::desk
