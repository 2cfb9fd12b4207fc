#include "fleetwork/read_source.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "core/sha256.h"
#include "fleetwork/kinds.h"
#include "registers/read_file.h"
#include "store/fact_json.h"
#include "support/nats_server.h"

namespace pignus::fleetwork {
namespace {

const std::filesystem::path kExamples = std::filesystem::path(PIGNUS_SOURCE_DIR) / "examples";

Json survey(const std::filesystem::path& file, const std::string& name) {
  const auto result = read_source({file}, read_source_parameters({name}, false));
  EXPECT_TRUE(result) << describe(result.error());
  return Json::parse(result.value_or("{}"));
}

TEST(ReadSource, CountsAndHashesWhatTheReaderGives) {
  const auto file = kExamples / "one-family" / "docdb.xml";
  Sha256 content;
  std::uint64_t facts = 0;
  const auto summary = registers::read_register_file(
      file,
      {[&](registers::Fact&& fact) {
         const Sha256Digest digest = store::fact_hash(fact);
         content.update({reinterpret_cast<const char*>(digest.data()), digest.size()});
         ++facts;
         return true;
       },
       [](registers::Problem&&) { return true; }},
      {}, silent_progress());
  ASSERT_TRUE(summary);
  ASSERT_GT(facts, 0U);
  const Json result = survey(file, "docdb.xml");
  EXPECT_EQ(result.at("facts"), facts);
  EXPECT_EQ(result.at("content"), hex(content.finish()));
  EXPECT_EQ(result.at("format"), summary->format);
  EXPECT_EQ(result.at("records"), summary->records);
  std::uint64_t sum = 0;
  for (const auto& [kind, count] : result.at("kinds").items()) sum += count.get<std::uint64_t>();
  EXPECT_EQ(sum, facts);
}

TEST(ReadSource, ItsNameIsThatOfTheInputNotOfTheCache) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(write_file_atomically(folder.path() / "0123abcd", "no register at all"));
  const Json result = survey(folder.path() / "0123abcd", "made-up name.bin");
  EXPECT_EQ(result.at("error").at("code"), "unsupported");
  EXPECT_EQ(result.at("error").at("file"), "made-up name.bin");
}

TEST(ReadSource, ReadsAFolderOfThePlainFormat) {
  const auto folder = kExamples / "mingheng-sensors" / "registers";
  fleet::InputFiles inputs;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    inputs.push_back(entry.path());
    names.push_back(entry.path().filename().string());
  }
  const auto result = read_source(inputs, read_source_parameters(names, true));
  ASSERT_TRUE(result) << describe(result.error());
  EXPECT_GT(Json::parse(*result).at("facts"), 10);
  // An error speaks of the folder as little as of the machine.
  inputs.push_back(folder / "rights.csv");
  names.emplace_back("stranger.csv");
  const auto refused = read_source(inputs, read_source_parameters(names, true));
  ASSERT_TRUE(refused);
  EXPECT_TRUE(Json::parse(*refused).contains("error")) << *refused;
  EXPECT_EQ(refused->find("pignus-read-"), std::string::npos) << *refused;
}

TEST(ReadSource, NamesThatReachOutOfItsFolderAreRefused) {
  const auto file = kExamples / "one-family" / "docdb.xml";
  for (const char* name : {"", ".", "..", "../x", "/etc/x", "a/b"}) {
    EXPECT_FALSE(read_source({file}, read_source_parameters({name}, false))) << name;
  }
  EXPECT_FALSE(read_source({file}, read_source_parameters({std::string("a\0b", 3)}, false)));
  EXPECT_FALSE(read_source({file}, read_source_parameters({"a", "b"}, false)));
  EXPECT_FALSE(read_source({file, file}, read_source_parameters({"a", "b"}, false)));
  EXPECT_FALSE(read_source({}, read_source_parameters({}, true)));
  EXPECT_FALSE(read_source({file}, Json::object()));
  EXPECT_FALSE(read_source({file}, {{"names", "a"}, {"plain", false}}));
  EXPECT_FALSE(read_source({file}, {{"names", {"a"}}, {"plain", 1}}));
}

TEST(Kinds, TheBuildNamesVersionAndReaders) {
  EXPECT_EQ(build_of("0.1.0"), build_of("0.1.0"));
  EXPECT_NE(build_of("0.1.0"), build_of("0.1.1"));
  EXPECT_EQ(build_of("0.1.0").substr(0, 7), "0.1.0+r");
  const auto unknown = all_kinds().run({"no-such", "b", {}, Json::object(), 0}, {});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace pignus::fleetwork
