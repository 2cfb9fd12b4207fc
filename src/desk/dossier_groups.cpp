// groups.toml of a dossier: rights whose worth is not to be added up.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "desk/dossier_reader.h"
#include "registers/number.h"
#include "standards/toml_table.h"

namespace pignus::desk {

namespace {

using standards::TomlTable;

/// The offered right a group names: by its number as written, or by what that number means.
const book::OfferedRight* offered_in(const book::Dossier& dossier, const std::string& number) {
  const auto key = registers::parse_right_key(number);
  for (const book::OfferedRight& right : dossier.rights) {
    if (right.stated_number == number || (key && right.id && *right.id == *key)) {
      return &right;
    }
  }
  return nullptr;
}

void read_members(TomlTable& table, const book::Dossier& dossier, std::set<std::string>& taken,
                  book::StatedGroup& group) {
  for (const std::string& text : table.optional_texts("rights")) {
    const std::string number(trim(text));
    const book::OfferedRight* const right = offered_in(dossier, number);
    if (right == nullptr) {
      table.refuse("rights", number + " is no right that rights.csv offers");
    } else if (!taken.insert(right->id ? right->id->value : right->stated_number).second) {
      table.refuse("rights", number + " is in a group already");
    } else {
      group.rights.push_back({right->id, right->stated_number});
    }
  }
  if (group.rights.size() < 2) {
    table.refuse("rights", "must name two offered rights or more");
  }
}

void read_degree(TomlTable& table, book::StatedGroup& group) {
  const auto keys = table.keys();
  if (std::find(keys.begin(), keys.end(), "overlap") == keys.end()) {
    return;
  }
  TomlTable range = table.table("overlap", true);
  group.overlap = {range.number("low"), range.number("mode"), range.number("high")};
  const bool ordered = group.overlap->low >= 0 && group.overlap->low <= group.overlap->mode &&
                       group.overlap->mode <= group.overlap->high && group.overlap->high <= 1;
  if (!ordered) {
    range.refuse("mode", "low, mode and high must rise within 0 and 1");
  }
  range.close();
}

}  // namespace

Status parse_groups(std::string_view text, std::string_view file, const DossierLimits& limits,
                    book::Dossier& dossier) {
  standards::TomlLimits toml_limits;
  toml_limits.bytes_max = limits.toml_bytes_max;
  toml_limits.items_max = limits.rights_max;
  PIGNUS_ASSIGN(const toml::table parsed, standards::parse_toml(text, file, toml_limits));
  TomlTable root(parsed, file, toml_limits);
  std::set<std::string> names;
  std::set<std::string> taken;
  for (TomlTable& table : root.tables("groups")) {
    book::StatedGroup group;
    group.name = trim(table.text("name"));
    if (group.name.empty() || !names.insert(group.name).second) {
      table.refuse("name", "must not be empty, nor name another group");
    }
    const auto kind = book::parse_overlap_kind(table.text("kind"));
    if (!kind) {
      table.refuse("kind", "must be family, substitutes or complements");
    }
    group.kind = kind.value_or(book::OverlapKind::kFamily);
    group.source = table.text("source");
    if (trim(group.source).empty()) {
      table.refuse("source", "must say who says so and why");
    }
    read_members(table, dossier, taken, group);
    read_degree(table, group);
    table.close();
    dossier.groups.push_back(std::move(group));
  }
  return root.finish();
}

}  // namespace pignus::desk
