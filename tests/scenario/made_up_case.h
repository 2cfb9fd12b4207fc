// The made-up example, loaded, with handles to change it.
#pragma once

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>

#include "core/check.h"
#include "desk/dossier_reader.h"
#include "disclosure/compare.h"
#include "report/messages.h"
#include "support/facts_by_right.h"

namespace pignus::testing {

/// Code and right (or number, or scope) of a finding.
using Mark = std::pair<std::string, std::string>;
using Marks = std::set<Mark>;

inline Marks marks_of(const std::vector<book::Finding>& findings) {
  Marks marks;
  for (const book::Finding& finding : findings) {
    const std::string subject = finding.right ? finding.right->value : finding.arguments.at(0);
    marks.emplace(book::code_text(finding.code), subject);
  }
  return marks;
}

/// Messages a finding points at that no catalogue has, or that lack arguments.
inline std::vector<std::string> unsayable(const std::vector<book::Finding>& findings) {
  const report::Messages& messages = report::Messages::built_in();
  std::vector<std::string> faults;
  const auto check = [&](const std::string& key, std::size_t arguments) {
    const auto found = messages.all().find(key);
    if (found == messages.all().end() ||
        report::argument_count(found->second.english).value_or(99) > static_cast<int>(arguments)) {
      faults.push_back(key);
    }
  };
  for (const book::Finding& finding : findings) {
    check("finding." + std::string(book::name_of(finding.code)), 0);
    check(finding.message, finding.arguments.size());
    check(finding.question, finding.arguments.size());
    for (const book::FactEvidence& fact : finding.facts) {
      check(fact.what, 0);
    }
  }
  return faults;
}

struct MadeUpCase {
  book::Dossier dossier;
  FactsByRight facts;

  static std::filesystem::path folder() {
    return std::filesystem::path(PIGNUS_SOURCE_DIR) / "examples" / "mingheng-sensors";
  }

  static MadeUpCase load() {
    MadeUpCase made;
    auto dossier = desk::read_dossier(folder());
    EXPECT_TRUE(dossier) << (dossier ? "" : describe(dossier.error()));
    FactList list;
    const Status read = registers::read_plain_registers(folder() / "registers", list.sink());
    EXPECT_TRUE(read) << (read ? "" : describe(read.error()));
    for (const registers::Problem& problem : list.problems) {
      ADD_FAILURE() << describe(problem.error);
    }
    if (dossier) {
      made.dossier = std::move(*dossier);
    }
    made.facts = facts_by_right(list);
    return made;
  }

  std::vector<book::Finding> findings() const {
    return disclosure::compare(dossier, facts, {{dossier.as_of, dossier.as_of}, false});
  }
  Marks marks() const { return marks_of(findings()); }

  registers::RightFacts& right(const std::string& id) { return facts.at({id}); }
  registers::RightRecord& record(const std::string& id) { return right(id).records.at(0); }

  /// The first statement of a kind about a right.
  book::Statement& statement(const std::string& id, book::StatementKind kind) {
    const auto found = std::find_if(
        dossier.statements.begin(), dossier.statements.end(), [&](const auto& statement) {
          return statement.kind == kind && statement.right == registers::RightId{id};
        });
    PIGNUS_CHECK(found != dossier.statements.end());
    return *found;
  }
  book::Statement& count(const std::string& scope) {
    const auto found =
        std::find_if(dossier.statements.begin(), dossier.statements.end(),
                     [&](const auto& statement) { return statement.scope == scope; });
    PIGNUS_CHECK(found != dossier.statements.end());
    return *found;
  }
  book::Statement& say(const std::string& id, book::StatementKind kind, std::string value) {
    book::Statement statement;
    statement.id = "T" + std::to_string(dossier.statements.size());
    statement.kind = kind;
    statement.right = registers::RightId{id};
    statement.stated_number = id;
    statement.value = std::move(value);
    statement.stated_on = dossier.as_of;
    statement.place = {"added by the test", "-", ""};
    dossier.statements.push_back(std::move(statement));
    return dossier.statements.back();
  }
  void event(const std::string& id, Date date, const char* st27) {
    registers::LegalEvent event;
    event.right = {id};
    event.st27 = st27;
    event.date = date;
    auto& events = right(id).events;
    const auto later = std::find_if(events.begin(), events.end(), [&](const auto& other) {
      return other.date.exact() > std::optional(date);
    });
    events.insert(later, std::move(event));
  }
  void recording(const std::string& id, registers::ConveyanceClass conveyance, Date executed) {
    registers::Recording recording;
    recording.office = "CN";
    recording.id = "T-" + id;
    recording.recorded = executed.plus_days(2);
    recording.conveyance = std::string(registers::name_of(conveyance));
    recording.conveyance_class = conveyance;
    recording.grantors = {{{dossier.firm.name, "CN", ""}, executed}};
    recording.grantees = {{{"另一家虚构银行", "CN", ""}, {}}};
    recording.properties = {{{id}, "", "", "", ""}};
    auto& recordings = right(id).recordings;
    const auto later = std::find_if(recordings.begin(), recordings.end(), [&](const auto& other) {
      return other.recorded > recording.recorded;
    });
    recordings.insert(later, std::move(recording));
  }
};

}  // namespace pignus::testing
