#include "registers/status.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/check.h"
#include "registers/status_events.h"
#include "registers/status_records.h"
#include "standards/fees.h"

namespace pignus::registers {
namespace {

constexpr std::array<std::pair<LegalState, std::string_view>, 8> kNames{{
    {LegalState::kUnknown, "unknown"},
    {LegalState::kPending, "pending"},
    {LegalState::kInForce, "in_force"},
    {LegalState::kInGrace, "in_grace"},
    {LegalState::kLapsed, "lapsed"},
    {LegalState::kExpired, "expired"},
    {LegalState::kInvalidated, "invalidated"},
    {LegalState::kAbandoned, "abandoned"},
}};

class Judge {
 public:
  Judge(const RightFacts& facts, AsOf as_of)
      : true_on_(as_of.true_on),
        dates_(record_dates(facts)),
        story_(story_of(facts.events, true_on_)) {
    schedule_ = standards::fee_schedule_for(standards::embedded_fee_schedules(), facts.id.office(),
                                            name_of(dates_.type), dates_.filed);
  }

  LegalStatus judge() {
    status_.reasons = story_.reasons;
    state_of_events_and_records();
    term();
    fees();
    status_.invalidation_pending = !story_.requests.empty();
    status_.ownership_dispute = story_.ownership_dispute;
    status_.attached = story_.attached;
    if (status_.state == LegalState::kUnknown && status_.reasons.empty()) {
      say("status.no_record");
    }
    return std::move(status_);
  }

 private:
  using Arguments = std::vector<std::string>;
  void say(std::string message, Arguments arguments = {}, Source source = {}) {
    status_.reasons.push_back(
        {std::move(message), std::move(arguments), std::nullopt, std::move(source)});
  }

  /// `first`, then the schedule, the grade and the source of its rule.
  Arguments by_rule(Arguments first, const standards::Evidence& evidence) const {
    first.push_back(schedule_->id);
    first.push_back("grade." + std::string(standards::name_of(evidence.grade)));
    first.push_back(evidence.source);
    return first;
  }

  void state_of_events_and_records() {
    status_.state = story_.state;
    status_.since = story_.since;
    if (story_.in_doubt) {
      return;
    }
    const bool undecided =
        story_.state == LegalState::kUnknown || story_.state == LegalState::kPending;
    if (undecided && dates_.granted && *dates_.granted <= true_on_) {
      status_.state = LegalState::kInForce;
      status_.since = dates_.granted;
      say("status.granted_by_record", {dates_.granted->iso()}, dates_.source);
    } else if (story_.state == LegalState::kUnknown && dates_.filed && *dates_.filed <= true_on_) {
      status_.state = LegalState::kPending;
      status_.since = dates_.filed;
      say("status.filed_by_record", {dates_.filed->iso()}, dates_.source);
    }
  }

  std::optional<Date> granted() const {
    return dates_.granted ? dates_.granted
                          : (story_.granted ? story_.since : std::optional<Date>());
  }

  void term() {
    const standards::TermRule* rule =
        schedule_ != nullptr && schedule_->term ? &*schedule_->term : nullptr;
    if (dates_.expiry) {
      status_.term_end = dates_.expiry;
    } else if (rule != nullptr) {
      status_.term_end = rule->end(dates_.filed, dates_.granted, dates_.adjustment_days);
    }
    if (rule != nullptr && rule->renewable && status_.term_end && story_.paid_until) {
      status_.term_end = std::max(*status_.term_end, *story_.paid_until);
    }
    if (story_.extended_until &&
        (!status_.term_end || *story_.extended_until > *status_.term_end)) {
      status_.term_end = story_.extended_until;
    }
    if (dates_.terminal_disclaimer) {
      say("status.terminal_disclaimer");
    }
    if (!status_.term_end || *status_.term_end >= true_on_ || !is_alive(status_.state)) {
      return;
    }
    if (story_.extension_untold && !dates_.expiry) {
      status_.state = LegalState::kUnknown;
      status_.since.reset();
      say("status.term_extended_untold", {status_.term_end->iso()});
    } else if (dates_.expiry && (rule == nullptr || !rule->renewable)) {
      end_of_term();
      say("status.expired_by_record", {dates_.expiry->iso()}, dates_.source);
    } else if (rule != nullptr && !rule->renewable &&
               rule->evidence.grade == standards::Grade::kSeen) {
      end_of_term();
      say("status.expired_by_rule", by_rule({status_.term_end->iso()}, rule->evidence));
    } else {
      status_.state = LegalState::kUnknown;
      status_.since.reset();
      if (rule != nullptr) {
        say("status.term_unconfirmed_by_rule", by_rule({status_.term_end->iso()}, rule->evidence));
      } else {
        say("status.term_unconfirmed", {status_.term_end->iso()});
      }
    }
  }

  void end_of_term() {
    status_.state = LegalState::kExpired;
    status_.since = status_.term_end->plus_days(1);
  }

