// What is known of taking security over know-how, software and data: standards/pledge.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

struct UnregisteredPledge {
  std::string jurisdiction;  ///< "": any
  std::string kind;          ///< as book::name_of(UnregisteredKind); "": any
  std::string message;       ///< message key
  std::string settles;       ///< message key
  Evidence evidence;
};

struct UnregisteredPledgeRules {
  std::string id;
  std::string version;
  std::string title;  ///< message key
  Date from;
  std::vector<UnregisteredPledge> entries;  ///< the first that fits counts; the last fits all

  std::string name() const { return id + "-" + version; }
  const UnregisteredPledge& entry(std::string_view jurisdiction, std::string_view kind) const;
};

/// kInvalidInput names file, line and key; so it does where the last entry does not fit all.
[[nodiscard]] Result<UnregisteredPledgeRules> parse_unregistered_pledge(std::string_view toml,
                                                                        std::string_view file);
/// Fails only where the program's own file is wrong.
[[nodiscard]] Result<UnregisteredPledgeRules> load_unregistered_pledge();

}  // namespace pignus::standards
