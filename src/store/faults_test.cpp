// Single mishaps, one by one; the simulator (store_simulation_test.cpp) mixes them.
#include <gtest/gtest.h>

#include "store/store.h"
#include "support/faulty_engine.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using testing::Fault;
using testing::Faults;
using testing::StorePlace;

class StoreFaults : public ::testing::Test {
 protected:
  StoreFaults() { static_cast<void>(Store::open(path_, OpenMode::kCreate).value()); }
  Store open() {
    StoreOptions options;
    options.wrapper = faults_;
    return Store::open(path_, OpenMode::kReadWrite, options).value();
  }

  StorePlace folder_;
  std::filesystem::path path_ = folder_ / "s.db";
  std::shared_ptr<Faults> faults_ = std::make_shared<Faults>();
};

// Found by the simulator: the transaction stayed open and every later one was refused.
TEST_F(StoreFaults, ACommitThatFailsLeavesTheStoreAsItWasAndUsable) {
  Store store = open();
  faults_->arm(Fault::kCommitRefused, 0);
  EXPECT_EQ(store.save_result("k", "1", "{}", "{}").error().code, ErrorCode::kIo);
  ASSERT_TRUE(faults_->fired());
  EXPECT_EQ(store.load_result("k", "1").error().code, ErrorCode::kNotFound);
  const Status again = store.save_result("k", "1", "{}", "{}");
  EXPECT_TRUE(again) << describe(again.error());
  EXPECT_TRUE(store.verify_journal());
}

TEST_F(StoreFaults, ALostAnswerMayBeAskedForAgain) {
  {
    Store store = open();
    faults_->arm(Fault::kCommitUnheard, 0);
    EXPECT_EQ(store.append_to_journal("book", {{"note", 1}}, 0).error().code, ErrorCode::kIo);
    EXPECT_EQ(store.append_to_journal("book", {{"note", 1}}, 0).error().code, ErrorCode::kIo)
        << "the connection is gone for good";
  }
  Store store = open();
  EXPECT_EQ(store.append_to_journal("book", {{"note", 1}}, 0).error().code, ErrorCode::kConflict);
  EXPECT_EQ(store.append_to_journal("book", {{"note", 2}}, 1).value(), 2U);
  EXPECT_EQ(store.append_to_journal("exchange", {{"note", 1}}, 1).error().code,
            ErrorCode::kConflict);
}

}  // namespace
}  // namespace pignus::store
