// Statements that nobody waits for, on both engines: their order, their failures, their end.
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "store/connection.h"
#include "store/sql/database.h"
#include "store/store.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using testing::StorePlace;

class SentStatements : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto path = place_ / "s.db";
    ASSERT_TRUE(Store::open(path, OpenMode::kCreate));
    auto opened = connect(path.string(), OpenMode::kReadWrite, {});
    ASSERT_TRUE(opened) << describe(opened.error());
    database_ = std::move(*opened);
    database_->run("CREATE TABLE sent (n BIGINT PRIMARY KEY, words TEXT NOT NULL)");
  }
  void send(std::int64_t number, const std::string& words = "") {
    sql::Statement(*database_, "INSERT INTO sent (n, words) VALUES (?, ?)")
        .send_with(number, words);
  }
  std::int64_t rows() { return database_->integer("SELECT count(*) FROM sent"); }

  StorePlace place_;
  std::unique_ptr<sql::Database> database_;
};

TEST_F(SentStatements, AreThereForTheNextThatIsAsked) {
  sql::Transaction transaction(*database_, sql::Access::kShare);
  for (int i = 1; i <= 200; ++i) send(i);
  EXPECT_EQ(rows(), 200);
  send(201, std::string(3'000'000, 'x'));
  EXPECT_EQ(database_->integer("SELECT max(length(words)) FROM sent"), 3'000'000);
  transaction.commit();
  EXPECT_EQ(rows(), 201);
}

TEST_F(SentStatements, KeepTheirOrder) {
  sql::Transaction transaction(*database_, sql::Access::kWrite);
  for (int i = 1; i <= 100; ++i) {
    send(i);
    sql::Statement(*database_, "UPDATE sent SET n = n + 1000 WHERE n = ?").send_with(i);
    sql::Statement(*database_, "DELETE FROM sent WHERE n = ?").send_with(1000 + i - 1);
  }
  transaction.commit();
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(database_->integer("SELECT n FROM sent"), 1100);
}

TEST_F(SentStatements, OneThatFailsEndsItsTransactionAtTheCommit) {
  const auto twice = [&] {
    sql::Transaction transaction(*database_, sql::Access::kShare);
    send(1);
    send(1);
    send(2);
    transaction.commit();
  };
  EXPECT_THROW(twice(), sql::Failure);
  EXPECT_EQ(rows(), 0);
  sql::Transaction next(*database_, sql::Access::kShare);
  send(3);
  next.commit();
  EXPECT_EQ(rows(), 1);
}

TEST_F(SentStatements, OneThatFailsEndsItsTransactionAtTheNextQuestion) {
  const auto twice = [&] {
    const sql::Transaction transaction(*database_, sql::Access::kWrite);
    send(1);
    send(1);
    rows();
  };
  EXPECT_THROW(twice(), sql::Failure);
  EXPECT_EQ(rows(), 0);
}

TEST_F(SentStatements, OutsideATransactionAreRunAtOnce) {
  send(1);
  database_.reset();
  auto again = connect((place_ / "s.db").string(), OpenMode::kReadWrite, {});
  ASSERT_TRUE(again) << describe(again.error());
  database_ = std::move(*again);
  EXPECT_EQ(rows(), 1);
  EXPECT_THROW(send(1), sql::Failure);
}

TEST_F(SentStatements, GoWithATransactionThatIsRolledBack) {
  {
    const sql::Transaction transaction(*database_, sql::Access::kShare);
    send(1);
  }
  EXPECT_EQ(rows(), 0);
  {
    sql::Transaction transaction(*database_, sql::Access::kShare);
    send(2);
    transaction.commit_passing();
  }
  EXPECT_EQ(rows(), 1);
}

}  // namespace
}  // namespace pignus::store
