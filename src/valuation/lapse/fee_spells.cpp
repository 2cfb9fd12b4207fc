#include "valuation/lapse/fee_spells.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "valuation/lapse/three_decisions.h"

namespace pignus::valuation {

namespace {

/// How far from the end of a grace a lapse may be recorded and still be that decision's.
constexpr double kDecisionReach = 1;
/// A lapse is recorded 22 to 38 days after the grace in the patents at hand
/// (docs/methods/lapse.md): before so many days have passed, no record of one says nothing.
constexpr int kRecordingDays = 60;

/// A maintenance-fee event that says something of the right's life.
struct Known {
  Date date;
  bool expired = false;
  bool reinstated = false;
  std::optional<bool> small;
};

std::vector<Known> known_events(const FeeLife& life, Date as_of) {
  std::vector<Known> result;
  for (const registers::LegalEvent& event : life.events) {
    const auto date = event.date.exact();
    if (!date || *date > as_of || event.known.value_or(*date) > as_of) {
      continue;
    }
    const auto detail = [&event](const char* name) -> std::string {
      const auto found = event.details.find(name);
      return found == event.details.end() ? "" : found->second;
    };
    const std::string effect = detail("effect");
    const std::string entity = detail("entity");
    if (effect.empty() && entity.empty()) {
      continue;
    }
    Known known{*date, effect == "expired", effect == "reinstated", {}};
    if (!entity.empty()) {
      known.small = entity == "small" || entity == "micro";
    }
    result.push_back(known);
  }
  std::stable_sort(result.begin(), result.end(), [](const Known& a, const Known& b) {
    // On one day an expiry comes before the reinstatement that answers it.
    return std::pair(a.date, a.reinstated) < std::pair(b.date, b.reinstated);
  });
  return result;
}

struct Life {
  std::optional<Date> lapsed;
  bool small = false;
};

Life read_life(const std::vector<Known>& events) {
  Life life;
  for (const Known& event : events) {
    if (event.expired && !life.lapsed) {
      life.lapsed = event.date;
    }
    if (event.reinstated) {
      life.lapsed.reset();
    }
    life.small = event.small.value_or(life.small);
  }
  return life;
}

class Builder {
 public:
  explicit Builder(Date as_of) : as_of_(as_of) {}

  void add(const FeeLife& life, std::uint64_t record) {
    record_ = record;
    if (!life.granted) {
      return leave_out(life, "granted", "the day of grant is unknown");
    }
    if (*life.granted >= as_of_) {
      return leave_out(life, "granted", "was granted on or after the day one looks");
    }
    const std::vector<Known> events = known_events(life, as_of_);
    if (!events.empty() && events.front().date <= *life.granted) {
      return leave_out(life, "events", "has fee events before its grant");
    }
    const Life read = read_life(events);
    Date end = as_of_;
    FeeEnd ended = FeeEnd::kStillSeen;
    if (life.term_end && *life.term_end <= end && *life.term_end > *life.granted) {
      end = *life.term_end;
      ended = FeeEnd::kExpiry;
    }
    if (read.lapsed && *read.lapsed <= end) {
      end = *read.lapsed;
      ended = FeeEnd::kLapse;
    }
    rows_.spells.ids.push_back(life.id);
    rows_.spells.years.push_back(pignus::years_between(*life.granted, end));
    rows_.spells.ended.push_back(static_cast<std::uint8_t>(ended));
    rows_.spells.small.push_back(read.small ? 1 : 0);
    add_decisions(life, end, ended, read.small);
  }

  FeeRows take() { return std::move(rows_); }

 private:
  void leave_out(const FeeLife& life, const char* field, const char* why) {
    rows_.left_out.push_back({ErrorCode::kInvalidInput, life.id + " " + why, {"", record_, field}});
  }

  void add_decisions(const FeeLife& life, Date end, FeeEnd ended, bool small) {
    std::uint32_t faced = 0;
    for (std::size_t k = 0; k < kLapseDecisions; ++k) {
      const Date grace_end = life.granted->plus_years(static_cast<int>(lapse_age(k)));
      faced += grace_end.plus_days(kRecordingDays) <= end ? 1 : 0;
    }
    if (ended == FeeEnd::kLapse) {
      const double age = pignus::years_between(*life.granted, end);
      const long decision = std::lround(age / lapse_age(0));
      if (decision < 1 || decision > static_cast<long>(kLapseDecisions) ||
          std::abs(age - lapse_age(static_cast<std::size_t>(decision - 1))) > kDecisionReach) {
        return leave_out(life, "events", "lapsed far from every decision");
      }
      faced = static_cast<std::uint32_t>(decision);
    }
    if (faced == 0) {
      ++rows_.undecided;
      return;
    }
    rows_.decisions.ids.push_back(life.id);
    rows_.decisions.last.push_back(faced);
    rows_.decisions.lapsed.push_back(ended == FeeEnd::kLapse ? 1 : 0);
    rows_.decisions.small.push_back(small ? 1 : 0);
  }

  Date as_of_;
  FeeRows rows_;
  std::uint64_t record_ = 0;
};

}  // namespace

FeeRows fee_rows(std::span<const FeeLife> lives, Date as_of) {
  Builder builder(as_of);
  for (std::size_t i = 0; i < lives.size(); ++i) {
    builder.add(lives[i], i + 1);
  }
  return builder.take();
}

}  // namespace pignus::valuation
