// The grant reader on every grant XML at hand, and against the tables that a peer's parser
// (funginstitute/patentprocessor 416a40ce3489) made of ipg120327.18.xml.
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "core/csv.h"
#include "core/file.h"
#include "registers/io/byte_sources.h"
#include "registers/io/record_cutter.h"
#include "registers/number.h"
#include "registers/uspto/grant.h"
#include "support/shared_data.h"

namespace pignus::registers {
namespace {

using testing::shared_data;

struct Read {
  std::map<std::string, RightRecord> by_id;
  std::size_t records = 0;
  std::vector<std::string> problems;
};

Read read(const std::string& relative) {
  Read result;
  const FactSink sink{.on_fact =
                          [&](Fact&& fact) {
                            auto& record = std::get<RightRecord>(fact);
                            ++result.records;
                            const std::string id = record.id.value;
                            result.by_id.emplace(id, std::move(record));
                            return true;
                          },
                      .on_problem =
                          [&](Problem&& problem) {
                            result.problems.push_back(describe(problem.error));
                            return true;
                          }};
  const Status status = visit_members(shared_data(relative), {},
                                      [&](const std::string& name, ByteSource& bytes) -> Status {
                                        if (!name.ends_with(".xml")) return {};
                                        return read_uspto_grants(bytes, name, sink);
                                      });
  EXPECT_TRUE(status) << describe(status.error());
  return result;
}

struct FileCase {
  const char* file;
  std::size_t records;
};
constexpr FileCase kFiles[] = {
    {"uspto/grants/ipg050104.xml", 25},      {"uspto/grants/ipg070102.xml", 25},
    {"uspto/grants/ipg090106.xml", 25},      {"uspto/grants/ipg110104.xml", 25},
    {"uspto/grants/ipg120327.18.xml", 18},   {"uspto/grants/ipg130416.xml", 25},
    {"uspto/grants/v4.0/US06859910.xml", 1}, {"uspto/grants/v4.1/US07272630B2.xml", 1},
    {"uspto/grants/v4.5/US08926509.xml", 1}, {"uspto/grants/v4.5/US08930553.xml", 1},
    {"uspto/grants/v4.7/US10000000.xml", 1}, {"uspto/grants/ipgb20230404_wk14.zip", 3}};

TEST(UsptoGrantFiles, EveryFileGivesItsRecordsWithoutAProblem) {
  PIGNUS_NEEDS_SHARED("uspto/grants");
  for (const FileCase& file : kFiles) {
    const Read result = read(file.file);
    EXPECT_EQ(result.records, file.records) << file.file;
    EXPECT_EQ(result.by_id.size(), file.records) << file.file;
    EXPECT_THAT(result.problems, ::testing::IsEmpty()) << file.file;
    for (const auto& [id, record] : result.by_id) {
      EXPECT_FALSE(record.title.empty()) << id;
      EXPECT_FALSE(record.owners.empty()) << id;
      EXPECT_FALSE(record.inventors.empty()) << id;
      EXPECT_FALSE(record.classes.empty()) << id;
      EXPECT_TRUE(record.filing_date.known()) << id;
      EXPECT_TRUE(record.claim_count.has_value()) << id;
      EXPECT_LT(record.filing_date.exact(), record.grant_date.exact()) << id;
      if (record.independent_claim_count) {
        EXPECT_GE(*record.independent_claim_count, 1) << id;
        EXPECT_LE(*record.independent_claim_count, *record.claim_count) << id;
      }
    }
  }
}

TEST(UsptoGrantFiles, FastPathAgreesWithTheWholeDocumentOnEveryRecord) {
  PIGNUS_NEEDS_SHARED("uspto/grants");
  std::size_t compared = 0;
  for (const FileCase& file : kFiles) {
    ASSERT_TRUE(visit_members(
        shared_data(file.file), {}, [&](const std::string& name, ByteSource& bytes) -> Status {
          RecordCutter cutter(bytes, name, {std::string(kUsptoGrantRoot)});
          while (true) {
            PIGNUS_ASSIGN(const auto cut, cutter.next());
            if (!cut) return {};
            const Where where{.file = name, .record = cut->number, .field = ""};
            const auto fast = parse_uspto_grant(cut->text, cut->plain, where);
            const auto whole = parse_uspto_grant_whole(cut->text, where);
            EXPECT_EQ(fast, whole) << describe(Error{ErrorCode::kCorrupt, "differs", where});
            ++compared;
          }
        }));
  }
  EXPECT_EQ(compared, 151U);
}

TEST(UsptoGrantFiles, NumbersAgreeWithTheParserOfNumbers) {
  PIGNUS_NEEDS_SHARED("uspto/grants");
  std::size_t compared = 0;
  for (const FileCase& file : kFiles) {
    const Read result = read(file.file);
    for (const auto& [id, record] : result.by_id) {
      const auto grant = parse_number(record.grant_number);
      ASSERT_TRUE(grant) << describe(grant.error());
      EXPECT_EQ(grant->normal(), record.grant_number);
      EXPECT_EQ(right_id(*grant), record.id);
      const auto filed = parse_number(record.application_number, "US", NumberKind::kApplication);
      ASSERT_TRUE(filed) << describe(filed.error());
      EXPECT_EQ(filed->normal(), record.application_number);
      if (!record.publication_number.empty()) {
        const auto published = parse_number(record.publication_number);
        ASSERT_TRUE(published) << describe(published.error());
        EXPECT_EQ(published->normal(), record.publication_number);
      }
      for (const Citation& citation : record.citations) {
        if (!citation.is_patent || !citation.document.starts_with("US")) continue;
        const auto cited = parse_number(citation.document);
        // The office itself writes a few numbers that are none; they stay as written.
        if (cited) {
          EXPECT_EQ(cited->normal(), citation.document) << id;
        }
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 2000U);
}

TEST(UsptoGrantFiles, SpotValues) {
  PIGNUS_NEEDS_SHARED("uspto/grants");
  const Read million = read("uspto/grants/v4.7/US10000000.xml");
  ASSERT_TRUE(million.by_id.contains("US-P-10000000"));
  const RightRecord& record = million.by_id.at("US-P-10000000");
  EXPECT_EQ(record.title, "Coherent LADAR using intra-pixel quadrature detection");
  EXPECT_EQ(record.grant_number, "US10000000B2");
  ASSERT_EQ(record.owners.size(), 1U);
  EXPECT_EQ(record.owners[0].name, "Raytheon Company");
}

// ---- the peer's tables -------------------------------------------------------------------------

const std::string kTables = "uspto/grants-expected/ipg120327.18/";

std::vector<std::vector<std::string>> table(const std::string& name, const std::string& header) {
  const auto text = read_file(shared_data(kTables + name));
  EXPECT_TRUE(text);
  const auto parsed = parse_csv(header + "\n" + *text, name);
  EXPECT_TRUE(parsed) << describe(parsed.error());
  std::vector<std::vector<std::string>> rows;
  for (const CsvRow& row : parsed->rows) rows.push_back(row.fields);
  return rows;
}

std::string id_of(const std::string& number) {
  return "US-D-" + number.substr(1);
}

/// "29381217" as US29/381217.
std::string application(const std::string& number) {
  return "US" + number.substr(0, 2) + "/" + number.substr(2);
}

/// The peer writes the first of the month for day 00, and loses dates before 1900.
std::string as_the_peer_writes(const RegisterDate& date) {
  constexpr int kFirstYearOfThePeer = 1900;
  const auto first = date.earliest();
  return first && first->year() >= kFirstYearOfThePeer ? first->iso() : "";
}

/// The peer drops leading zeros ("EP174179") and keeps separators; we keep zeros and drop those.
std::string bare(std::string text) {
  std::erase_if(text,
                [](char c) { return std::string_view(" -./,").find(c) != std::string::npos; });
  const std::size_t first = text.find_first_not_of('0', 2);
  return text.substr(0, 2) + (first == std::string::npos ? "" : text.substr(first));
}

/// The peer writes a dash as an underscore.
std::string letters_of(const std::string& text) {
  std::string letters;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) letters += c;
  }
  return letters;
}

TEST(UsptoGrantPeerTables, PatentsAndApplications) {
  PIGNUS_NEEDS_SHARED(kTables);
  const Read result = read("uspto/grants/ipg120327.18.xml");
  const auto patents =
      table("patent.csv", "id,type,number,country,date,abstract,title,kind,claims");
  ASSERT_EQ(patents.size(), 18U);
  for (const auto& row : patents) {
    ASSERT_TRUE(result.by_id.contains(id_of(row[0]))) << row[0];
    const RightRecord& record = result.by_id.at(id_of(row[0]));
    EXPECT_EQ(record.type, RightType::kDesign);
    EXPECT_EQ(record.grant_number, "US" + row[2] + row[7]);
    EXPECT_EQ(record.grant_date.text(), row[4]);
    EXPECT_EQ(record.title, row[6]);
    EXPECT_EQ(std::to_string(*record.claim_count), row[8]);
  }
  for (const auto& row :
       table("application.csv", "id,patent,series,number,country,date,abstract,title")) {
    const RightRecord& record = result.by_id.at(id_of(row[1]));
    EXPECT_EQ(record.application_number, application(row[3]));
    EXPECT_EQ(record.filing_date.text(), row[5]);
  }
}

TEST(UsptoGrantPeerTables, AssigneesAndInventors) {
  PIGNUS_NEEDS_SHARED(kTables);
  const Read result = read("uspto/grants/ipg120327.18.xml");
  std::map<std::string, std::vector<Party>> assignees;
  for (const auto& row : table("rawassignee.csv", "patent,x,place,type,a,b,name,c,d,sequence")) {
    const std::string country = row[2].substr(row[2].rfind('|') + 1);
    std::string upper = country;
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
    assignees[row[0]].push_back(Party{row[6], upper, ""});
  }
  std::map<std::string, std::vector<std::string>> inventors;
  for (const auto& row :
       table("rawinventor.csv", "patent,x,place,first,last,nationality,sequence")) {
    // The peer lists a dead inventor's legal representatives (app-type "applicant", not
    // "applicant-inventor") among the inventors; they made no invention.
    if (row[4].ends_with("legal representative")) continue;
    inventors[row[0]].push_back(row[3] + " " + row[4]);
  }
  EXPECT_EQ(inventors.size(), 18U);
  for (const auto& [id, record] : result.by_id) {
    const std::string number = "D" + id.substr(5);
    EXPECT_EQ(record.inventors, inventors[number]) << id;
    // Without an assignee the applicants, here the inventors, own the design; the peer leaves none.
    if (assignees.contains(number)) {
      EXPECT_EQ(record.owners, assignees[number]) << id;
    } else {
      EXPECT_EQ(record.owners.size(), record.inventors.size()) << id;
    }
  }
}

TEST(UsptoGrantPeerTables, PatentCitations) {
  PIGNUS_NEEDS_SHARED(kTables);
  const Read result = read("uspto/grants/ipg120327.18.xml");
  std::map<std::string, std::multiset<std::string>> expected;
  std::size_t rows = 0;
  const auto add = [&](const std::string& patent, const std::string& number,
                       const std::string& date, const std::string& flag) {
    expected[id_of(patent)].insert(bare(number) + " " + date + " " + flag);
    ++rows;
  };
  for (const auto& row : table("uspatentcitation.csv",
                               "patent,citation,date,name,kind,number,country,category,sequence")) {
    add(row[0], "US" + row[5] + row[4], row[2], row[7]);
  }
  for (const auto& row : table("usapplicationcitation.csv",
                               "patent,application,date,name,kind,number,country,category,seq")) {
    // Ours has six digits of serial behind the year: "2002/0043158" is US2002043158.
    std::string number = bare("US" + row[5]);
    number.erase(6, 1);
    add(row[0], number + row[4], row[2], row[7]);
  }
  for (const auto& row :
       table("foreigncitation.csv", "patent,date,name,kind,number,country,category,sequence")) {
    add(row[0], row[5] + row[4] + row[3], row[1], row[6]);
  }
  EXPECT_EQ(rows, 442U);
  for (const auto& [id, record] : result.by_id) {
    std::multiset<std::string> found;
    for (const Citation& citation : record.citations) {
      if (!citation.is_patent) continue;
      found.insert(bare(citation.document) + " " + as_the_peer_writes(citation.date) +
                   (citation.by_examiner ? " cited by examiner" : " cited by other"));
    }
    std::vector<std::string> differing;
    std::ranges::set_symmetric_difference(found, expected[id], std::back_inserter(differing));
    EXPECT_THAT(differing, ::testing::IsEmpty()) << id;
  }
}

TEST(UsptoGrantPeerTables, LiteratureAndRelatedDocuments) {
  PIGNUS_NEEDS_SHARED(kTables);
  const Read result = read("uspto/grants/ipg120327.18.xml");
  std::map<std::string, std::vector<std::string>> literature;
  for (const auto& row : table("otherreference.csv", "patent,text,sequence")) {
    literature[id_of(row[0])].push_back(letters_of(row[1]));
  }
  for (const auto& [id, record] : result.by_id) {
    std::vector<std::string> found;
    for (const Citation& citation : record.citations) {
      if (!citation.is_patent) found.push_back(letters_of(citation.document));
    }
    EXPECT_EQ(found, literature[id]) << id;
  }
  std::size_t related = 0;
  for (const auto& row :
       table("usreldoc.csv", "patent,id,type,status,date,number,kind,country,relation,sequence")) {
    const RightRecord& record = result.by_id.at(id_of(row[0]));
    const std::string number = row[5].starts_with("D") ? "US" + row[5] : application(row[5]);
    if (number == record.application_number) continue;
    EXPECT_THAT(record.family, ::testing::Contains(number)) << row[0];
    ++related;
  }
  EXPECT_EQ(related, 8U);
}

/// A detail of several values as a set.
std::multiset<std::string> parts_of(const RightRecord& record, const std::string& name) {
  std::multiset<std::string> parts;
  const auto detail = record.details.find(name);
  if (detail == record.details.end()) return parts;
  std::string_view rest = detail->second;
  while (!rest.empty()) {
    const std::size_t mark = std::min(rest.find("; "), rest.size());
    parts.emplace(rest.substr(0, mark));
    rest.remove_prefix(std::min(mark + 2, rest.size()));
  }
  return parts;
}

TEST(UsptoGrantPeerTables, ClassesLawyersAndClaims) {
  PIGNUS_NEEDS_SHARED(kTables);
  const Read result = read("uspto/grants/ipg120327.18.xml");
  std::map<std::string, std::multiset<std::string>> classes;
  // mainclass.csv and subclass.csv list the same classes once each.
  const auto rows = table("uspc.csv", "patent,main,sub,sequence");
  EXPECT_EQ(rows.size(), 25U);
  for (const auto& row : rows) classes[id_of(row[0])].insert(row[2]);
  std::map<std::string, std::multiset<std::string>> lawyers;
  const auto agents = table("rawlawyer.csv", "x,patent,first,last,firm,country,y");
  EXPECT_EQ(agents.size(), 24U);
  for (const auto& row : agents) {
    lawyers[id_of(row[1])].insert(row[4].empty() ? row[2] + " " + row[3] : row[4]);
  }
  std::map<std::string, int> claims;
  for (const auto& row : table("claim.csv", "patent,text,depends,number")) {
    EXPECT_TRUE(row[2].empty());
    ++claims[id_of(row[0])];
  }
  for (const auto& [id, record] : result.by_id) {
    // The peer reads decimals as digits of the subclass: D3/203.1 becomes D3/2031.
    std::multiset<std::string> found;
    for (std::string symbol : parts_of(record, "uspc")) {
      std::erase(symbol, '.');
      found.insert(symbol);
    }
    EXPECT_EQ(found, classes[id]) << id;
    EXPECT_EQ(parts_of(record, "agent"), lawyers[id]) << id;
    EXPECT_EQ(record.claim_count, claims[id]) << id;
    EXPECT_EQ(record.independent_claim_count, claims[id]) << id;
  }
}

}  // namespace
}  // namespace pignus::registers
