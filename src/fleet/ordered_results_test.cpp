#include "fleet/ordered_results.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace pignus::fleet {
namespace {

std::string result_of(std::uint64_t index) {
  return "result " + std::to_string(index);
}

// Any order, any repeats, some set aside: what is reduced is the naive list.
RC_GTEST_PROP(OrderedResults, AnyArrivalGivesTheNaiveList, ()) {
  const auto shards = *rc::gen::inRange<std::uint64_t>(1, 40);
  const auto poison = *rc::gen::container<std::vector<bool>>(shards, rc::gen::arbitrary<bool>());
  auto arrivals =
      *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, shards));
  std::vector<std::uint64_t> all(shards);
  std::iota(all.begin(), all.end(), 0);
  arrivals.insert(arrivals.end(), all.begin(), all.end());
  const auto order = *rc::gen::container<std::vector<std::uint32_t>>(
      arrivals.size(), rc::gen::arbitrary<std::uint32_t>());
  std::vector<std::size_t> places(arrivals.size());
  std::iota(places.begin(), places.end(), 0);
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });

  OrderedResults results(shards);
  std::vector<std::string> reduced;
  const Reduce reduce = [&](std::uint64_t index, std::string_view result) {
    RC_ASSERT(result == result_of(index));
    reduced.emplace_back(result);
    return Status{};
  };
  std::uint64_t fresh = 0;
  for (const std::size_t place : places) {
    const std::uint64_t index = arrivals[place];
    const auto added = poison[index] ? results.set_aside({index, "k", {}, 3, "w"})
                                     : results.add(index, result_of(index));
    RC_ASSERT(added.has_value());
    fresh += *added ? 1 : 0;
    RC_ASSERT(results.reduce_ready(reduce).has_value());
  }
  RC_ASSERT(results.complete());
  RC_ASSERT(fresh == shards);
  RC_ASSERT(results.held() == 0U);
  std::vector<std::string> naive;
  for (std::uint64_t i = 0; i < shards; ++i) {
    if (!poison[i]) naive.push_back(result_of(i));
  }
  RC_ASSERT(reduced == naive);
  const JobOutcome outcome = results.outcome();
  RC_ASSERT(outcome.shards_done == naive.size());
  RC_ASSERT(outcome.set_aside.size() == shards - naive.size());
}

TEST(OrderedResults, OtherBytesForTheSameShardAreAConflictEvenAfterwards) {
  OrderedResults results(2);
  ASSERT_TRUE(results.add(0, std::string("a")));
  ASSERT_TRUE(results.reduce_ready([](std::uint64_t, std::string_view) { return Status{}; }));
  EXPECT_EQ(results.add(0, std::string("a")), false);
  const auto other = results.add(0, std::string("b"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kConflict);
  EXPECT_EQ(results.words(), 1U);
}

TEST(OrderedResults, NoSuchShardIsRefusedAndAnErrorOfReduceComesOut) {
  OrderedResults results(1);
  EXPECT_FALSE(results.add(1, std::string("a")));
  EXPECT_FALSE(results.set_aside({1, "k", {}, 3, "w"}));
  ASSERT_TRUE(results.add(0, std::string("a")));
  const Status status = results.reduce_ready(
      [](std::uint64_t, std::string_view) -> Status { return fail(ErrorCode::kIo, "disk full"); });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace pignus::fleet
