// Which keys are one right: offices number a right anew when they publish and grant it, and the
// application's number is what its records have in common.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/sql/database.h"
#include "store/visibility.h"

namespace pignus::store {

/// The aliases of those keys ?1, from both ends: 1, application, right, from_record, known, granted
/// of the keys as applications; 0, application, right, … of the keys as rights. By indices alone.
std::string alias_sql(sql::Dialect dialect, const Visibility& seen);

/// An application became the right that its own record names; of several, as where the publication
/// has another number than the patent, the one granted. Without such a record, the right that
/// recordings name, if they agree on one: a mistyped number in a recording must not join two
/// patents. Those known by the day are asked before later ones, so that a recording yet to come
/// does not change what a day's answer was.
class RightAliases {
 public:
  RightAliases(sql::Database& database, std::string known_by, const Visibility& seen);

  /// Reads at once what the questions below will need; without it they ask key by key.
  void prefetch(const std::set<std::string>& keys);
  /// The key under which the right is known on the day.
  std::string key_on(const std::string& key);
  /// All keys under which facts of the right may stand, whenever known.
  std::set<std::string> keys_of(const std::string& key);
  /// What was read is forgotten: for the next of many rights.
  void clear();

 private:
  struct Target {
    std::string right;  ///< "" when the application leads nowhere for certain
    std::string known;  ///< the first day a fact joins the two
  };
  struct Candidate {
    std::string known;
    bool granted = false;
  };
  using Candidates = std::map<std::string, Candidate>;
  /// What the aliases say of one key.
  struct Links {
    Candidates of_records;               ///< as an application: what its own records say it became
    Candidates of_recordings;            ///< the same by recordings
    std::set<std::string> applications;  ///< as a right
  };

  const Links& links_of(const std::string& key);
  void load(const std::set<std::string>& keys);
  const Target& target_of(const std::string& application);
  /// Of an application, or of a publication by way of its application.
  Target right_of(const std::string& key);
  Target find_target(const std::string& application);

  sql::Dialect dialect_;
  std::string known_by_;
  sql::Statement rows_;
  std::map<std::string, Links> links_;
  std::map<std::string, Target> targets_;
};

}  // namespace pignus::store
