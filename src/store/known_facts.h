// What is known of rights, out of indices alone. The statements stand here, where a test asks both
// engines whether an index answers them.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registers/right.h"
#include "store/right_aliases.h"
#include "store/sql/database.h"
#include "store/visibility.h"

namespace pignus::store {

enum class KnownKind { kRecord, kEvent, kRecording, kRetraction };

/// `columns` of every fact under the keys ?1 that is seen, by the tables of KnownKind, which is the
/// first column. x is the table; `join` and `when` may say more of it.
std::string facts_under_keys(sql::Dialect dialect, const Visibility& seen, std::string_view columns,
                             std::string_view join, std::string_view when);
/// KnownKind, key, day known and id of what became known under the keys ?1 after the day ?2 and by
/// the day ?3.
std::string news_sql(sql::Dialect dialect, const Visibility& seen);
/// Key, day known, date, code and ST.27 of the events under the keys ?1 known by the day ?2.
std::string status_line_sql(sql::Dialect dialect, const Visibility& seen);

/// The keys under which facts of each of some rights may stand.
class RightKeys {
 public:
  RightKeys(RightAliases& aliases, std::span<const registers::RightId> ids);

  const std::set<std::string>& of(std::size_t right) const { return keys_[right]; }
  /// Of all of them, as a statement's list.
  std::string list(sql::Dialect dialect) const;

 private:
  std::vector<std::set<std::string>> keys_;
};

}  // namespace pignus::store
