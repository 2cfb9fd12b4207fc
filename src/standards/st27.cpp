#include "standards/st27.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/toml_table.h"

namespace pignus::standards {
namespace {

bool is_event(std::string_view text) {
  return text.empty() || (text.size() == 3 && text[0] >= 'A' && text[0] <= 'Y' && text[1] >= '0' &&
                          text[1] <= '9' && text[2] >= '0' && text[2] <= '9');
}

std::tuple<std::string_view, std::string_view> place(const EventMapping& row) {
  return {row.office, row.code};
}

}  // namespace

Result<std::vector<EventMapping>> parse_event_mappings(std::string_view toml,
                                                       std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable top(parsed, file);
  const std::string office = top.text("office");
  Evidence evidence{top.text("source"), Grade::kOwn};
  if (const auto grade = parse_grade(top.text("grade"))) {
    evidence.grade = *grade;
  } else {
    top.refuse("grade", "must be seen, recalled or own");
  }
  std::vector<EventMapping> mappings;
  std::set<std::string> seen;
  for (TomlTable& row : top.tables("codes")) {
    EventMapping mapping{office, "", row.text("st27"), 0, "", "", evidence};
    mapping.fee_year = static_cast<int>(row.optional_integer("fee_year").value_or(0));
    mapping.effect = row.optional_text("effect").value_or("");
    mapping.state = row.optional_text("state").value_or("");
    if (!is_event(mapping.st27)) {
      row.refuse("st27", "\"" + mapping.st27 + "\" is no event of ST.27");
    }
    for (const std::string& code : row.texts("codes")) {
      if (!seen.insert(code).second) {
        row.refuse("codes", "\"" + code + "\" stands twice");
      }
      mapping.code = code;
      mappings.push_back(mapping);
    }
    PIGNUS_TRY(row.finish());
  }
  PIGNUS_TRY(top.finish());
  return mappings;
}

const std::vector<EventMapping>& embedded_event_mappings() {
  static const std::vector<EventMapping> all_of_them = [] {
    std::vector<EventMapping> all;
    for (const std::string& path : embedded_files("st27/")) {
      if (!path.ends_with(".toml")) {
        continue;  // the events themselves: st27_events.h
      }
      const auto some = parse_event_mappings(embedded_file(path), path);
      PIGNUS_CHECK(some.has_value());
      all.insert(all.end(), some->begin(), some->end());
    }
    std::sort(all.begin(), all.end(),
              [](const EventMapping& a, const EventMapping& b) { return place(a) < place(b); });
    return all;
  }();
  return all_of_them;
}

const EventMapping* event_mapping(std::string_view office, std::string_view code) {
  const auto& all = embedded_event_mappings();
  const std::tuple<std::string_view, std::string_view> wanted{office, code};
  const auto at =
      std::lower_bound(all.begin(), all.end(), wanted,
                       [](const EventMapping& row, const auto& key) { return place(row) < key; });
  return at != all.end() && place(*at) == wanted ? &*at : nullptr;
}

}  // namespace pignus::standards
