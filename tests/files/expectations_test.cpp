// Every register file at hand against what was counted in it by hand or by other means
// (tests/files/expected/*.toml). A file is read through the one door; all counts must be as
// written, so nothing is lost in silence, and the facts named must say what is written of them.
#include <algorithm>
#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <toml++/toml.h>
#include <vector>

#include "core/file.h"
#include "registers/io/byte_sources.h"
#include "registers/mapping/mapping.h"
#include "registers/read_file.h"
#include "registers/reference/patentworld.h"
#include "store/fact_json.h"
#include "support/shared_data.h"

namespace pignus {
namespace {

namespace fs = std::filesystem;

struct Expectation {
  std::string list;  ///< the .toml it stands in
  toml::table file;
};

void PrintTo(const Expectation& one, std::ostream* out) {
  *out << one.list;
}

std::vector<Expectation> expectations() {
  std::vector<fs::path> lists;
  for (const auto& entry :
       fs::directory_iterator(fs::path(PIGNUS_SOURCE_DIR) / "tests" / "files" / "expected")) {
    if (entry.path().extension() == ".toml") lists.push_back(entry.path());
  }
  std::sort(lists.begin(), lists.end());
  std::vector<Expectation> all;
  for (const fs::path& list : lists) {
    const toml::table table = toml::parse_file(list.string());
    const toml::array* files = table["files"].as_array();
    if (files == nullptr) continue;
    for (const toml::node& file : *files) {
      all.push_back({list.filename().string(), *file.as_table()});
    }
  }
  return all;
}

struct Reading {
  std::map<std::string, std::vector<Json>> facts;  ///< by kind, in order of the file
  std::vector<registers::Problem> problems;
  registers::ReadSummary summary;
};

/// A table read by a mapping, where the list names one.
Status read_mapped(const fs::path& path, const toml::table& file, const registers::FactSink& sink) {
  PIGNUS_ASSIGN(
      const registers::Mapping mapping,
      registers::read_mapping(fs::path(PIGNUS_SOURCE_DIR) / file["map"].value_or(std::string())));
  return registers::read_mapped_file(path, mapping,
                                     Date::parse(file["known"].value_or(std::string())), sink);
}

/// Its files do not say when they became known, so no format of read_register_file() reads them.
Status read_snapshot(const fs::path& path, const toml::table& file,
                     const registers::FactSink& sink) {
  const auto known = Date::parse(file["known"].value_or(std::string()));
  if (!known) return fail(ErrorCode::kInvalidInput, "the list gives no day known");
  PIGNUS_ASSIGN(const std::string bytes, read_file(path));
  registers::MemorySource source(bytes);
  return registers::read_patentworld(source, path.filename().string(), *known, sink);
}

Result<Reading> read(const fs::path& path, const toml::table& file) {
  Reading reading;
  const registers::FactSink sink{[&](registers::Fact&& fact) {
                                   Json json = std::visit(
                                       [](const auto& one) { return store::json_of(one); }, fact);
                                   json["record"] = store::source_of(fact).record;
                                   reading.facts[store::kind_of(fact)].push_back(std::move(json));
                                   return true;
                                 },
                                 [&](registers::Problem&& problem) {
                                   reading.problems.push_back(std::move(problem));
                                   return true;
                                 }};
  if (file.contains("map")) {
    PIGNUS_TRY(read_mapped(path, file, sink));
    reading.summary.format_id = file["format"].value_or(std::string());
    return reading;
  }
  if (file["format"].value_or(std::string()) == "patentworld") {
    PIGNUS_TRY(read_snapshot(path, file, sink));
    reading.summary.format_id = "patentworld";
    return reading;
  }
  PIGNUS_ASSIGN(reading.summary, registers::read_register_file(path, sink, {}, silent_progress()));
  return reading;
}

Json json_of(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    Json out = Json::object();
    for (const auto& [key, value] : *table) out[std::string(key.str())] = json_of(value);
    return out;
  }
  if (const auto* array = node.as_array()) {
    Json out = Json::array();
    for (const auto& value : *array) out.push_back(json_of(value));
    return out;
  }
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* number = node.as_floating_point()) return number->get();
  if (const auto* flag = node.as_boolean()) return flag->get();
  ADD_FAILURE() << "write dates as text";
  return nullptr;
}

/// Tables: what is written must be there. Arrays: as many, each alike.
bool holds(const Json& actual, const Json& written) {
  if (written.is_object()) {
    return actual.is_object() && std::ranges::all_of(written.items(), [&](const auto& item) {
             return actual.contains(item.key()) && holds(actual[item.key()], item.value());
           });
  }
  if (written.is_array()) {
    if (!actual.is_array() || actual.size() != written.size()) return false;
    for (std::size_t i = 0; i < written.size(); ++i) {
      if (!holds(actual[i], written[i])) return false;
    }
    return true;
  }
  return actual == written;
}

