#include "valuation/trend/ownership.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace pignus::valuation {
namespace {

struct Span {
  int first = 0;
  int last = 0;
};

using YearOwners = std::map<int, std::map<std::string, double>>;

bool usable(const OwnerYear& row, Date complete_to, AsOf as_of) {
  const auto end = Date::from_ymd(row.year, 12, 31);
  return row.rights > 0 && end && *end <= complete_to && *end <= as_of.true_on &&
         row.known <= as_of.known_by;
}

std::map<std::string, Span> spans_of(const YearOwners& owners) {
  std::map<std::string, Span> spans;
  for (const auto& [year, active] : owners) {
    for (const auto& [owner, rights] : active) {
      const auto [at, is_new] = spans.try_emplace(owner, Span{year, year});
      at->second.last = year;
    }
  }
  return spans;
}

/// Over the last ten years in which `known` tells a number.
template <typename Known>
std::optional<double> rate_of(const std::vector<OwnershipYear>& years, Known known) {
  constexpr int kYears = 10;
  int taken = 0;
  double moved = 0;
  double active = 0;
  for (auto at = years.rbegin(); at != years.rend() && taken < kYears; ++at) {
    if (const std::optional<int> number = known(*at)) {
      moved += *number;
      active += at->active;
      ++taken;
    }
  }
  return active > 0 ? std::optional(moved / active) : std::nullopt;
}

OwnershipYear year_of(int year, const std::map<std::string, double>& active,
                      const std::map<std::string, Span>& spans, bool tells_entry, bool tells_exit) {
  OwnershipYear one;
  one.year = year;
  one.active = static_cast<int>(active.size());
  int entered = 0;
  int left = 0;
  double total = 0;
  double largest = 0;
  for (const auto& [owner, rights] : active) {
    const Span& span = spans.at(owner);
    entered += span.first == year ? 1 : 0;
    left += span.last == year ? 1 : 0;
    total += rights;
    largest = std::max(largest, rights);
  }
  if (tells_entry) one.entered = entered;
  if (tells_exit) one.left = left;
  one.top_share = largest / total;
  return one;
}

}  // namespace

Result<Ownership> entry_and_exit(std::span<const OwnerYear> rows, Date complete_to, AsOf as_of,
                                 const OwnershipOptions& options) {
  YearOwners owners;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].owner.empty()) {
      return fail(ErrorCode::kInvalidInput, "an owner has no name", {"", i + 1, "owner"});
    }
    if (!std::isfinite(rows[i].rights)) {
      return fail(ErrorCode::kInvalidInput, "a number of rights is not finite",
                  {"", i + 1, "rights"});
    }
    if (usable(rows[i], complete_to, as_of)) {
      owners[rows[i].year][rows[i].owner] += rows[i].rights;
    }
  }
  if (owners.empty()) {
    return fail(ErrorCode::kNotFound, "no owner of the field is known by then", {"", 0, "owner"});
  }
  const auto spans = spans_of(owners);
  const int first = owners.begin()->first;
  // The last whole year that could have been seen, whether or not anybody was active in it.
  const Date horizon = std::min(complete_to, as_of.true_on);
  const bool whole = horizon.month() == 12 && horizon.day() == 31;
  const int last = std::max(owners.rbegin()->first, whole ? horizon.year() : horizon.year() - 1);
  Ownership answer;
  for (const auto& [year, active] : owners) {
    answer.years.push_back(year_of(year, active, spans, year >= first + options.burn_in_years,
                                   year + options.quiet_years <= last));
  }
  answer.entry_rate = rate_of(answer.years, [](const OwnershipYear& one) { return one.entered; });
  answer.exit_rate = rate_of(answer.years, [](const OwnershipYear& one) { return one.left; });
  return answer;
}

}  // namespace pignus::valuation
