// The made-up example finds exactly what was planted; each plant repaired takes its finding away
// and no other; each thing broken brings its own finding and no other. So no script could pass.
#include <functional>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/json.h"
#include "scenario/made_up_case.h"

namespace pignus::testing {
namespace {

using book::StatementKind;
using registers::ConveyanceClass;

constexpr int kSeeds = 500;

const char* const kPledged = "CN-P-201919999112";
const char* const kAttacked = "CN-P-202119999316";
const char* const kPending = "CN-P-202419999407";
const char* const kOthers = "CN-U-202129999508";
const char* const kUnseen = "CN-U-202329999520";
const char* const kMistyped = "ZL202229999519.3";

struct Change {
  std::string name;
  Mark mark;
  std::function<void(MadeUpCase&)> apply;
};

std::vector<Change> repairs() {
  return {
      {"the list admits the pledge",
       {"E9", kPledged},
       [](MadeUpCase& c) { c.statement(kPledged, StatementKind::kEncumbered).value = "yes"; }},
      {"the list calls the application an application",
       {"E4", kPending},
       [](MadeUpCase& c) { c.statement(kPending, StatementKind::kStatus).value = "pending"; }},
      {"the register names the firm",
       {"E5", kOthers},
       [](MadeUpCase& c) { c.record(kOthers).owners = {{c.dossier.firm.name, "CN", ""}}; }},
      {"the report counts right",
       {"E7", "invention:granted"},
       [](MadeUpCase& c) { c.count("invention:granted").value = "6"; }},
      {"the list writes the number right",
       {"E1", kMistyped},
       [](MadeUpCase& c) {
         for (book::Statement& statement : c.dossier.statements) {
           if (statement.stated_number == kMistyped) {
             statement.stated_number = "ZL202229999519.2";
             statement.right = registers::RightId{"CN-U-202229999519"};
           }
         }
       }},
      {"the firm speaks of the attack",
       {"E11", kAttacked},
       [](MadeUpCase& c) { c.say(kAttacked, StatementKind::kLitigation, "yes"); }},
      {"the register extract holds the model",
       {"E2", kUnseen},
       [](MadeUpCase& c) {
         registers::RightFacts facts = c.right("CN-U-202229999519");
         facts.id = {kUnseen};
         facts.recordings.clear();
         for (registers::RightRecord& record : facts.records) {
           record.id = facts.id;
           record.application_number = "CN202329999520.X";
           record.filing_date = *Date::parse("2023-04-25");
         }
         std::erase_if(facts.events, [](const auto& event) { return event.st27 == "A12"; });
         for (registers::LegalEvent& event : facts.events) {
           event.right = facts.id;
           if (event.st27 == "U11") {
             event.details = {{"fee_year", "4"}, {"paid_until", "2027-04-24"}};
             event.date = *Date::parse("2026-04-11");
           }
         }
         c.facts[facts.id] = facts;
       }},
  };
}

// Rights with no plant on them.
const std::vector<std::string>& clean_patents() {
  static const std::vector<std::string> kIds{"CN-P-201919999101", "CN-P-202019999203",
                                             "CN-U-202229999519"};
  return kIds;
}
const std::vector<std::string>& clean_rights() {
  static const std::vector<std::string> kIds{"CN-P-201919999101", "CN-P-202019999203",
                                             "CN-U-202229999519", "CN-T-99999811", "CN-T-99999822"};
  return kIds;
}

/// One random break out of many kinds, and what it has to bring.
class Breaker {
 public:
  explicit Breaker(std::uint64_t seed) : random_(seed) {}

