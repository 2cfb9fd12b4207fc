#include "store/guard.h"
#include "store/jobs.h"
#include "store/sql/database.h"
#include "store/store_impl.h"

namespace pignus::store {

Result<JobCounts> count_jobs(const Store& store, Milliseconds now) {
  sql::Database& database = *store.impl().database;
  return guarded(store.name(), [&]() -> Result<JobCounts> {
    sql::Statement row(database,
                       "SELECT COUNT(*) FILTER (WHERE state = 'waiting'), "
                       "COUNT(*) FILTER (WHERE state = 'running' AND lease_until >= ?1), "
                       "COUNT(*) FILTER (WHERE state = 'running' AND lease_until < ?1), "
                       "COUNT(*) FILTER (WHERE state = 'failed') FROM job");
    row.bind(1, now);
    row.step();
    const auto count = [&row](int column) {
      return static_cast<std::uint64_t>(row.integer(column));
    };
    return JobCounts{count(0), count(1), count(2), count(3)};
  });
}

}  // namespace pignus::store
