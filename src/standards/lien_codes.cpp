#include "standards/lien_codes.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/toml_table.h"

namespace pignus::standards {
namespace {

constexpr std::array<std::string_view, 13> kNames{
    "pledge",     "pledge_change",  "pledge_release", "attachment",    "attachment_release",
    "licence",    "licence_change", "licence_end",    "licence_offer", "licence_offer_end",
    "insolvency", "request",        "unclear"};

std::tuple<std::string_view, std::string_view> place(const LienCode& row) {
  return {row.office, row.code};
}

}  // namespace

std::string_view name_of(LienEffect effect) {
  return kNames.at(static_cast<std::size_t>(effect));
}

std::optional<LienEffect> parse_lien_effect(std::string_view name) {
  const auto at = std::ranges::find(kNames, name);
  if (at == kNames.end()) {
    return std::nullopt;
  }
  return static_cast<LienEffect>(at - kNames.begin());
}

Result<std::vector<LienCode>> parse_lien_codes(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable top(parsed, file);
  const std::string office = top.text("office");
  Evidence evidence{top.text("source"), Grade::kOwn};
  if (const auto grade = parse_grade(top.text("grade"))) {
    evidence.grade = *grade;
  } else {
    top.refuse("grade", "must be seen, recalled or own");
  }
  std::vector<LienCode> codes;
  std::set<std::string> seen;
  for (TomlTable& row : top.tables("codes")) {
    LienCode code{office, "", LienEffect::kUnclear, row.optional_text("state").value_or(""),
                  evidence};
    const std::string effect = row.text("effect");
    if (const auto known = parse_lien_effect(effect)) {
      code.effect = *known;
    } else {
      row.refuse("effect", "\"" + effect + "\" is no effect");
    }
    for (const std::string& text : row.texts("codes")) {
      if (!seen.insert(text).second) {
        row.refuse("codes", "\"" + text + "\" stands twice");
      }
      code.code = text;
      codes.push_back(code);
    }
    PIGNUS_TRY(row.finish());
  }
  PIGNUS_TRY(top.finish());
  return codes;
}

const std::vector<LienCode>& embedded_lien_codes() {
  static const std::vector<LienCode> all_of_them = [] {
    std::vector<LienCode> all;
    for (const std::string& path : embedded_files("liens/")) {
      const auto some = parse_lien_codes(embedded_file(path), path);
      PIGNUS_CHECK(some.has_value());
      all.insert(all.end(), some->begin(), some->end());
    }
    std::ranges::sort(all, {}, place);
    return all;
  }();
  return all_of_them;
}

const LienCode* lien_code(std::string_view office, std::string_view code) {
  const auto& all = embedded_lien_codes();
  const std::tuple wanted{office, code};
  const auto at = std::ranges::lower_bound(all, wanted, {}, place);
  return at != all.end() && place(*at) == wanted ? &*at : nullptr;
}

}  // namespace pignus::standards
