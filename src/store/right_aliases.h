// Which keys are one right: offices number a right anew when they publish and grant it, and the
// application's number is what its records have in common.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/sql/database.h"

namespace pignus::store {

/// An application became the right that its own record names; of several, as where the publication
/// has another number than the patent, the one granted. Without such a record, the right that
/// recordings name, if they agree on one: a mistyped number in a recording must not join two
/// patents. Those known by the day are asked before later ones, so that a recording yet to come
/// does not change what a day's answer was.
class RightAliases {
 public:
  RightAliases(sql::Database& database, std::string known_by);

  /// The key under which the right is known on the day.
  std::string key_on(const std::string& key);
  /// All keys under which facts of the right may stand, whenever known.
  std::set<std::string> keys_of(const std::string& key);

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

  const Target& target_of(const std::string& application);
  /// Of an application, or of a publication by way of its application.
  Target right_of(const std::string& key);
  Target find_target(const std::string& application);
  std::vector<std::string> applications_of(const std::string& right);
  /// Rights whose own records name the application.
  std::vector<std::string> rights_of(const std::string& application);

  std::string known_by_;
  sql::Statement targets_;
  sql::Statement names_;
  std::map<std::string, Target> cache_;
};

}  // namespace pignus::store
