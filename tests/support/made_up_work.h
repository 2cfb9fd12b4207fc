// Work for tests of the fleet: small, repeatable, and of every temper.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/file.h"
#include "core/random_stream.h"
#include "core/sha256.h"
#include "fleet/runner.h"
#include "fleet/work.h"

namespace pignus::testing {

/// "draw": numbers from a stream keyed by the shard's own parameters. "sum": lengths of its inputs.
/// "slow": draw after a rest. "bad": an error. "large": a result of `bytes`.
inline fleet::WorkRegistry made_up_work() {
  fleet::WorkRegistry registry;
  const auto draw = [](const fleet::InputFiles&, const Json& parameters) -> Result<std::string> {
    RandomStream stream(7, "tests/draw", parameters.at("n").get<std::uint64_t>());
    double sum = 0;
    for (int i = 0; i < 100; ++i) sum += stream.normal();
    return canonical_json({{"sum", sum}});
  };
  registry.add("draw", draw);
  registry.add("slow", [draw](const fleet::InputFiles& inputs, const Json& parameters) {
    std::this_thread::sleep_for(std::chrono::milliseconds(parameters.at("ms").get<int>()));
    return draw(inputs, parameters);
  });
  registry.add("sum", [](const fleet::InputFiles& inputs, const Json&) -> Result<std::string> {
    std::string text;
    for (const auto& input : inputs) {
      PIGNUS_ASSIGN(const std::string content, read_file(input));
      text += sha256_hex(content) + " " + std::to_string(content.size()) + ";";
    }
    return text;
  });
  registry.add("bad", [](const fleet::InputFiles&, const Json&) -> Result<std::string> {
    return fail(ErrorCode::kInvalidInput, "made to fail", {"made-up.xml", 3, "field"});
  });
  registry.add("throw", [](const fleet::InputFiles&, const Json&) -> Result<std::string> {
    throw std::runtime_error("made to throw");
  });
  registry.add("large", [](const fleet::InputFiles&, const Json& parameters) {
    return Result<std::string>(std::string(parameters.at("bytes").get<std::size_t>(), 'a'));
  });
  return registry;
}

inline fleet::Shard made_up_shard(std::uint64_t index, std::string kind, Json parameters) {
  return {std::move(kind), "build-1", {}, std::move(parameters), index};
}

inline fleet::Job drawing_job(std::uint64_t shards) {
  fleet::Job job;
  for (std::uint64_t i = 0; i < shards; ++i) {
    job.shards.push_back(made_up_shard(i, "draw", {{"n", i}}));
  }
  return job;
}

/// What a run reduced, in one text; fails where the order is not the job's.
struct Reduced {
  std::string text;
  std::uint64_t count = 0;
  fleet::Reduce reduce() {
    return [this](std::uint64_t index, std::string_view result) {
      text += std::to_string(index) + "=" + std::string(result) + "\n";
      ++count;
      return Status{};
    };
  }
};

}  // namespace pignus::testing
