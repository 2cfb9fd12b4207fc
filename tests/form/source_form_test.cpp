// The house's own form, held by a test over the tree. Function length is clang-tidy's to hold.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLinesMax = 800;
constexpr std::size_t kColumnsMax = 100;

struct SourceFile {
  std::string path;  ///< relative to the tree
  std::string text;
};

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<SourceFile> source_files(const std::set<std::string>& extensions) {
  std::vector<SourceFile> files;
  const fs::path root = PIGNUS_SOURCE_DIR;
  for (const char* folder : {"src", "tests", "bench", "fuzz"}) {
    if (!fs::exists(root / folder)) {
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.is_regular_file() && extensions.contains(entry.path().extension().string())) {
        files.push_back({fs::relative(entry.path(), root).string(), read_text(entry.path())});
      }
    }
  }
  return files;
}

/// Columns as a reader counts them: a UTF-8 sequence is one.
std::size_t columns_of(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

TEST(SourceForm, FilesAndLinesAreShort) {
  const auto files = source_files({".h", ".cpp"});
  ASSERT_GT(files.size(), 20U);
  for (const SourceFile& file : files) {
    std::istringstream lines(file.text);
    std::string line;
    std::size_t number = 0;
    while (std::getline(lines, line)) {
      ++number;
      const bool whole_string = line.find("R\"") != std::string::npos;
      EXPECT_TRUE(columns_of(line) <= kColumnsMax || whole_string) << file.path << ":" << number;
    }
    EXPECT_LE(number, kLinesMax) << file.path;
  }
}

TEST(SourceForm, NoBannedWords) {
  // Put together here, so that this file does not hold them itself.
  const std::vector<std::string> banned{std::string("TO") + "DO",
                                        std::string("FIX") + "ME",
                                        std::string("XX") + "X ",
                                        std::string("std::") + "cout",
                                        std::string("using namespace ") + "std;",
                                        std::string("place") + "holder",
                                        std::string("not imple") + "mented"};
  for (const SourceFile& file : source_files({".h", ".cpp", ".toml", ".sql", ".txt"})) {
    for (const std::string& word : banned) {
      EXPECT_EQ(file.text.find(word), std::string::npos) << file.path << " holds " << word;
    }
  }
}

TEST(SourceForm, HeadersAreGuardedAndUsed) {
  const auto files = source_files({".h", ".cpp"});
  const std::regex include("#include \"([^\"]+)\"");
  std::set<std::string> included;
  for (const SourceFile& file : files) {
    for (std::sregex_iterator it(file.text.begin(), file.text.end(), include), end; it != end;
         ++it) {
      included.insert((*it)[1]);
    }
  }
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".h")) {
      continue;
    }
    EXPECT_NE(file.text.find("#pragma once"), std::string::npos) << file.path;
    const std::string name = file.path.substr(file.path.find('/') + 1);
    EXPECT_TRUE(included.contains(name)) << file.path << " is included by nobody";
  }
}

TEST(SourceForm, DomainsReadNoClockAndDoNoInput) {
  const std::regex banned(
      "(system_clock|steady_clock|std::ifstream|std::ofstream|fopen\\(|getenv|"
      "SQLite|sqlite3|std::random_device|#include <(filesystem|fstream|ctime)>)");
  for (const SourceFile& file : source_files({".h", ".cpp"})) {
    for (const char* domain :
         {"src/disclosure/", "src/valuation/", "src/risk/", "src/policy/", "src/underwriting/"}) {
      if (file.path.starts_with(domain) && !file.path.ends_with("_test.cpp")) {
        EXPECT_FALSE(std::regex_search(file.text, banned)) << file.path;
      }
    }
  }
}

TEST(SourceForm, EveryRoomHasItsPage) {
  for (const auto& entry : fs::directory_iterator(fs::path(PIGNUS_SOURCE_DIR) / "src")) {
    if (entry.is_directory()) {
      EXPECT_TRUE(fs::exists(entry.path() / "README.md")) << entry.path();
    }
  }
}

}  // namespace
