#include "standards/stop_words.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace pignus::standards {
namespace {

TEST(StopWords, OwnListIsReadWithItsGrade) {
  const StopWords& list = embedded_stop_words();
  EXPECT_EQ(list.evidence.grade, Grade::kOwn);
  EXPECT_NE(std::ranges::find(list.words, "wherein"), list.words.end());
  EXPECT_NE(std::ranges::find(list.phrases, "所述"), list.phrases.end());
}

TEST(StopWords, MistakesAreNamed) {
  const auto field = [](std::string_view toml) {
    const auto parsed = parse_stop_words(toml, "list.toml");
    return parsed ? std::string("accepted") : parsed.error().where.field;
  };
  const std::string head = "id = 'a'\nversion = '1'\nsource = 's'\ngrade = 'own'\n";
  EXPECT_EQ(field(head + "words = ['the']\nphrases = ['的']"), "accepted");
  EXPECT_EQ(field(head + "phrases = []"), "words");
  EXPECT_EQ(field(head + "words = []\nphrases = [3]"), "phrases");
  EXPECT_EQ(field(head + "words = []\nphrases = []\nextra = 1"), "extra");
}

}  // namespace
}  // namespace pignus::standards
