// Weekly and daily files are deltas: in any order, any number of times, the store is the same and
// so is every answer as of a day.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include "core/random_stream.h"
#include "desk/register_reader.h"
#include "support/made_up_facts.h"

namespace pignus::desk {
namespace {

using store::testing::TemporaryFolder;

constexpr int kRights = 5;
constexpr int kWeeks = 4;

std::string docdb_document(const std::string& attributes, int right, const std::string& title) {
  return fmt::format(
      "<exch:exchange-document {} country=\"EP\" doc-number=\"{}\" kind=\"A1\" "
      "date-publ=\"20200108\" family-id=\"77\"><exch:bibliographic-data>"
      "<exch:publication-reference data-format=\"docdb\"><document-id><country>EP</country>"
      "<doc-number>{}</doc-number><kind>A1</kind><date>20200108</date></document-id>"
      "</exch:publication-reference><exch:invention-title lang=\"en\">{}</exch:invention-title>"
      "</exch:bibliographic-data></exch:exchange-document>",
      attributes, 4000000 + right, 4000000 + right, title);
}

/// One week of amendments: new titles for some documents, deletions of others.
std::string docdb_week(RandomStream& random, int week) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><exch:exchange-documents "
      "xmlns:exch=\"http://www.epo.org/exchange\" date-of-exchange=\"" +
      fmt::format("202002{:02}", 3 + week) + "\">";
  for (int right = 0; right < kRights; ++right) {
    const auto kind = random.below(4);
    const std::string last = fmt::format("date-of-last-exchange=\"202002{:02}\"", 3 + week);
    if (kind == 0) text += docdb_document("status=\"D\" " + last, right, "Gone");
    if (kind == 1) {
      text += docdb_document("status=\"A\" " + last, right, fmt::format("Valve, week {}", week));
    }
  }
  return text + "</exch:exchange-documents>";
}

/// A folder of the plain format: events of the same rights.
void write_plain(const std::filesystem::path& folder, RandomStream& random) {
  std::filesystem::create_directories(folder);
  std::ofstream events(folder / "events.csv");
  events << "right,code,st27,date,known,description,details,origin\n";
  for (int i = 0; i < 6; ++i) {
    events << fmt::format("EP-P-{},X{},,2020-02-{:02},,,,\n", 4000000 + random.below(kRights),
                          random.below(3), 1 + random.below(20));
  }
}

std::vector<std::filesystem::path> make_files(const TemporaryFolder& folder, std::uint64_t seed) {
  RandomStream random(seed, "desk/updates");
  std::vector<std::filesystem::path> files;
  for (int week = 0; week < kWeeks; ++week) {
    files.push_back(folder / fmt::format("week-{}.xml", week));
    std::ofstream(files.back()) << docdb_week(random, week);
  }
  files.push_back(folder / "own");
  write_plain(files.back(), random);
  return files;
}

struct Answers {
  std::string content;
  std::vector<registers::RightFacts> facts;
  store::StoreCounts counts;

  friend bool operator==(const Answers&, const Answers&) = default;
};

Answers answers_after(const std::filesystem::path& path,
                      const std::vector<std::filesystem::path>& files) {
  auto store = store::Store::open(path, store::OpenMode::kCreate);
  EXPECT_TRUE(store);
  for (const auto& file : files) {
    const auto outcome = import_source(*store, file, {"test", ""}, silent_progress());
    EXPECT_TRUE(outcome) << describe(outcome.error());
  }
  EXPECT_TRUE(store->verify_journal());
  Answers answers{*store->content_hash(), {}, *store->counts()};
  for (int right = 0; right < kRights; ++right) {
    for (const char* day : {"2020-01-31", "2020-02-04", "2020-02-05", "2020-02-06", "2020-03-01"}) {
      answers.facts.push_back(
          *store->facts_of({fmt::format("EP-P-{}", 4000000 + right)}, *Date::parse(day)));
    }
  }
  return answers;
}

/// A property over seeds; few of them, for each writes two stores to disk.
TEST(Updates, AnyOrderAndRepetitionGivesTheSameStore) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    TemporaryFolder folder;
    const auto files = make_files(folder, seed);
    const Answers straight = answers_after(folder / "straight.db", files);
    ASSERT_GT(straight.counts.records + straight.counts.retractions, 0U);
    ASSERT_GT(straight.counts.events, 0U);
    std::vector<std::filesystem::path> shuffled = files;
    RandomStream random(seed, "desk/updates/order");
    for (const auto& file : files) {
      if (random.below(2) == 0) shuffled.push_back(file);
    }
    for (std::size_t i = shuffled.size(); i > 1; --i) {
      std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    }
    EXPECT_EQ(answers_after(folder / "shuffled.db", shuffled), straight) << "seed " << seed;
  }
}

TEST(Updates, ARetractionCountsFromItsDayWhateverCameFirst) {
  TemporaryFolder folder;
  const auto week = [](const std::string& day, const std::string& document) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><exch:exchange-documents "
           "xmlns:exch=\"http://www.epo.org/exchange\" date-of-exchange=\"" +
           day + "\">" + document + "</exch:exchange-documents>";
  };
  std::ofstream(folder / "1.xml") << week(
      "20200203", docdb_document("status=\"A\" date-of-last-exchange=\"20200203\"", 0, "Valve"));
  std::ofstream(folder / "2.xml") << week(
      "20200210", docdb_document("status=\"D\" date-of-last-exchange=\"20200210\"", 0, "Valve"));
  for (const bool deletion_first : {false, true}) {
    auto store =
        store::Store::open(folder / fmt::format("{}.db", deletion_first), store::OpenMode::kCreate);
    ASSERT_TRUE(store);
    for (const char* file :
         {deletion_first ? "2.xml" : "1.xml", deletion_first ? "1.xml" : "2.xml"}) {
      ASSERT_TRUE(import_source(*store, folder / file, {"test", ""}, silent_progress()));
    }
    const auto before = store->facts_of({"EP-P-4000000"}, *Date::parse("2020-02-09"));
    const auto on = store->facts_of({"EP-P-4000000"}, *Date::parse("2020-02-10"));
    ASSERT_TRUE(before && on);
    ASSERT_NE(before->latest_record(), nullptr);
    EXPECT_EQ(before->latest_record()->title, "Valve");
    EXPECT_EQ(on->latest_record(), nullptr);
    EXPECT_EQ(on->records.size(), 1U) << "kept, and passed over";
  }
}

TEST(Sources, AFolderOfFilesIsEachFileAndAPlainFolderIsOne) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in/own");
  for (const char* name : {"in/b.xml", "in/a.zip", "in/own/rights.csv", "in/own/events.csv",
                           "in/.hidden", "in/c.xml.part", "in/d.tmp", "in/e~"}) {
    std::ofstream(folder / name) << "x";
  }
  const auto sources = sources_under(folder / "in");
  ASSERT_TRUE(sources) << describe(sources.error());
  EXPECT_EQ(*sources, (std::vector<std::filesystem::path>{folder / "in/a.zip", folder / "in/b.xml",
                                                          folder / "in/own"}));
  EXPECT_EQ(*sources_under(folder / "in/own"),
            std::vector<std::filesystem::path>{folder / "in/own"});
  EXPECT_EQ(*sources_under(folder / "in/.hidden"),
            std::vector<std::filesystem::path>{folder / "in/.hidden"})
      << "named by the user himself";
  std::filesystem::create_directories(folder / "empty");
  EXPECT_EQ(sources_under(folder / "empty").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(sources_under(folder / "none").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace pignus::desk
