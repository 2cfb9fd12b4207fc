// As-of reading of made-up books, with imports cut off, read again and replaced, held against a
// naive list: what was true on a day as known on a day.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/sha256.h"
#include "store/store.h"
#include "support/made_up_facts.h"
#include "support/naive_facts.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using registers::Fact;
using registers::RightId;
using testing::NaiveFacts;
using testing::StorePlace;

constexpr int kFirstDay = 16'000;
constexpr int kDays = 40;

/// Rights by office: a US application and its patent, a Japanese publication and its patent.
struct MadeUpRight {
  const char* application;
  const char* first;   ///< key of the patent, or of the publication
  const char* second;  ///< key of the patent
  const char* number;  ///< of the application
};
constexpr MadeUpRight kRights[] = {
    {"US-A-14000001", "US-P-9000001", "US-P-9000001", "US14/000001"},
    {"US-A-14000002", "US-P-9000002", "US-P-9000002", "US14/000002"},
    {"JP-A-2015123456", "JP-P-2017001234", "JP-P-6500001", "JP2015-123456"},
    {"JP-A-2015123457", "JP-P-2017001235", "JP-P-6500002", "JP2015-123457"},
};

class MakingUp {
 public:
  explicit MakingUp(std::uint64_t seed) : random_(seed, "store/as-of") {}

  int below(int bound) { return static_cast<int>(random_.below(static_cast<unsigned>(bound))); }
  Date day() { return Date::from_days(kFirstDay + below(kDays)); }
  RegisterDate register_date() {
    const std::string text = day().iso();
    if (below(4) == 0) return *RegisterDate::parse(text.substr(0, 7));
    return *RegisterDate::parse(text);
  }
  const MadeUpRight& right() { return kRights[below(std::size(kRights))]; }
  std::string key() {
    const MadeUpRight& one = right();
    return below(3) == 0 ? one.application : below(2) == 0 ? one.first : one.second;
  }
  /// Mostly the right's own; now and then another's, as a mistyped one.
  std::string number_for(const MadeUpRight& one) {
    return below(6) == 0 ? "" : below(6) == 0 ? right().number : one.number;
  }

  Fact fact() {
    Fact made = one_of_four();
    std::visit([&](auto& one) { one.source = source(); }, made);
    return made;
  }
  std::vector<Fact> facts(int most) {
    std::vector<Fact> out;
    for (int left = below(most); left > 0; --left) {
      // The same fact again, elsewhere.
      if (!made_.empty() && below(4) == 0) {
        Fact again = made_[static_cast<std::size_t>(below(static_cast<int>(made_.size())))];
        const std::string registry = source_of(again).registry;
        const bool takes_back = std::holds_alternative<registers::Retraction>(again);
        std::visit([&](auto& one) { one.source = source(); }, again);
        // Which register takes back is part of what a retraction says.
        if (takes_back) std::get<registers::Retraction>(again).source.registry = registry;
        out.push_back(std::move(again));
        continue;
      }
      made_.push_back(fact());
      out.push_back(made_.back());
    }
    return out;
  }

 private:
  registers::Source source() {
    return {below(2) == 0 ? "x" : "y", "", static_cast<std::uint64_t>(below(9)), "",
            below(2) == 0 ? "docdb" : ""};
  }

  Fact one_of_four() {
    switch (below(4)) {
      case 0:
        return record();
      case 1: {
        registers::LegalEvent event;
        event.right.value = key();
        event.code = below(2) == 0 ? "M1551" : "EXP.";
        event.st27 = below(2) == 0 ? "U10" : "";
        event.date = below(8) == 0 ? RegisterDate() : register_date();
        if (event.date.empty() || below(2) == 0) event.known = day();
        event.details = {{"fee_year", std::to_string(below(3))}};
        return event;
      }
      case 2:
        return recording();
      default: {
        registers::Retraction retraction;
        const MadeUpRight& one = right();
        retraction.right.value = below(2) == 0 ? one.first : one.second;
        retraction.known = day();
        retraction.publication = below(2) == 0 ? "" : retraction.right.value + "B2";
        return retraction;
      }
    }
  }

  registers::RightRecord record() {
    registers::RightRecord record;
    const MadeUpRight& one = right();
    const bool granted = below(2) == 0;
    record.id.value = granted ? one.second : one.first;
    record.type = registers::RightType::kInvention;
    record.application_number = number_for(one);
    if (granted) record.grant_number = record.id.value + "B2";
    if (below(3) == 0) record.publication_number = fmt::format("PUB{}", below(4));
    record.known = day();
    record.title = fmt::format("Pump {}", below(3));
    for (int left = below(3); left > 0; --left) {
      record.owners.push_back({fmt::format("Firm {}", below(3)), "US", ""});
    }
    return record;
  }

