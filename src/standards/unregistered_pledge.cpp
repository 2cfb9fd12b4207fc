#include "standards/unregistered_pledge.h"

#include <algorithm>
#include <utility>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/graded_table.h"

namespace pignus::standards {

const UnregisteredPledge& UnregisteredPledgeRules::entry(std::string_view jurisdiction,
                                                         std::string_view kind) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const UnregisteredPledge& one) {
        return (one.jurisdiction.empty() || one.jurisdiction == jurisdiction) &&
               (one.kind.empty() || one.kind == kind);
      });
  PIGNUS_CHECK(found != entries.end());
  return *found;
}

Result<UnregisteredPledgeRules> parse_unregistered_pledge(std::string_view toml,
                                                          std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  UnregisteredPledgeRules rules;
  rules.id = root.text("id");
  rules.version = root.text("version");
  rules.title = root.text("title");
  rules.from = root.date("from");
  for (TomlTable& table : root.tables("entries")) {
    UnregisteredPledge entry;
    entry.jurisdiction = table.text("jurisdiction");
    entry.kind = table.text("kind");
    entry.message = table.text("message");
    entry.settles = table.text("settles");
    entry.evidence = read_graded(table);
    table.close();
    rules.entries.push_back(std::move(entry));
  }
  if (rules.entries.empty() || !rules.entries.back().jurisdiction.empty() ||
      !rules.entries.back().kind.empty()) {
    root.refuse("entries", "the last entry must be for any jurisdiction and kind");
  }
  PIGNUS_TRY(root.finish());
  return rules;
}

Result<UnregisteredPledgeRules> load_unregistered_pledge() {
  constexpr std::string_view kPath = "pledge/unregistered.toml";
  return parse_unregistered_pledge(embedded_file(kPath), kPath);
}

}  // namespace pignus::standards
