// Made-up facts for the tests of the store and of imports, out of a seed.
#pragma once

#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <unistd.h>
#include <vector>

#include "core/random_stream.h"
#include "registers/batch.h"

namespace pignus::store::testing {

/// A folder of its own, removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            fmt::format("pignus-store-{}-{}", ::getpid(), ++count);
    std::filesystem::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline registers::Source made_up_source(const std::string& file, std::uint64_t record) {
  return {file, "", record, ""};
}

inline registers::RightRecord made_up_record(RandomStream& random, int right) {
  registers::RightRecord record;
  record.id.value = fmt::format("US-P-{}", 9000000 + right);
  record.type = registers::RightType::kInvention;
  record.application_number = fmt::format("US14/{:06}", right);
  record.grant_number = fmt::format("US{}B2", 9000000 + right);
  record.filing_date = *RegisterDate::parse("20140100");
  record.title = fmt::format("Pump \"{}\" \xE6\xB3\xB5", random.below(3));
  record.owners = {{fmt::format("Firm {}", random.below(4)), "US", ""}};
  record.inventors = {"A. Person"};
  if (random.below(2) == 0) record.claim_count = static_cast<int>(random.below(30));
  record.citations = {{"US1B2", *RegisterDate::parse("199901"), true, true}};
  record.classes = {"E21B43/26"};
  record.known = Date::from_days(15000 + static_cast<int>(random.below(40)));
  return record;
}

inline registers::LegalEvent made_up_event(RandomStream& random, int right) {
  registers::LegalEvent event;
  event.right.value = fmt::format("US-P-{}", 9000000 + right);
  event.code = random.below(2) == 0 ? "M1551" : "EXP.";
  event.date = Date::from_days(15000 + static_cast<int>(random.below(40)));
  if (random.below(2) == 0)
    event.known = Date::from_days(15020 + static_cast<int>(random.below(40)));
  event.details = {{"fee_year", "4"}};
  return event;
}

inline registers::Recording made_up_recording(RandomStream& random, int right) {
  registers::Recording recording;
  recording.office = "US";
  recording.id = fmt::format("{:06}/{:04}", 40000 + random.below(5), random.below(5));
  recording.recorded = Date::from_days(15000 + static_cast<int>(random.below(60)));
  recording.conveyance = "SECURITY AGREEMENT";
  recording.conveyance_class = registers::ConveyanceClass::kSecurityInterest;
  recording.grantors = {{{"Firm 1", "US", ""}, Date::from_days(14990)}};
  recording.grantees = {{{"Bank 1", "", ""}, {}}};
  if (random.below(2) == 0) recording.secured_amount = Money{100, *Currency::parse("USD")};
  const bool by_application = random.below(2) == 0;
  recording.properties = {
      {registers::RightId{by_application ? fmt::format("US-A-{}", 14000000 + right)
                                         : fmt::format("US-P-{}", 9000000 + right)},
       fmt::format("US14/{:06}", right), "", "", ""}};
  return recording;
}

inline std::vector<registers::Fact> made_up_facts(std::uint64_t seed, int count,
                                                  const std::string& file, int rights = 6) {
  RandomStream random(seed, "store/made-up");
  std::vector<registers::Fact> facts;
  for (int i = 0; i < count; ++i) {
    const int right = static_cast<int>(random.below(static_cast<std::uint64_t>(rights)));
    const auto source = made_up_source(file, static_cast<std::uint64_t>(i) + 1);
    registers::Fact fact = made_up_record(random, right);
    if (const auto kind = random.below(3); kind == 1) {
      fact = made_up_event(random, right);
    } else if (kind == 2) {
      fact = made_up_recording(random, right);
    }
    std::visit([&](auto& one) { one.source = source; }, fact);
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace pignus::store::testing