  registers::Recording recording() {
    registers::Recording recording;
    recording.office = "US";
    recording.id = fmt::format("{:06}/{:04}", below(3), below(3));
    recording.recorded = day();
    recording.conveyance = "SECURITY AGREEMENT";
    recording.grantors = {{{"Firm 1", "US", ""}, register_date()}};
    recording.grantees = {{{"Bank 1", "", ""}, {}}};
    for (int left = 1 + below(3); left > 0; --left) {
      const MadeUpRight& one = right();
      const std::string key = below(2) == 0   ? one.application
                              : below(4) == 0 ? right().second
                                              : one.second;
      recording.properties.push_back({{key}, number_for(one), "", "", ""});
    }
    return recording;
  }

  RandomStream random_;
  std::vector<Fact> made_;
};

NaiveFacts naive_store() {
  std::map<std::string, std::string> applications;
  for (const MadeUpRight& right : kRights) applications[right.number] = right.application;
  return NaiveFacts(std::move(applications));
}

std::vector<RightId> all_keys() {
  std::vector<RightId> ids;
  for (const MadeUpRight& right : kRights) {
    ids.push_back({right.application});
    ids.push_back({right.first});
    if (std::string(right.first) != right.second) ids.push_back({right.second});
  }
  ids.push_back({"US-P-1"});
  return ids;
}

/// One import, of a few contents: complete, cut off, given up, or read again by a newer reader.
void import_something(MakingUp& random, int number, Store& store, NaiveFacts& naive) {
  const std::string name = fmt::format("import {}", random.below(3));
  const std::string content = sha256_hex(fmt::format("{} {}", name, random.below(2)));
  const std::vector<Fact> facts = random.facts(25);
  auto session = store.begin_import({name, content, 1, fmt::format("reader {}", number), "", {}},
                                    [](std::string_view) { return true; });
  RC_ASSERT(session.has_value());
  RC_ASSERT(session->resume_at() == 0U);
  for (const Fact& fact : facts) RC_ASSERT(session->add(fact).has_value());
  const int end = random.below(6);
  if (end == 0) {
    RC_ASSERT(session->pause().has_value());
  } else if (end == 1) {
    RC_ASSERT(session->pause().has_value());
    RC_ASSERT(session->discard().has_value());
  } else {
    RC_ASSERT(session->finish().has_value());
    naive.complete(content, facts);
  }
}

RC_GTEST_PROP(AsOfProperty, ReadingMatchesANaiveListWhateverTheImports, ()) {
  MakingUp random(*rc::gen::arbitrary<std::uint32_t>());
  StorePlace place;
  auto opened = Store::open(place / "s.db", OpenMode::kCreate);
  RC_ASSERT(opened.has_value());
  Store store = std::move(*opened);
  NaiveFacts naive = naive_store();
  const int imports = *rc::gen::inRange(1, 7);
  for (int i = 0; i < imports; ++i) import_something(random, i, store, naive);

  const std::vector<RightId> ids = all_keys();
  for (int question = 0; question < 3; ++question) {
    const Date known_by = Date::from_days(kFirstDay - 1 + random.below(kDays + 2));
    const Date true_on = Date::from_days(kFirstDay - 1 + random.below(kDays + 30));
    const Date after = Date::from_days(kFirstDay - 1 + random.below(kDays + 2));
    std::size_t at = 0;
    const Status all = store.facts_of_all(ids, known_by, [&](registers::RightFacts&& facts) {
      RC_ASSERT(facts == naive.facts_of(ids[at], known_by));
      ++at;
      return true;
    });
    RC_ASSERT(all.has_value());
    RC_ASSERT(at == ids.size());
    const RightId& one = ids[static_cast<std::size_t>(random.below(static_cast<int>(ids.size())))];
    RC_ASSERT(store.facts_of(one, known_by).value() == naive.facts_of(one, known_by));
    RC_ASSERT(store.news_of(ids, after, known_by).value() == naive.news_of(ids, after, known_by));
    at = 0;
    const Status lines = store.status_lines(ids, {true_on, known_by}, [&](StatusLine&& line) {
      RC_ASSERT(line == naive.status_line(ids[at], {true_on, known_by}));
      ++at;
      return true;
    });
    RC_ASSERT(lines.has_value());
    RC_ASSERT(at == ids.size());
    for (const RightQuery& query : {RightQuery{"US", "", 100}, RightQuery{"PUB1", "", 100},
                                    RightQuery{"JP-P-6500001B", "", 9},
                                    RightQuery{"", "firm 1", 100}, RightQuery{"JP", "Firm", 1}}) {
      RC_ASSERT(store.find_rights(query, known_by).value() == naive.find_rights(query, known_by));
    }
  }
}

}  // namespace
}  // namespace pignus::store
