#include "desk/reappraise_rights.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/sha256.h"
#include "desk/case_file.h"
#include "desk/case_folder.h"
#include "fleetwork/appraise_rights.h"
#include "fleetwork/reappraise_rights.h"
#include "registers/status.h"
#include "standards/embedded.h"
#include "standards/valuation_parameters.h"

namespace pignus::desk {

namespace {

/// Rights of one shard: each is valued three or four times.
constexpr std::size_t kRightsAShard = 25;
constexpr JsonLimits kAnswerLimits{std::size_t{1} << 28, 32};

/// The facts of some rights as known on a side's day, among the inputs of the job.
Result<std::string> facts_input(const store::Store& store,
                                const std::vector<registers::RightId>& rights, AsOf as_of,
                                const CaseFolder& folder, fleet::Job& job) {
  disclosure::FactsByRight facts;
  PIGNUS_TRY(load_rights(store, rights, as_of, [&facts](book::RightFile&& file) -> Status {
    facts.insert_or_assign(*file.offered.id, std::move(file.facts));
    return {};
  }));
  std::string text;
  PIGNUS_TRY(fleetwork::write_rights_file(facts, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  return folder.add(text, job);
}

Result<fleet::Job> job_of(const store::Store& store, const PreviousAppraisals& previous,
                          const ReappraiseRun& run, const CaseFolder& folder,
                          const Progress& progress) {
  fleet::Job job;
  const underwriting::ReappraiseOptions options{previous.as_of, run.as_of, previous.seed,
                                                previous.paths};
  Markets markets(store, folder);
  PIGNUS_ASSIGN(const std::string before, markets.of(options.before.known_by, progress, job));
  PIGNUS_ASSIGN(const std::string after, markets.of(options.after.known_by, progress, job));
  const auto& all = previous.appraisals;
  for (std::size_t from = 0; from < all.size(); from += kRightsAShard) {
    const std::size_t end = std::min(from + kRightsAShard, all.size());
    std::vector<registers::RightId> ids;
    std::vector<fleetwork::ReappraisedRight> asked;
    for (std::size_t i = from; i < end; ++i) {
      ids.push_back(all[i].right);
      asked.push_back({all[i].right, all[i].currency});
    }
    fleet::Shard shard;
    shard.kind = fleetwork::kReappraise;
    shard.build = run.build;
    shard.index = job.shards.size();
    PIGNUS_ASSIGN(const std::string facts_before,
                  facts_input(store, ids, options.before, folder, job));
    PIGNUS_ASSIGN(const std::string facts_after,
                  facts_input(store, ids, options.after, folder, job));
    shard.inputs = {facts_before, facts_after, before, after};
    shard.parameters = fleetwork::reappraise_parameters(options, asked);
    job.shards.push_back(std::move(shard));
    if (!progress("loading rights", end, all.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
  }
  return job;
}

/// What moved a value, and by how much.
struct Moved {
  const char* step;
  double effect = 0;
  std::string message;
  std::vector<std::string> arguments;
};

/// The data files that are not what they were: by name, where the previous file tells.
std::vector<std::string> changed_standards(const PreviousAppraisals& previous) {
  std::map<std::string, std::string> now;
  for (const std::string& path : standards::embedded_files("")) {
    now[path] = sha256_hex(standards::embedded_file(path));
  }
  std::vector<std::string> changed;
  for (const auto& [path, hash] : now) {
    const auto then = previous.standards.find(path);
    if (then == previous.standards.end() || then->second != hash) {
      changed.push_back(path);
    }
  }
  for (const auto& [path, hash] : previous.standards) {
    if (!now.contains(path)) {
      changed.push_back(path);
    }
  }
  return changed;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : "; ") + name;
  }
  return text;
}

class Comparison {
 public:
  Comparison(const PreviousAppraisals& previous, const ReappraiseRun& run,
             const TakeReappraisal& take, double reason_least)
      : previous_(previous), run_(run), take_(take), reason_least_(reason_least) {
    if (previous.standards.empty()) {
      model_ = {"model", 0, "reappraise.reason.model_unknown", {previous.software, run.software}};
    } else if (auto changed = changed_standards(previous); !changed.empty()) {
      model_ = {"model", 0, "reappraise.reason.parameters", {listed(changed)}};
    } else if (previous.software != run.software) {
      model_ = {"model", 0, "reappraise.reason.program", {previous.software, run.software}};
    } else {
      model_ = {"model", 0, "reappraise.reason.other_records", {}};
    }
  }

  Status take(const Json& made) {
    if (next_ >= previous_.appraisals.size() ||
        made.at("right") != previous_.appraisals[next_].right.value) {
      return fail(ErrorCode::kCorrupt, "the answers came in another order");
    }
    const PreviousAppraisal& before = previous_.appraisals[next_++];
    const Json& after = made.at("after");
    const double again = made.at("again").at("mean").get<double>();
    const double aged = made.at("aged").get<double>();
    const double told = made.at("told").get<double>();
    const double mean = after.at("mean").get<double>();
    const Steps steps{again - before.mean, aged - again, told - aged, mean - told};
    const double change = mean - before.mean;
    const bool alert = before.mean > 0 && -change >= run_.threshold * before.mean;
    count(before, after, steps, alert);
    const bool reproduced = made.at("again").at("sha256") == before.sha256;
    return take_({{"right", before.right.value},
                  {"title", made.at("title")},
                  {"currency", before.currency.code()},
                  {"before",
                   {{"state", before.state},
                    {"p5", before.p5},
                    {"p50", before.p50},
                    {"p95", before.p95},
                    {"mean", before.mean},
                    {"liquidation_p50", before.liquidation_p50}}},
                  {"after",
                   {{"state", after.at("state")},
                    {"p5", after.at("p5")},
                    {"p50", after.at("p50")},
                    {"p95", after.at("p95")},
                    {"mean", mean},
                    {"liquidation_p50", after.at("liquidation_p50")}}},
                  {"change", change},
                  {"change_share", before.mean > 0 ? Json(change / before.mean) : Json(nullptr)},
                  {"steps",
                   {{"model", steps.model},
                    {"time", steps.time},
                    {"legal", steps.legal},
                    {"market", steps.market}}},
                  {"reproduced", reproduced},
                  {"reasons", reasons(made, steps, before.mean, reproduced)},
                  {"alert", alert}});
  }

  std::map<std::string, ReappraisedTotals> totals() && { return std::move(totals_); }

 private:
  struct Steps {
    double model = 0;
    double time = 0;
    double legal = 0;
    double market = 0;
  };

  void count(const PreviousAppraisal& before, const Json& after, const Steps& steps, bool alert) {
    const auto ended = [](const std::string& state) {
      const auto parsed = registers::parse_legal_state(state);
      return parsed && *parsed != registers::LegalState::kUnknown &&
             *parsed != registers::LegalState::kPending && !registers::is_alive(*parsed);
    };
    ReappraisedTotals& sums = totals_[std::string(before.currency.code())];
    ++sums.rights;
    sums.alerts += alert ? 1 : 0;
    sums.ended += !ended(before.state) && ended(after.at("state").get<std::string>()) ? 1 : 0;
    sums.before += before.mean;
    sums.after += after.at("mean").get<double>();
    sums.model += steps.model;
    sums.time += steps.time;
    sums.legal += steps.legal;
    sums.market += steps.market;
  }

  Json reasons(const Json& made, const Steps& steps, double before, bool reproduced) const {
    std::vector<Moved> all;
    const auto matters = [&](double effect) {
      return std::abs(effect) >= reason_least_ * before && effect != 0;
    };
    for (const Json& legal : made.at("legal")) {
      all.push_back({"legal", steps.legal, legal.at("message").get<std::string>(),
                     legal.at("arguments").get<std::vector<std::string>>()});
    }
    if (matters(steps.time)) {
      const int days = days_between(previous_.as_of.true_on, run_.as_of.true_on);
      all.push_back({"time", steps.time, "reappraise.reason.time", {std::to_string(days)}});
    }
    if (matters(steps.market)) {
      const auto deals = [&](const char* side) {
        return std::to_string(made.at("deals").at(side).get<std::uint64_t>());
      };
      all.push_back(
          {"market", steps.market, "reappraise.reason.deals", {deals("before"), deals("after")}});
    }
    if (!reproduced && matters(steps.model)) {
      all.push_back(model_);
      all.back().effect = steps.model;
    }
    std::stable_sort(all.begin(), all.end(), [](const Moved& a, const Moved& b) {
      return std::abs(a.effect) > std::abs(b.effect);
    });
    Json list = Json::array();
    for (const Moved& one : all) {
      list.push_back({{"message", one.message}, {"arguments", one.arguments}, {"step", one.step}});
    }
    return list;
  }

  const PreviousAppraisals& previous_;
  const ReappraiseRun& run_;
  const TakeReappraisal& take_;
  double reason_least_;
  Moved model_{};
  std::size_t next_ = 0;
  std::map<std::string, ReappraisedTotals> totals_;
};

}  // namespace

Result<double> usual_threshold() {
  PIGNUS_ASSIGN(const auto parameters, standards::load_valuation_parameters());
  return parameters.method("reappraisal").at("alert_fall").mode;
}

Result<std::map<std::string, ReappraisedTotals>> reappraise_rights(
    const store::Store& store, const PreviousAppraisals& previous, const ReappraiseRun& run,
    fleet::Runner& runner, const TakeReappraisal& take, const Progress& progress) {
  if (run.as_of.true_on < previous.as_of.true_on || run.as_of.known_by < previous.as_of.known_by) {
    return fail(ErrorCode::kInvalidInput,
                "the previous appraisal is of " + previous.as_of.true_on.iso() + ", known by " +
                    previous.as_of.known_by.iso() + ": a later day is needed",
                {"", 0, "as-of"});
  }
  PIGNUS_ASSIGN(const auto parameters, standards::load_valuation_parameters());
  PIGNUS_ASSIGN(const CaseFolder folder, CaseFolder::make());
  PIGNUS_ASSIGN(const fleet::Job job, job_of(store, previous, run, folder, progress));
  Comparison comparison(previous, run, take,
                        parameters.method("reappraisal").at("reason_least").mode);
  const fleet::Reduce reduce(
      [&comparison](std::uint64_t, const fleet::ShardResult& result) -> Status {
        PIGNUS_ASSIGN(const std::string text, result.text());
        PIGNUS_ASSIGN(const Json list, parse_json(text, "a result of reappraise", kAnswerLimits));
        for (const Json& made : list) {
          PIGNUS_TRY(comparison.take(made));
        }
        return {};
      },
      [](const fleet::PoisonShard& poison) -> Status { return fail(poison.error); });
  const std::size_t all = previous.appraisals.size();
  PIGNUS_TRY(
      runner.run(job, reduce, [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
        if (stage != "shards") return progress(stage, done, total);
        return progress("valuing", std::min<std::uint64_t>(done * kRightsAShard, all), all);
      }));
  return std::move(comparison).totals();
}

}  // namespace pignus::desk
