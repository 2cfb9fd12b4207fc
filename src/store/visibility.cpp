#include "store/visibility.h"

#include <fmt/format.h>

namespace pignus::store {

std::string visible(const std::string& alias) {
  return fmt::format(
      "EXISTS (SELECT 1 FROM sighting g JOIN import i ON i.id = g.import_id WHERE g.fact_id = "
      "{}.fact_id AND i.state = 'complete')",
      alias);
}

Visibility::Visibility(sql::Database& database) {
  sql::Statement rows(database, "SELECT id FROM import WHERE state = 'running' ORDER BY id");
  while (rows.step()) {
    unfinished_ += fmt::format("{}{}", unfinished_.empty() ? "" : ", ", rows.integer(0));
  }
}

std::string Visibility::of(const std::string& alias) const {
  return fmt::format("EXISTS (SELECT 1 FROM sighting g WHERE g.fact_id = {}.fact_id{})", alias,
                     and_counts("g"));
}

std::string Visibility::and_counts(const std::string& alias) const {
  // Every import is either running or complete.
  if (unfinished_.empty()) return "";
  return fmt::format(" AND {}.import_id NOT IN ({})", alias, unfinished_);
}

}  // namespace pignus::store
