#include "fleet/shard_result.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus::fleet {
namespace {

RC_GTEST_PROP(ShardResult, WhatIsWrittenInAnyPiecesComesBack, ()) {
  const auto sizes = *rc::gen::container<std::vector<std::size_t>>(
      rc::gen::element<std::size_t>(0, 1, 1'000, 300'000, kResultInMemoryMax));
  ResultWriter writer;
  std::string whole;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::string piece(sizes[i], static_cast<char>('a' + i % 26));
    RC_ASSERT(writer.write(piece).has_value());
    whole += piece;
  }
  const auto result = writer.finish();
  RC_ASSERT(result.has_value());
  RC_ASSERT(result->size() == whole.size());
  RC_ASSERT(result->digest() == sha256(whole));
  RC_ASSERT((result->in_memory() != nullptr) == (whole.size() <= kResultInMemoryMax));
  const ShardResult copy = *result;
  for (int twice = 0; twice < 2; ++twice) {
    const auto text = copy.text();
    RC_ASSERT(text.has_value());
    RC_ASSERT(*text == whole);
  }
}

TEST(ShardResult, ARefusedPieceEndsTheReading) {
  ResultWriter writer;
  ASSERT_TRUE(writer.write(std::string(3 * kResultInMemoryMax, 'x')));
  const auto result = writer.finish();
  ASSERT_TRUE(result);
  int pieces = 0;
  const Status status = result->for_each_piece([&pieces](std::string_view) -> Status {
    return ++pieces == 2 ? fail(ErrorCode::kCancelled, "enough") : Status{};
  });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message, "enough");
  EXPECT_EQ(pieces, 2);
}

}  // namespace
}  // namespace pignus::fleet
