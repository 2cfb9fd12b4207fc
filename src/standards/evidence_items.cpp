#include "standards/evidence_items.h"

#include <array>
#include <optional>
#include <set>
#include <utility>

#include "standards/embedded.h"
#include "standards/graded_table.h"

namespace pignus::standards {

namespace {

constexpr std::array<std::pair<std::string_view, EvidenceItemRole>, 3> kRoles{{
    {"gate", EvidenceItemRole::kGate},
    {"secrecy", EvidenceItemRole::kSecrecy},
    {"widen", EvidenceItemRole::kWiden},
}};

std::optional<EvidenceItemRole> parse_role(std::string_view name) {
  for (const auto& [role_name, role] : kRoles) {
    if (role_name == name) {
      return role;
    }
  }
  return std::nullopt;
}

EvidenceItemRow read_item(TomlTable& table) {
  EvidenceItemRow row;
  row.id = table.text("id");
  row.title = table.text("title");
  row.title_zh = table.text("title_zh");
  row.kinds = table.texts("kinds");
  if (row.kinds.empty()) {
    table.refuse("kinds", "names no kind");
  }
  for (const std::string& kind : row.kinds) {
    if (kind != "know_how" && kind != "software" && kind != "data") {
      table.refuse("kinds", "no such kind: " + kind);
    }
  }
  if (const auto role = parse_role(table.text("role"))) {
    row.role = *role;
  } else {
    table.refuse("role", "must be gate, secrecy or widen");
  }
  row.evidence = read_graded(table);
  table.close();
  return row;
}

}  // namespace

Result<std::vector<EvidenceItemRow>> parse_evidence_items(std::string_view toml,
                                                          std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  root.text("id");
  root.text("version");
  std::vector<EvidenceItemRow> rows;
  std::set<std::string> ids;
  for (TomlTable& table : root.tables("items")) {
    rows.push_back(read_item(table));
    if (!ids.insert(rows.back().id).second) {
      table.refuse("id", "used twice");
    }
  }
  if (rows.empty()) {
    root.refuse("items", "a list needs at least one item");
  }
  PIGNUS_TRY(root.finish());
  return rows;
}

Result<std::vector<EvidenceItemRow>> load_evidence_items() {
  constexpr std::string_view kPath = "scorecards/evidence/unregistered.toml";
  return parse_evidence_items(embedded_file(kPath), kPath);
}

}  // namespace pignus::standards
