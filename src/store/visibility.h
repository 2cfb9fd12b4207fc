// Which facts count: those that a complete import has seen.
#pragma once

#include <string>

#include "store/sql/database.h"

namespace pignus::store {

/// True of `x.fact_id` in SQL when a complete import has seen the fact.
std::string visible(const std::string& alias);

/// The same for readers that ask of many facts: the unfinished imports are read once, they are few,
/// and then the index of sightings alone tells. It holds within the transaction it was made in.
class Visibility {
 public:
  explicit Visibility(sql::Database& database);

  /// True of `x.fact_id` in SQL.
  std::string of(const std::string& alias) const;
  /// Behind other conditions on a sighting's own row: " AND …", "" where all count.
  std::string and_counts(const std::string& alias) const;

 private:
  std::string unfinished_;  ///< ids, ", " between; "" where there are none
};

}  // namespace pignus::store