  Change next() {
    static const std::vector<Change (Breaker::*)()> kKinds{&Breaker::lapse,
                                                           &Breaker::call_pending,
                                                           &Breaker::other_owner_recorded,
                                                           &Breaker::other_owner_stated,
                                                           &Breaker::co_owner,
                                                           &Breaker::pledge,
                                                           &Breaker::pledge_unsaid,
                                                           &Breaker::pledge_late,
                                                           &Breaker::imagined_pledge,
                                                           &Breaker::attack,
                                                           &Breaker::licence,
                                                           &Breaker::arrears,
                                                           &Breaker::filing_date,
                                                           &Breaker::type,
                                                           &Breaker::number,
                                                           &Breaker::count,
                                                           &Breaker::unrecorded,
                                                           &Breaker::offered_twice,
                                                           &Breaker::unpaid_after_all};
    return (this->*kKinds[below(kKinds.size())])();
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string any(const std::vector<std::string>& from) { return from[below(from.size())]; }
  Date day_between(const char* first, const char* last) {
    const Date from = *Date::parse(first);
    const auto span = static_cast<std::size_t>(days_between(from, *Date::parse(last)));
    return from.plus_days(static_cast<std::int32_t>(below(span + 1)));
  }

  Change lapse() {
    const auto id = any(clean_rights());
    const Date day = day_between("2026-03-01", "2026-05-30");
    return {
        "the register shows a lapse", {"E4", id}, [=](MadeUpCase& c) { c.event(id, day, "H13"); }};
  }
  Change call_pending() {
    const auto id = any(clean_rights());
    return {"the list calls it pending", {"E4", id}, [=](MadeUpCase& c) {
              c.statement(id, StatementKind::kStatus).value = "pending";
            }};
  }
  Change other_owner_recorded() {
    const auto id = any(clean_rights());
    return {"the register names another", {"E5", id}, [=](MadeUpCase& c) {
              c.record(id).owners = {{"另一家虚构企业有限公司", "CN", ""}};
            }};
  }
  Change other_owner_stated() {
    const auto id = any(clean_rights());
    return {"the list names another", {"E5", id}, [=](MadeUpCase& c) {
              c.statement(id, StatementKind::kOwner).value = "另一家虚构企业有限公司";
            }};
  }
  Change co_owner() {
    const auto id = any(clean_rights());
    return {"the register names a second owner", {"E6", id}, [=](MadeUpCase& c) {
              c.record(id).owners.push_back({"另一家虚构企业有限公司", "CN", ""});
            }};
  }
  Change pledge() {
    const auto id = any(clean_rights());
    const Date day = day_between("2025-06-01", "2026-06-01");
    return {"the register shows a pledge", {"E9", id}, [=](MadeUpCase& c) {
              c.recording(id, ConveyanceClass::kSecurityInterest, day);
            }};
  }
  Change pledge_unsaid() {
    const auto id = any(clean_rights());
    return {"a pledge nobody mentions", {"E9", id}, [=](MadeUpCase& c) {
              c.recording(id, ConveyanceClass::kSecurityInterest, *Date::parse("2026-01-05"));
              std::erase_if(c.dossier.statements, [&](const book::Statement& statement) {
                return statement.kind == StatementKind::kEncumbered &&
                       statement.right == registers::RightId{id};
              });
            }};
  }
  Change pledge_late() {
    const auto id = any(clean_rights());
    const Date day = day_between("2026-06-16", "2026-06-28");
    return {"a pledge after the list's day", {"E20", id}, [=](MadeUpCase& c) {
              c.recording(id, ConveyanceClass::kSecurityInterest, day);
            }};
  }
  Change imagined_pledge() {
    const auto id = any(clean_rights());
    return {"the list claims a pledge", {"E9", id}, [=](MadeUpCase& c) {
              c.statement(id, StatementKind::kEncumbered).value = "yes";
            }};
  }
  Change attack() {
    const auto id = any(clean_patents());
    const Date day = day_between("2025-12-01", "2026-05-30");
    return {
        "invalidation is requested", {"E11", id}, [=](MadeUpCase& c) { c.event(id, day, "L15"); }};
  }
  Change licence() {
    const auto id = any(clean_rights());
    const Date day = day_between("2024-01-01", "2026-05-30");
    return {"a licence is recorded", {"E10", id}, [=](MadeUpCase& c) {
              c.recording(id, ConveyanceClass::kLicence, day);
            }};
  }
  Change arrears() {
    const auto id = any(clean_patents());  // each was due in March or April 2026
    return {"the last annuity is not paid", {"E12", id}, [=](MadeUpCase& c) {
              auto& events = c.right(id).events;
              const auto last = std::find_if(events.rbegin(), events.rend(),
                                             [](const auto& event) { return event.st27 == "U11"; });
              events.erase(std::next(last).base());
            }};
  }
  Change unpaid_after_all() {
    const auto id = any(clean_patents());
    return {"the list denies a payment", {"E12", id}, [=](MadeUpCase& c) {
              c.statement(id, StatementKind::kFeesPaid).value = "no";
            }};
  }
  Change filing_date() {
    const auto id = any(clean_rights());
    const int days = 1 + static_cast<int>(below(400));
    return {"the list has another filing date", {"E8", id}, [=](MadeUpCase& c) {
              auto& statement = c.statement(id, StatementKind::kFilingDate);
              statement.value = Date::parse(statement.value)->plus_days(days).iso();
            }};
  }
  Change type() {
    const auto id = any(clean_rights());
    return {"the list has another type", {"E3", id}, [=](MadeUpCase& c) {
              c.statement(id, StatementKind::kType).value = "design";
            }};
  }
  Change number() {
    const auto id = any(clean_patents());
    const std::string wrong = "ZL" + id.substr(5) + ".?";
    return {"the list has a mistyped number", {"E1", wrong}, [=](MadeUpCase& c) {
              auto& statement = c.statement(id, StatementKind::kFilingDate);
              statement.stated_number = wrong;
              statement.right = std::nullopt;
            }};
  }
  Change count() {
    const std::string value = std::to_string(3 + below(20));
    return {"the report miscounts", {"E7", "trademark"}, [=](MadeUpCase& c) {
              c.count("trademark").value = value;
            }};
  }
  Change unrecorded() {
    const auto id = any(clean_rights());
    return {
        "the register extract lacks it", {"E2", id}, [=](MadeUpCase& c) { c.facts.erase({id}); }};
  }
  Change offered_twice() {
    const auto id = any(clean_rights());
    return {"the dossier offers it twice", {"E18", id}, [=](MadeUpCase& c) {
              book::OfferedRight again;
              again.stated_number = id;
              again.id = registers::RightId{id};
              c.dossier.rights.push_back(again);
            }};
  }

  std::mt19937_64 random_;
};

Marks planted() {
  Marks marks;
  for (const Change& repair : repairs()) {
    marks.insert(repair.mark);
  }
  return marks;
}

TEST(PlantedFindings, ExactlyWhatWasPlanted) {
  EXPECT_EQ(MadeUpCase::load().marks(), planted());
}

TEST(PlantedFindings, AsTheExampleExpects) {
  const auto file = MadeUpCase::folder() / "expected" / "findings.json";
  const auto text = read_file(file);
  ASSERT_TRUE(text);
  const auto json = parse_json(*text, "findings.json");
  ASSERT_TRUE(json) << describe(json.error());
  Marks expected;
  for (const Json& row : (*json)["findings"]) {
    expected.emplace(row["code"].get<std::string>(), row["about"].get<std::string>());
  }
  EXPECT_EQ(expected, MadeUpCase::load().marks());
}

TEST(PlantedFindings, EachRepairTakesItsFindingAwayAndNoOther) {
  const MadeUpCase original = MadeUpCase::load();
  for (const Change& repair : repairs()) {
    MadeUpCase repaired = original;
    repair.apply(repaired);
    Marks expected = planted();
    expected.erase(repair.mark);
    EXPECT_EQ(repaired.marks(), expected) << repair.name;
  }
}

TEST(PlantedFindings, AllRepairedNothingIsFound) {
  MadeUpCase repaired = MadeUpCase::load();
  for (const Change& repair : repairs()) {
    repair.apply(repaired);
  }
  EXPECT_EQ(repaired.marks(), Marks{});
}

// Each seed repairs a random part of the plants and breaks one random thing.
TEST(PlantedFindings, EachBreakBringsItsFindingAndNoOther) {
  const MadeUpCase original = MadeUpCase::load();
  std::set<std::string> kinds;
  for (int seed = 1; seed <= kSeeds; ++seed) {
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    MadeUpCase broken = original;
    Marks expected = planted();
    for (const Change& repair : repairs()) {
      if (random() % 2 == 0) {
        repair.apply(broken);
        expected.erase(repair.mark);
      }
    }
    const Change change = Breaker(static_cast<std::uint64_t>(seed)).next();
    ASSERT_EQ(broken.marks(), expected) << "before the break, seed " << seed;
    change.apply(broken);
    expected.insert(change.mark);
    const std::vector<book::Finding> findings = broken.findings();
    ASSERT_EQ(unsayable(findings), std::vector<std::string>{}) << change.name;
    ASSERT_EQ(marks_of(findings), expected) << "seed " << seed << ": " << change.name;
    kinds.insert(change.name);
  }
  EXPECT_EQ(kinds.size(), 19U);
}

}  // namespace
}  // namespace pignus::testing
