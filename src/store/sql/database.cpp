#include "store/sql/database.h"

#include "core/check.h"

namespace pignus::store::sql {

std::int64_t Database::integer(const std::string& query) {
  Statement statement(*this, query);
  PIGNUS_CHECK(statement.step());
  return statement.integer(0);
}

std::string Database::text(const std::string& query) {
  Statement statement(*this, query);
  PIGNUS_CHECK(statement.step());
  return statement.text(0);
}

}  // namespace pignus::store::sql
