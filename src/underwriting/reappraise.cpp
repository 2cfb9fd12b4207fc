#include "underwriting/reappraise.h"

#include <utility>

namespace pignus::underwriting {

namespace {

void add(std::vector<book::Ground>& grounds, std::string message,
         std::vector<std::string> arguments = {}) {
  grounds.push_back({std::move(message), std::move(arguments)});
}

void add_fee_changes(const registers::LegalStatus& before, const registers::LegalStatus& after,
                     Date day_after, std::vector<book::Ground>& grounds) {
  if (after.fees_paid_until &&
      (!before.fees_paid_until || *before.fees_paid_until < *after.fees_paid_until)) {
    add(grounds, "reappraise.reason.fee_paid", {after.fees_paid_until->iso()});
  }
  if (after.next_fee && after.next_fee->due < day_after &&
      after.state == registers::LegalState::kInGrace &&
      before.state != registers::LegalState::kInGrace) {
    add(grounds, "reappraise.reason.fee_missed",
        {after.next_fee->what, after.next_fee->due.iso(), after.next_fee->grace_end.iso()});
  }
}

void add_challenges(const registers::LegalStatus& before, const registers::LegalStatus& after,
                    std::vector<book::Ground>& grounds) {
  struct Row {
    bool registers::LegalStatus::* flag;
    const char* began;
    const char* ended;
  };
  static constexpr Row kRows[] = {
      {&registers::LegalStatus::invalidation_pending, "reappraise.reason.invalidation_began",
       "reappraise.reason.invalidation_ended"},
      {&registers::LegalStatus::ownership_dispute, "reappraise.reason.dispute_began",
       "reappraise.reason.dispute_ended"},
      {&registers::LegalStatus::attached, "reappraise.reason.attached",
       "reappraise.reason.attachment_ended"}};
  for (const Row& row : kRows) {
    if (before.*row.flag != after.*row.flag) {
      add(grounds, after.*row.flag ? row.began : row.ended);
    }
  }
}

std::size_t facts_in(const registers::RightFacts& facts) {
  return facts.records.size() + facts.events.size() + facts.recordings.size() +
         facts.retractions.size();
}

AppraiseOptions side(AsOf as_of, const ReappraiseOptions& options) {
  AppraiseOptions side;
  side.as_of = as_of;
  side.seed = options.seed;
  side.paths = options.paths;
  side.in_depth = false;
  return side;
}

}  // namespace

std::vector<book::Ground> legal_changes(const book::RightFile& before, const book::RightFile& after,
                                        Date day_after) {
  std::vector<book::Ground> grounds;
  if (before.status.state != after.status.state) {
    add(grounds, "reappraise.reason.state",
        {std::string(name_of(before.status.state)), std::string(name_of(after.status.state))});
  }
  add_fee_changes(before.status, after.status, day_after, grounds);
  add_challenges(before.status, after.status, grounds);
  if (grounds.empty() && !(before.facts == after.facts)) {
    const std::size_t then = facts_in(before.facts);
    const std::size_t now = facts_in(after.facts);
    add(grounds, "reappraise.reason.facts", {std::to_string(now > then ? now - then : 0)});
  }
  return grounds;
}

Reappraiser::Reappraiser(LoneAppraiser before, LoneAppraiser after,
                         const MarketFacts& market_before, const MarketFacts& market_after,
                         const ReappraiseOptions& options)
    : before_(std::move(before)),
      after_(std::move(after)),
      options_(options),
      deals_before_(market_before.trades.size()),
      deals_after_(market_after.trades.size()),
      same_market_(market_before == market_after) {}

Result<Reappraiser> Reappraiser::make(const MarketFacts& before, const MarketFacts& after,
                                      const ReappraiseOptions& options) {
  if (options.after.true_on < options.before.true_on ||
      options.after.known_by < options.before.known_by) {
    return fail(ErrorCode::kInvalidInput, "the day to appraise again lies before the last one",
                {"", 0, "as_of"});
  }
  PIGNUS_ASSIGN(LoneAppraiser on_before,
                LoneAppraiser::make(before, side(options.before, options)));
  PIGNUS_ASSIGN(LoneAppraiser on_after, LoneAppraiser::make(after, side(options.after, options)));
  return Reappraiser(std::move(on_before), std::move(on_after), before, after, options);
}

Result<Reappraisal> Reappraiser::reappraise(const book::RightFile& before,
                                            const book::RightFile& after, Currency currency) {
  Reappraisal made;
  PIGNUS_ASSIGN(made.again, before_.appraise(before, {options_.before.true_on, currency}));
  PIGNUS_ASSIGN(const book::Appraisal aged,
                before_.appraise(before, {options_.after.true_on, currency}));
  made.aged = aged.value.mean();
  PIGNUS_ASSIGN(made.after, after_.appraise(after, {options_.after.true_on, currency}));
  made.told = made.after.value.mean();
  if (!same_market_) {
    PIGNUS_ASSIGN(const book::Appraisal told,
                  before_.appraise(after, {options_.after.true_on, currency}));
    made.told = told.value.mean();
  }
  made.legal = legal_changes(before, after, options_.after.true_on);
  made.deals_before = deals_before_;
  made.deals_after = deals_after_;
  return made;
}

}  // namespace pignus::underwriting
