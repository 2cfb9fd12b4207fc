// The classifier against our own table of truth: precision and recall by class, printed.
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "core/utf8.h"
#include "registers/conveyance.h"
#include "registers/uspto/assignment_json.h"
#include "registers/uspto/assignment_xml.h"
#include "support/fact_list.h"
#include "support/shared_data.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

struct Truth {
  std::string kind, key, conveyance_class, named;
  std::vector<std::string> grantors, grantees;
};

std::vector<Truth> truth_table() {
  std::ifstream in(std::string(PIGNUS_SOURCE_DIR) + "/tests/files/conveyance_truth.tsv");
  std::vector<Truth> rows;
  std::string line;
  bool header = false;
  while (std::getline(in, line)) {
    if (line.starts_with('#')) {
      continue;
    }
    if (!header) {
      header = true;
      continue;
    }
    std::vector<std::string> fields;
    std::stringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) {
      fields.push_back(cell);
    }
    fields.resize(6);
    Truth row{fields[0], fields[1], fields[2], fields[3], {}, {}};
    if (!fields[4].empty()) {
      row.grantors = {fields[4]};
      row.grantees = {fields[5]};
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

class Score {
 public:
  void add(const std::string& truth, const std::string& found, const std::string& what) {
    ++cells_[{truth, found}];
    classes_.insert(truth);
    classes_.insert(found);
    EXPECT_EQ(found, truth) << what;
  }
  void print(const char* title) const {
    std::printf("%s\n%-18s %9s %9s %6s\n", title, "class", "precision", "recall", "n");
    for (const auto& name : classes_) {
      const int right = count(name, name);
      const int said = total([&](const auto& cell) { return cell.second == name; });
      const int there = total([&](const auto& cell) { return cell.first == name; });
      std::printf("%-18s %9.3f %9.3f %6d\n", name.c_str(), said == 0 ? 1.0 : 1.0 * right / said,
                  there == 0 ? 1.0 : 1.0 * right / there, there);
    }
  }
  int size() const {
    return total([](const auto&) { return true; });
  }

 private:
  int count(const std::string& truth, const std::string& found) const {
    const auto at = cells_.find({truth, found});
    return at == cells_.end() ? 0 : at->second;
  }
  template <typename Keep>
  int total(const Keep& keep) const {
    int sum = 0;
    for (const auto& [cell, n] : cells_) {
      sum += keep(cell) ? n : 0;
    }
    return sum;
  }
  std::map<std::pair<std::string, std::string>, int> cells_;
  std::set<std::string> classes_;
};

TEST(ConveyanceTruth, EveryDistinctText) {
  Score score;
  for (const auto& row : truth_table()) {
    if (row.kind != "text") {
      continue;
    }
    const auto reading = read_conveyance(row.key, row.grantors, row.grantees);
    score.add(row.conveyance_class, std::string(name_of(reading.conveyance_class)), row.key);
    EXPECT_EQ(reading.cited.empty() ? "" : reading.cited.front(), row.named) << row.key;
    const bool correction = reading.conveyance_class == ConveyanceClass::kCorrection;
    const bool release = reading.conveyance_class == ConveyanceClass::kRelease;
    EXPECT_EQ(reading.corrects, correction ? row.named : "") << row.key;
    EXPECT_EQ(reading.releases, release ? row.named : "") << row.key;
  }
  score.print("distinct conveyance texts");
  EXPECT_EQ(score.size(), 65);
}

std::vector<std::string> shared_files(const char* folder, const char* extension) {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(pignus::testing::shared_data(folder))) {
    if (entry.path().extension() == extension) {
      files.push_back(entry.path().string());
    }
  }
  return files;
}

TEST(ConveyanceTruth, EveryXmlRecordAnd200DrawnJsonRecords) {
  PIGNUS_NEEDS_SHARED("uspto/assignments/single.xml");
  testing::FactList xml;
  testing::FactList json;
  for (const auto& file : shared_files("uspto/assignments", ".xml")) {
    auto source = testing::StringSource::of_file(file);
    ASSERT_TRUE(read_uspto_assignment_xml(source, file, xml.sink()));
  }
  for (const auto& file : shared_files("uspto/assignments/json", ".json")) {
    auto source = testing::StringSource::of_file(file);
    ASSERT_TRUE(read_uspto_assignment_json(source, file, json.sink()));
  }
  std::map<std::string, Score> scores;
  std::set<std::string> xml_ids;
  std::set<std::string> texts;
  for (const auto& row : truth_table()) {
    if (row.kind == "text") {
      texts.insert(row.key);
      continue;
    }
    const Recording* found = nullptr;
    for (const auto& one : (row.kind == "xml" ? xml : json).recordings) {
      if (one.id == row.key && !one.conveyance.empty()) {
        found = &one;
      }
    }
    ASSERT_NE(found, nullptr) << row.key;
    scores[row.kind].add(row.conveyance_class, std::string(name_of(found->conveyance_class)),
                         row.key);
    xml_ids.insert(row.kind == "xml" ? row.key : "");
  }
  for (const auto& [kind, score] : scores) {
    score.print((kind + " records").c_str());
  }
  EXPECT_EQ(scores["json"].size(), 200);
  for (const auto& one : xml.recordings) {
    EXPECT_TRUE(xml_ids.contains(one.id)) << one.id << " is not in the table";
  }
  for (const auto* list : {&xml, &json}) {
    for (const auto& one : list->recordings) {
      EXPECT_TRUE(one.conveyance.empty() || texts.contains(one.conveyance)) << one.conveyance;
    }
  }
}

}  // namespace
}  // namespace pignus::registers