struct Count {
  const char* key;
  const char* kind;
};
constexpr std::array<Count, 6> kCounts{{{"rights", "right"},
                                        {"events", "event"},
                                        {"recordings", "recording"},
                                        {"retractions", "retraction"},
                                        {"references", "reference"},
                                        {"trades", "trade"}}};

void check_counts(const toml::table& file, Reading& reading) {
  for (const Count& count : kCounts) {
    EXPECT_EQ(reading.facts[count.kind].size(), file[count.key].value_or(std::size_t{0}))
        << count.key;
  }
  std::string listed;
  for (const auto& problem : reading.problems) listed += "\n  " + describe(problem.error);
  EXPECT_EQ(reading.problems.size(), file["problems"].value_or(std::size_t{0})) << listed;
}

void check_fact(const toml::table& written, Reading& reading) {
  const auto kind = written["kind"].value_or(std::string());
  const auto number = written["number"].value_or(std::size_t{0});
  const auto& facts = reading.facts[kind];
  ASSERT_TRUE(number >= 1 && number <= facts.size()) << "no " << kind << " number " << number;
  Json fields = json_of(written);
  fields.erase("kind");
  fields.erase("number");
  const Json& actual = facts[number - 1];
  for (const auto& [key, value] : fields.items()) {
    EXPECT_TRUE(actual.contains(key) && holds(actual[key], value))
        << kind << " " << number << ", field " << key << "\n  written: " << value.dump()
        << "\n  read:    " << (actual.contains(key) ? actual[key].dump() : "nothing");
  }
}

class Expectations : public ::testing::TestWithParam<Expectation> {};

TEST_P(Expectations, FileIsReadAsItWasCounted) {
  const toml::table& file = GetParam().file;
  const auto path = file["path"].value_or(std::string());
  PIGNUS_NEEDS_SHARED(path);
  SCOPED_TRACE(GetParam().list + ": " + path);
  auto reading = read(testing::shared_data(path), file);
  ASSERT_TRUE(reading) << describe(reading.error());
  EXPECT_EQ(reading->summary.format_id, file["format"].value_or(std::string()));
  check_counts(file, *reading);
  if (const toml::array* facts = file["facts"].as_array()) {
    for (const toml::node& fact : *facts) check_fact(*fact.as_table(), *reading);
  }
}

std::string name_of_case(const ::testing::TestParamInfo<Expectation>& info) {
  auto name = info.param.file["path"].value_or(std::string());
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return std::to_string(info.index) + "_" + name;
}

INSTANTIATE_TEST_SUITE_P(SharedFiles, Expectations, ::testing::ValuesIn(expectations()),
                         name_of_case);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Expectations);

TEST(ExpectationLists, NameEachFileOnce) {
  std::set<std::string> paths;
  for (const Expectation& one : expectations()) {
    const auto path = one.file["path"].value_or(std::string());
    EXPECT_FALSE(path.empty()) << one.list;
    EXPECT_TRUE(paths.insert(path).second) << path << " stands twice, again in " << one.list;
  }
}

/// Folders of register files; a file there that no list names would be a format nobody reads.
constexpr std::array<const char*, 14> kFolders{"uspto/grants",
                                               "uspto/applications",
                                               "uspto/assignments",
                                               "uspto/odp",
                                               "epo/docdb",
                                               "epo/ops",
                                               "epo/register",
                                               "cnipa",
                                               "jpo",
                                               "kipo",
                                               "trademarks",
                                               "wipo/st96-examples",
                                               "models/damodaran",
                                               "uspto/maintenance"};

/// Tables of codes and notes that lie among the files of registers and hold no facts of rights.
bool is_table_of_codes(const std::string& path) {
  return path.starts_with("trademarks/codes/") || path == "uspto/maintenance/event-codes.tsv" ||
         path == "cnipa/gazette_record_templates.txt";
}

TEST(ExpectationLists, NameEveryRegisterFile) {
  PIGNUS_NEEDS_SHARED("CATALOGUE.tsv");
  std::set<std::string> named;
  for (const Expectation& one : expectations()) {
    named.insert(one.file["path"].value_or(std::string()));
  }
  const fs::path root = testing::shared_data("");
  for (const char* folder : kFolders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string path = fs::relative(entry.path(), root).generic_string();
      EXPECT_TRUE(named.contains(path) || is_table_of_codes(path)) << path << " is in no list";
    }
  }
}

}  // namespace
}  // namespace pignus
