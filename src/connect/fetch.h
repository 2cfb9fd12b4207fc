// One request after another, within the service's limits; each answer is saved whole before the log
// says so.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "connect/service.h"
#include "core/date.h"
#include "core/progress.h"

namespace pignus::connect {

/// The world's time, handed in. `sleep` returns false when the user wants to stop.
struct Clock {
  std::function<double()> now_s;  ///< seconds since 1970
  std::function<bool(double seconds)> sleep;
};

struct FetchOptions {
  std::filesystem::path folder;  ///< answers and .fetch.log; must exist
  Date today;
  int age_days_max = 7;  ///< a younger answer is not fetched again
  int attempts_max = 6;
  /// So many requests in a row that fail for passing troubles: the service is out of order.
  int failures_in_a_row_max = 3;
  double backoff_first_s = 1;
  double backoff_s_max = 60;
  /// A longer wait asked for ends the run, saying when to go on.
  double wait_s_max = 15 * 60;
  std::uint64_t seed = 1;  ///< of the jitter
};

struct FailedItem {
  std::string id;
  std::string why;
};

struct FetchSummary {
  std::vector<std::filesystem::path> answers;  ///< of all items, fetched now or before
  std::size_t fetched = 0;
  std::size_t there_before = 0;
  std::vector<std::string> nothing;  ///< ids the service knows nothing of
  std::vector<FailedItem> failed;
  std::optional<Error> ended;  ///< why the run ended before the last item
};

/// Before the attempt `attempt` (from 1) is repeated: first × 2^(attempt-1), at most the bound, of
/// which a half is fixed and a half drawn.
double backoff_s(const FetchOptions& options, std::uint64_t index, int attempt);

/// "ops-biblio-EP.1000000.B1-2026-11-24.xml": the request and the day.
std::string answer_name(const Service& service, const Item& item, Date day);

/// Errors: the folder or log cannot be used, a key is missing. Everything else is in the summary.
[[nodiscard]] Result<FetchSummary> fetch_items(Service& service, Transport& transport,
                                               const std::vector<Item>& items,
                                               const FetchOptions& options, const Clock& clock,
                                               const Progress& progress);

}  // namespace pignus::connect
