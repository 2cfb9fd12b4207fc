// Holds the catalogue against the program: every key that the sources and standards name has a
// message, and every message is named somewhere.
#include <filesystem>
#include <gtest/gtest.h>
#include <regex>
#include <set>

#include "book/underwriting.h"
#include "core/file.h"
#include "registers/status.h"
#include "report/messages.h"
#include "standards/risk_parameters.h"
#include "standards/valuation_parameters.h"

namespace pignus::report {
namespace {

namespace fs = std::filesystem;

const fs::path kTree = PIGNUS_SOURCE_DIR;

/// Texts in quotes that have the form of a key ("ui.unknown") or of its beginning ("state."), with
/// one file that holds them. Tests name keys that must not exist, so they are left out.
std::map<std::string, std::string> quoted_words() {
  static const std::regex kWord(R"re("([a-z][a-z0-9_]*\.(?:[a-z0-9_]+\.)*[a-zA-Z0-9_]*)#?")re");
  std::map<std::string, std::string> words;
  for (const char* folder : {"src", "standards"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kTree / folder)) {
      const std::string name = entry.path().filename().string();
      const std::string kind = entry.path().extension().string();
      if (!entry.is_regular_file() || name.ends_with("_test.cpp") ||
          entry.path().string().find("/testdata/") != std::string::npos ||
          (kind != ".cpp" && kind != ".h" && kind != ".toml")) {
        continue;
      }
      const auto text = read_file(entry.path());
      if (!text) {
        ADD_FAILURE() << describe(text.error());
        continue;
      }
      for (std::sregex_iterator at(text->begin(), text->end(), kWord), end; at != end; ++at) {
        words.emplace((*at)[1].str(), fs::relative(entry.path(), kTree).string());
      }
    }
  }
  return words;
}

std::set<std::string> groups() {
  std::set<std::string> out;
  for (const auto& [key, message] : Messages::built_in().all()) {
    out.insert(key.substr(0, key.find('.')));
  }
  return out;
}

bool is_file_name(const std::string& word) {
  for (const char* end : {".h", ".cpp", ".toml", ".csv", ".tsv", ".json", ".html", ".xml", ".db",
                          ".txt", ".sql", ".zip", ".gz", ".sqlite"}) {
    if (word.ends_with(end)) {
      return true;
    }
  }
  return false;
}

/// The program puts the end to it.
bool is_beginning(const std::string& word) {
  return word.back() == '.' || word.back() == '_';
}

TEST(MessageKeys, EveryKeyNamedHasAMessage) {
  const std::set<std::string> known = groups();
  const auto& all = Messages::built_in();
  for (const auto& [word, file] : quoted_words()) {
    if (!is_beginning(word) && known.contains(word.substr(0, word.find('.'))) &&
        !is_file_name(word)) {
      EXPECT_TRUE(all.contains(word)) << word << " (named in " << file << ") has no message";
    }
  }
}

TEST(MessageKeys, EveryMessageIsNamedSomewhere) {
  const auto words = quoted_words();
  std::vector<std::string> beginnings;  // "state." + name_of(state)
  for (const auto& [word, file] : words) {
    if (is_beginning(word)) {
      beginnings.push_back(word);
    }
  }
  for (const auto& [key, message] : Messages::built_in().all()) {
    // Or its parent is named, and the end put to it: a case "x.more", a fallback "x.unknown".
    bool used = words.contains(key) || words.contains(key.substr(0, key.rfind('.')));
    for (const std::string& beginning : beginnings) {
      used = used || key.starts_with(beginning);
    }
    EXPECT_TRUE(used) << key << " is named nowhere";
  }
}

template <typename Enum>
void expect_words(const std::string& group, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const std::string key = group + std::string(name_of(static_cast<Enum>(i)));
    EXPECT_TRUE(Messages::built_in().contains(key)) << key;
  }
}

TEST(MessageKeys, EveryNameOfAnEnumerationHasAWord) {
  expect_words("state.", registers::LegalState::kAbandoned);
  expect_words("type.", registers::RightType::kTrademark);
  expect_words("conveyance.", registers::ConveyanceClass::kOther);
  expect_words("lien_note.", registers::LienNote::kUnclearEvent);
  expect_words("severity.", book::Severity::kCritical);
  expect_words("verdict.", book::Verdict::kRefused);
  expect_words("outcome.", book::Outcome::kDecline);
  expect_words("grade.", standards::Grade::kOwn);
  expect_words("overlap.kind.", book::OverlapKind::kComplements);
  expect_words("overlap.reason.", book::OverlapKind::kComplements);
}

std::string unit_key(const std::string& unit) {
  std::string key = "unit.";
  for (const char c : unit) {
    key += c == ' ' || c == '/' ? '_' : c;
  }
  return key;
}

TEST(MessageKeys, EveryParameterHasAWordForItsUnit) {
  const auto risk = standards::load_risk_parameters();
  const auto valuation = standards::load_valuation_parameters();
  ASSERT_TRUE(risk && valuation);
  for (const standards::ParameterSet* set :
       {&risk->terms, &risk->altman, &valuation->common, &valuation->liquidation}) {
    for (const auto& [name, parameter] : set->values) {
      EXPECT_TRUE(Messages::built_in().contains(unit_key(parameter.unit)))
          << set->id << " " << name << " " << parameter.unit;
    }
  }
}

TEST(MessageKeys, EveryScorecardHasAName) {
  const auto valuation = standards::load_valuation_parameters();
  ASSERT_TRUE(valuation);
  for (const standards::Scorecard& card : valuation->scorecards) {
    EXPECT_TRUE(Messages::built_in().contains("scorecard." + card.id)) << card.id;
  }
}

TEST(MessageKeys, EveryMethodZoneAndInputHasAWord) {
  for (const char* key : {"method.relief_from_royalty",
                          "method.renewal",
                          "method.cost",
                          "method.population",
                          "method.excess_earnings",
                          "method.with_and_without",
                          "method.premium_profit",
                          "method.option",
                          "method.brand_premium",
                          "method.income_split",
                          "method.comparables",
                          "method.hedonic",
                          "method.unregistered_income",
                          "method.plan_methods",
                          "method.market_methods",
                          "basis.orderly_liquidation",
                          "basis.forced_sale",
                          "zone.safe",
                          "zone.grey",
                          "zone.distress",
                          "zone.assumed",
                          "zone.unknown",
                          "input.pd",
                          "input.plan_factor",
                          "input.deal_price",
                          "input.royalty_rate",
                          "input.product_revenue",
                          "input.share_of_product",
                          "input.revenue_growth",
                          "input.discount_rate",
                          "input.tax_rate",
                          "input.age_years",
                          "input.economic_life_years",
                          "input.development_cost",
                          "input.cost_profit_share",
                          "input.cost_return_rate",
                          "input.cost_price_drift",
                          "input.physical_obsolescence",
                          "input.unregistered_earnings",
                          "input.unregistered_decay",
                          "input.unregistered_leak",
                          "input.unregistered_sigma",
                          "input.copyright_years_left",
                          "input.value_decay",
                          "input.value_volatility",
                          "input.default_correlation",
                          "input.extinction",
                          "input.confidence",
                          "input.funding_rate",
                          "input.operating_cost"}) {
    EXPECT_TRUE(Messages::built_in().contains(key)) << key;
  }
}

}  // namespace
}  // namespace pignus::report
