#include "text/tokens.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <thread>

namespace pignus::text {
namespace {

using Terms = std::vector<std::string>;

Tokenizer tokenizer(const TokenRules& rules = {{"the", "said", "of"}, {"所述", "所述的", "其中"}}) {
  auto made = Tokenizer::make(rules);
  EXPECT_TRUE(made) << (made ? "" : describe(made.error()));
  return *made;
}

TEST(Tokens, FormsOfOneWordAreOneTerm) {
  const Tokenizer cut = tokenizer();
  // Stems as the Snowball project prints them for its English stemmer.
  EXPECT_EQ(cut.terms("consigned consigning consignment"),
            (Terms{"consign", "consign", "consign"}));
  EXPECT_EQ(cut.terms("flies dying"), (Terms{"fli", "die"}));
  EXPECT_EQ(cut.terms("The PUMPS of said pump"), (Terms{"pump", "pump"}));
}

TEST(Tokens, NumbersAndSingleLettersSayNothing) {
  EXPECT_EQ(tokenizer().terms("the rotor (10) of a 5G x-ray unit, 802.11"),
            (Terms{"rotor", "5g", "ray", "unit"}));
}

TEST(Tokens, WidthCaseAndBrokenBytes) {
  const Tokenizer cut = tokenizer();
  EXPECT_EQ(cut.terms("Ｒｏｔｏｒ ROTORS"), (Terms{"rotor", "rotor"}));
  EXPECT_EQ(cut.terms("Größe"), (Terms{"grösse"}));
  EXPECT_EQ(cut.terms("ro\xFFtor"), (Terms{"ro", "tor"}));
  EXPECT_EQ(cut.terms("\xE6\x97"), Terms{});
  EXPECT_EQ(cut.terms(std::string("rotor\0blade", 11)), (Terms{"rotor", "blade"}));
}

TEST(Tokens, PairsOfHanCharactersWithoutTheWordsOfClaims) {
  const Tokenizer cut = tokenizer();
  EXPECT_EQ(cut.terms("所述的无人机"), (Terms{"无人", "人机"}));
  EXPECT_EQ(cut.terms("無人機"), (Terms{"无人", "人机"}));
  EXPECT_EQ(cut.terms("电池其中电机"), (Terms{"电池", "电机"}));
  EXPECT_EQ(cut.terms("泵 LED灯"), (Terms{"泵", "led", "灯"}));
  EXPECT_EQ(cut.terms("所述"), Terms{});
  EXPECT_EQ(tokenizer({{}, {"其中"}}).terms("其中"), Terms{});
  EXPECT_EQ(tokenizer({{}, {"無人"}}).terms("无人机"), (Terms{"机"}));
}

TEST(Tokens, OtherScriptsAreWords) {
  EXPECT_EQ(tokenizer().terms("ドローン 무인기 насос"), (Terms{"ドローン", "무인기", "насос"}));
}

TEST(Tokens, BoundsHold) {
  const Tokenizer cut = tokenizer();
  EXPECT_EQ(cut.terms(std::string(1000, 'z')).at(0).size(), 40U);
  const std::string longer = std::string(Tokenizer::kTextBytesMax - 1, ' ') + "泵 pump";
  EXPECT_EQ(cut.terms(longer), Terms{});
}

TEST(Tokens, RulesAreChecked) {
  const auto field = [](const TokenRules& rules) {
    const auto made = Tokenizer::make(rules);
    return made ? std::string("accepted") : made.error().where.field;
  };
  EXPECT_EQ(field({{"two words"}, {}}), "words");
  EXPECT_EQ(field({{""}, {}}), "words");
  EXPECT_EQ(field({{}, {"ab"}}), "phrases");
  EXPECT_EQ(field({{}, {""}}), "phrases");
  EXPECT_EQ(field({{"the"}, {"所述"}}), "accepted");
}

RC_GTEST_PROP(Tokens, TheQuickPathForAsciiIsTheSlowOne, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange('\x01', '\x7F'));
  const Tokenizer cut = tokenizer();
  // A dash of typography makes the text no ASCII and ends a word.
  RC_ASSERT(cut.terms(text) == cut.terms(text + " \u2014"));
}

RC_GTEST_PROP(Tokens, AnyBytesGiveTermsThatAreUtf8AndDoNotDependOnCase, ()) {
  const auto text = *rc::gen::arbitrary<std::string>();
  const Tokenizer cut = tokenizer();
  double count = 0;
  for (const auto& [term, times] : cut.counts(text)) {
    RC_ASSERT(!term.empty());
    count += times;
  }
  RC_ASSERT(count == static_cast<double>(cut.terms(text).size()));
  std::string upper = text;
  for (char& c : upper) {
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  RC_ASSERT(cut.terms(upper) == cut.terms(text));
}

RC_GTEST_PROP(Tokens, TextsSideBySideHaveTheTermsOfBoth, ()) {
  const auto piece = rc::gen::element<std::string>("rotor blades", "锂电池的", "所述", "x", "(12)");
  const std::string left = *piece;
  const std::string right = *piece;
  const Tokenizer cut = tokenizer();
  Terms both = cut.terms(left);
  for (const std::string& term : cut.terms(right)) {
    both.push_back(term);
  }
  RC_ASSERT(cut.terms(left + "; " + right) == both);
}

TEST(Tokens, ThreadsShareOne) {
  const Tokenizer cut = tokenizer();
  const std::string text = "unmanned aerial vehicles 無人機 charging stations";
  const Terms expected = cut.terms(text);
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        count += cut.terms(text) == expected ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(wrong, std::vector<int>(4));
}

}  // namespace
}  // namespace pignus::text