  void fees() {
    if (schedule_ == nullptr || !schedule_->fees) {
      status_.fees_paid_until = story_.paid_until;
      return;
    }
    if (schedule_->fees->renewal_years > 0) {
      status_.fees_paid_until = story_.paid_until;
      renewal();
      return;
    }
    const auto fees = schedule_->fees_of(dates_.filed, granted());
    const auto latest = latest_paid(fees);
    status_.fees_paid_until = story_.paid_until;
    for (const standards::Fee& fee : fees) {
      const auto payment = story_.payments.find(fee.fee_year);
      if (payment != story_.payments.end() && !payment->second.paid_until) {
        const auto until = fee.paid_until ? fee.paid_until : status_.term_end;
        if (until && (!status_.fees_paid_until || *until > *status_.fees_paid_until)) {
          status_.fees_paid_until = until;
        }
      }
    }
    if (status_.state == LegalState::kPending) {
      fee_of_application(fees, latest);
    }
    const bool owed_to_the_states = schedule_->fees->fall == standards::FeesFall::kBeforeGrant;
    if (!is_alive(status_.state) || !granted() || owed_to_the_states) {
      return;
    }
    for (const standards::Fee& fee : fees) {
      // With payments at hand the next fee is the first after the last one paid; without, the first
      // that can still be paid, for nobody at hand knows of the earlier ones.
      if (latest ? fee.fee_year > *latest : fee.grace_end >= true_on_) {
        next(fee, latest.has_value());
        break;
      }
    }
    if (!latest && !story_.paid_something) {
      doubt_where_no_fee_is_known(fees);
    }
  }

  /// Granted is not in force: where a fee had to be paid since the grant (or revival) and no
  /// register at hand tells of any payment, nothing says that the right lives, nor that it lapsed.
  void doubt_where_no_fee_is_known(const std::vector<standards::Fee>& fees) {
    const auto missed = std::ranges::find_if(fees, [this](const standards::Fee& fee) {
      return fee.grace_end < true_on_ && (!status_.since || fee.grace_end >= *status_.since);
    });
    if (missed == fees.end()) {
      return;
    }
    status_.state = LegalState::kUnknown;
    status_.since.reset();
    say("status.no_fee_told",
        by_rule({missed->what, missed->grace_end.iso()}, schedule_->fees->evidence));
  }

  std::optional<int> latest_paid(const std::vector<standards::Fee>& fees) const {
    std::optional<int> latest;
    if (!story_.payments.empty()) {
      latest = story_.payments.rbegin()->first;
    }
    for (const standards::Fee& fee : fees) {
      // A payment that says how far it reaches, but not for which year.
      if (story_.paid_until && fee.paid_until && *fee.paid_until <= *story_.paid_until) {
        latest = std::max(latest.value_or(0), fee.fee_year);
      }
    }
    return latest;
  }

  FeeDue due(const standards::Fee& fee) const {
    FeeDue out{fee.what, fee.fee_year, fee.due, fee.grace_end, schedule_->id, std::nullopt, {}};
    out.amount = schedule_->amount_of(fee.fee_year, fee.due, dates_.claims);
    for (const standards::FeeGrace& band : fee.grace) {
      out.late.push_back({band.until, band.surcharge_share, band.surcharge});
    }
    return out;
  }

  /// An application's fees, where its office asks for them before the grant.
  void fee_of_application(const std::vector<standards::Fee>& fees, std::optional<int> latest) {
    if (schedule_->fees->fall == standards::FeesFall::kAfterGrant) {
      return;
    }
    const auto first = std::ranges::find_if(fees, [&](const standards::Fee& fee) {
      return latest ? fee.fee_year > *latest : fee.grace_end >= true_on_;
    });
    if (first != fees.end()) {
      status_.next_fee = due(*first);
    }
  }

  /// A mark's renewal falls due with the end of the term that runs. In grace only by the end that
  /// the register states, since that is the end of the last renewal it knows.
  void renewal() {
    if (!status_.term_end || !(is_alive(status_.state) || status_.state == LegalState::kUnknown)) {
      return;
    }
    const standards::Fee fee = schedule_->fees->renewal_at(*status_.term_end);
    status_.next_fee = due(fee);
    if (dates_.expiry && fee.due < true_on_ && fee.grace_end >= true_on_ && !story_.in_doubt) {
      status_.state = LegalState::kInGrace;
      status_.since = fee.due.plus_days(1);
      say("status.overdue",
          by_rule({fee.what, fee.due.iso(), fee.grace_end.iso()}, schedule_->fees->evidence));
    }
  }

  void next(const standards::Fee& fee, bool payments_at_hand) {
    status_.next_fee = due(fee);
    const standards::Evidence& rule = schedule_->fees->evidence;
    if (!payments_at_hand) {
      say(story_.paid_something ? "status.payments_without_year" : "status.no_payment");
      return;
    }
    if (fee.due >= true_on_) {
      return;
    }
    if (fee.grace_end >= true_on_) {
      status_.state = LegalState::kInGrace;
      status_.since = fee.due.plus_days(1);
      say("status.overdue", by_rule({fee.what, fee.due.iso(), fee.grace_end.iso()}, rule));
      return;
    }
    // Only an event tells of a lapse; but that the right lives cannot be said either.
    status_.state = LegalState::kUnknown;
    status_.since.reset();
    say("status.unpaid_beyond_grace", by_rule({fee.what, fee.grace_end.iso()}, rule));
  }

  Date true_on_;
  RecordDates dates_;
  EventStory story_;
  const standards::FeeSchedule* schedule_ = nullptr;
  LegalStatus status_;
};

}  // namespace

std::string_view name_of(LegalState state) {
  for (const auto& [value, name] : kNames) {
    if (value == state) {
      return name;
    }
  }
  PIGNUS_CHECK(!"a legal state in the table");
}

std::optional<LegalState> parse_legal_state(std::string_view name) {
  for (const auto& [state, text] : kNames) {
    if (text == name) {
      return state;
    }
  }
  return std::nullopt;
}

bool is_alive(LegalState state) {
  return state == LegalState::kInForce || state == LegalState::kInGrace;
}

LegalStatus status_at_its_office(const RightFacts& facts, AsOf as_of) {
  return Judge(known_facts(facts, as_of), as_of).judge();
}

}  // namespace pignus::registers
