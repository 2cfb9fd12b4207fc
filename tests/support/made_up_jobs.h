// Jobs that are added, claimed, done, failed, given up and cancelled, out of a seed.
#pragma once

#include <fmt/format.h>
#include <string>

#include "core/check.h"
#include "core/random_stream.h"
#include "store/jobs.h"

namespace pignus::store::testing {

inline void make_up_jobs(Store& store, std::uint64_t seed, int steps) {
  constexpr Milliseconds kLease = 20;
  RandomStream random(seed, "store/made-up jobs", 0);
  const auto pick = [&random](int bound) {
    return static_cast<int>(random.below(static_cast<std::uint64_t>(bound)));
  };
  Jobs jobs(store);
  std::optional<Claim> held;
  Milliseconds now = 100;
  for (int step = 0; step < steps; ++step) {
    now += 1 + pick(8);
    const std::string name = fmt::format("泵 {}", pick(5));
    const std::string text = fmt::format("{{\"step\":{}}}", step);
    switch (pick(9)) {
      case 0:
        // The name may be there, ended: then it waits again.
        PIGNUS_CHECK(jobs.add({"work", name, "{\"a\":[1,null,0.5]}", 2}, now).has_value());
        break;
      case 1:
      case 2: {
        auto claimed = jobs.claim({"work"}, fmt::format("owner {}", step), now, kLease);
        PIGNUS_CHECK(claimed.has_value());
        if (*claimed) held = *claimed;
        break;
      }
      case 3:
        // Says no where the job has ended or is not there.
        static_cast<void>(jobs.cancel(1 + pick(5), now).has_value());
        break;
      default:
        break;
    }
    if (!held) continue;
    // What a late owner says is refused; both are wanted here.
    bool lasts = true;
    switch (pick(8)) {
      case 0:
        lasts = jobs.finish(*held, text, now).has_value();
        break;
      case 1:
        lasts = jobs.fail_attempt(*held, "no room", pick(3) == 0, now).has_value();
        break;
      case 2:
        lasts = jobs.stop(*held, pick(2) == 0, now).has_value();
        break;
      default:
        static_cast<void>(jobs.renew(*held, now, kLease, "stage", 1, 3).has_value());
        static_cast<void>(jobs.put_shard(*held, step, text).has_value());
        continue;
    }
    static_cast<void>(lasts);
    held.reset();
  }
}

}  // namespace pignus::store::testing
