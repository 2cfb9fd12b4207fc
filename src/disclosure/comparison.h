// What the checks of this room share. Private to disclosure.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "book/dossier.h"
#include "book/finding.h"
#include "disclosure/compare.h"
#include "registers/facts.h"
#include "registers/lien.h"
#include "registers/status.h"

namespace pignus::disclosure {

/// One right that the dossier mentions, with all that is said of it.
struct RightCase {
  registers::RightId id;
  std::string stated_number;
  bool offered = false;
  const registers::RightFacts* facts = nullptr;    ///< never null; empty when not found
  std::vector<const book::Statement*> statements;  ///< in the dossier's order

  std::vector<const book::Statement*> of(book::StatementKind kind) const;
  bool says(book::StatementKind kind) const { return !of(kind).empty(); }
};

/// A register's answer that goes against a statement.
struct Objection {
  book::FindingCode code = book::FindingCode::kNumberMalformed;
  book::Severity severity = book::Severity::kNote;
  std::string message;  ///< without the leading "finding."
  std::string found;    ///< what the register says, as one value
  std::vector<book::FactEvidence> facts;
  std::vector<std::string> more;  ///< arguments from {4} on
};

class Comparison {
 public:
  Comparison(const book::Dossier& dossier, const FactsByRight& facts, CompareOptions options);

  const book::Dossier& dossier() const { return dossier_; }
  const CompareOptions& options() const { return options_; }
  const std::vector<RightCase>& cases() const { return cases_; }
  Date today() const { return options_.as_of.true_on; }
  AsOf on(Date day) const { return {day, options_.as_of.known_by}; }

  /// What the engines say of a right on a day, asked once a day and right: dozens of statements
  /// speak of the same day.
  const registers::LegalStatus& status(const RightCase& right, Date day) const;
  const registers::LienChain& liens(const RightCase& right, Date day) const;

  /// Runs `check(day)` on the statement's day, then, where it held, on today: an objection then
  /// makes it stale.
  template <typename Check>
  void judge(const RightCase& right, const book::Statement& statement, Check check) {
    if (statement.stated_on > today()) {
      return;
    }
    if (const std::optional<Objection> objection = check(statement.stated_on)) {
      object(right, statement, *objection, statement.stated_on);
      return;
    }
    if (statement.stated_on < today()) {
      if (const std::optional<Objection> objection = check(today())) {
        object_stale(right, statement, *objection);
      }
    }
  }

  void object(const RightCase& right, const book::Statement& statement, const Objection& objection,
              Date day);
  void omitted(const RightCase& right, const Objection& objection);
  /// Adds a finding, or joins it with one of the same code, right, number and message.
  void add(book::Finding finding);
  bool reported(const registers::RightId& right,
                std::initializer_list<book::FindingCode> codes) const;

  std::vector<book::Finding> take_sorted();

 private:
  void object_stale(const RightCase& right, const book::Statement& statement,
                    const Objection& objection);

  const book::Dossier& dossier_;
  CompareOptions options_;
  std::vector<RightCase> cases_;
  std::vector<book::Finding> findings_;
  mutable std::map<std::pair<registers::RightId, Date>, registers::LegalStatus> statuses_;
  mutable std::map<std::pair<registers::RightId, Date>, registers::LienChain> chains_;
};

// The checks, each in the file of its name.
void check_numbers(Comparison& comparison);      // E1, E2, E18
void check_description(Comparison& comparison);  // E3, E8
void check_status(Comparison& comparison);       // E4, E12
void check_title(Comparison& comparison);        // E5, E6
void check_encumbrance(Comparison& comparison);  // E9, E10
void check_litigation(Comparison& comparison);   // E11
void check_counts(Comparison& comparison);       // E7, after the others

/// Evidence out of the latest record, for a value that the record gives.
book::FactEvidence record_evidence(std::string_view what, std::string value,
                                   const registers::RightFacts& facts);
/// Evidence for a legal state: the event on the day the state began, else the latest record.
book::FactEvidence status_evidence(std::string_view what, std::string value,
                                   const registers::RightFacts& facts,
                                   const registers::LegalStatus& status);

}  // namespace pignus::disclosure
