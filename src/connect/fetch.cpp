#include "connect/fetch.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "connect/answer_headers.h"
#include "connect/fetch_log.h"
#include "core/file.h"
#include "core/random_stream.h"

namespace pignus::connect {

namespace {

struct ItemOutcome {
  Verdict verdict = Verdict::kAnswer;  ///< kAnswer, kNothing or kFailed
  std::string body;
  std::string why;
  bool passing = false;  ///< failed for troubles that may pass
};

class Run {
 public:
  Run(Service& service, Transport& transport, const FetchOptions& options, const Clock& clock)
      : service_(service), transport_(transport), options_(options), clock_(clock) {}

  /// An error ends the run.
  Result<ItemOutcome> ask(const Item& item, std::uint64_t index) {
    std::string why;
    bool renewed = false;
    for (int attempt = 1; attempt <= options_.attempts_max;) {
      // Before the authorisation: a token can end meanwhile.
      if (asked_before_) PIGNUS_TRY(wait(service_.pause_s(item), "the limit of requests"));
      asked_before_ = true;
      if (auto judged = authorise(); judged.verdict != Verdict::kAnswer) {
        if (judged.verdict == Verdict::kRefused) return fail(judged.code, judged.why);
        why = judged.why;
        PIGNUS_TRY(wait(std::max(judged.wait_s, backoff_s(options_, index, attempt)), why));
        ++attempt;
        continue;
      }
      auto answer = transport_.send(service_.request(item));
      if (!answer && answer.error().code == ErrorCode::kCancelled) return fail(answer.error());
      if (!answer && answer.error().code != ErrorCode::kIo) {
        return ItemOutcome{Verdict::kFailed, "", answer.error().message, false};
      }
      const Judgement judged = answer ? service_.judge(item, *answer, clock_.now_s())
                                      : Judgement{Verdict::kAgain, 0, answer.error().message};
      if (judged.verdict == Verdict::kAnswer || judged.verdict == Verdict::kNothing) {
        return ItemOutcome{judged.verdict, std::move(answer->body), judged.why, false};
      }
      if (judged.verdict == Verdict::kRefused) return fail(judged.code, judged.why);
      if (judged.verdict == Verdict::kFailed) {
        return ItemOutcome{Verdict::kFailed, "", judged.why, false};
      }
      why = judged.why;
      if (judged.verdict == Verdict::kRenew) {
        service_.drop_authorisation();
        if (!std::exchange(renewed, true)) continue;
      }
      if (attempt < options_.attempts_max) {
        PIGNUS_TRY(wait(std::max(judged.wait_s, backoff_s(options_, index, attempt)), why));
      }
      ++attempt;
    }
    return ItemOutcome{Verdict::kFailed, "",
                       fmt::format("{} ({} times asked)", why, options_.attempts_max), true};
  }

 private:
  Judgement authorise() {
    const auto request = service_.authorisation(clock_.now_s());
    if (!request) return {};
    const auto answer = transport_.send(*request);
    if (!answer && answer.error().code != ErrorCode::kIo) {
      return {Verdict::kRefused, 0, answer.error().message, answer.error().code};
    }
    if (!answer) return {Verdict::kAgain, 0, answer.error().message};
    return service_.take_authorisation(*answer, clock_.now_s());
  }

  Status wait(double seconds, const std::string& why) {
    if (seconds > options_.wait_s_max) {
      return fail(
          ErrorCode::kLimitExceeded,
          fmt::format("{}: it asks to wait until {}; give the same command again then, what "
                      "is done stays done",
                      why, utc_text(clock_.now_s() + seconds)));
    }
    if (seconds > 0 && !clock_.sleep(seconds)) {
      return fail(ErrorCode::kCancelled, "stopped by the user");
    }
    return {};
  }

  Service& service_;
  Transport& transport_;
  const FetchOptions& options_;
  const Clock& clock_;
  bool asked_before_ = false;
};

/// Takes one item through: found in the log, or asked and saved.
Status take_item(const Service& service, Run& run, const Item& item, std::uint64_t index,
                 const FetchOptions& options, FetchLog& log, FetchSummary& summary,
                 int& failures_in_a_row) {
  const Date oldest = options.today.plus_days(-options.age_days_max);
  const std::string id = fmt::format("{}/{}", service.name(), item.id());
  if (const auto done = log.find(id, oldest)) {
    ++summary.there_before;
    if (done->file.empty()) {
      summary.nothing.push_back(id);
    } else {
      summary.answers.push_back(options.folder / done->file);
    }
    return {};
  }
  PIGNUS_ASSIGN(const ItemOutcome outcome, run.ask(item, index));
  if (outcome.verdict == Verdict::kFailed) {
    summary.failed.push_back({id, outcome.why});
    failures_in_a_row = outcome.passing ? failures_in_a_row + 1 : 0;
    if (failures_in_a_row < options.failures_in_a_row_max) return {};
    return fail(
        ErrorCode::kIo,
        fmt::format("{} requests in a row failed, the last because {}; give the same command "
                    "again later, what is done stays done",
                    failures_in_a_row, outcome.why));
  }
  failures_in_a_row = 0;
  if (outcome.verdict == Verdict::kNothing) {
    summary.nothing.push_back(id);
    return log.add(id, {options.today, ""});
  }
  const std::string name = answer_name(service, item, options.today);
  PIGNUS_TRY(write_file_atomically(options.folder / name, outcome.body));
  PIGNUS_TRY(log.add(id, {options.today, name}));
  summary.answers.push_back(options.folder / name);
  ++summary.fetched;
  return {};
}

}  // namespace

double backoff_s(const FetchOptions& options, std::uint64_t index, int attempt) {
  double whole = options.backoff_first_s;
  for (int i = 1; i < attempt && whole < options.backoff_s_max; ++i) whole *= 2;
  whole = std::min(whole, options.backoff_s_max);
  RandomStream random(options.seed, "connect/backoff",
                      index * 64 + static_cast<std::uint64_t>(attempt));
  return whole * (0.5 + 0.5 * random.uniform());
}

std::string answer_name(const Service& service, const Item& item, Date day) {
  std::string number = item.number.substr(item.number.find('/') + 1);  // npos + 1 is 0
  for (char& c : number) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '.' || c == '-';
    if (!plain) c = '_';
  }
  return fmt::format("{}-{}-{}-{}.{}", service.name(), item.kind, number, day.iso(),
                     service.file_ending());
}

Result<FetchSummary> fetch_items(Service& service, Transport& transport,
                                 const std::vector<Item>& items, const FetchOptions& options,
                                 const Clock& clock, const Progress& progress) {
  PIGNUS_TRY(service.ready());
  PIGNUS_ASSIGN(FetchLog log, FetchLog::open(options.folder / ".fetch.log"));
  FetchSummary summary;
  Run run(service, transport, options, clock);
  int failures_in_a_row = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!progress("fetch", i, items.size())) {
      summary.ended = Error{ErrorCode::kCancelled, "stopped by the user", {}};
      break;
    }
    Status taken = take_item(service, run, items[i], i, options, log, summary, failures_in_a_row);
    if (!taken) {
      summary.ended = std::move(taken.error());
      break;
    }
  }
  return summary;
}

}  // namespace pignus::connect
