// One right, many sources: what the records of several registers add up to, and where they
// contradict each other. Nothing is overwritten: each record stays as it is, the merged one says
// what the program goes by, and every disagreement is listed with its sources.
//
// How: records are grouped by register (Source::registry). Within one register the newest record
// that states a field speaks for it: an older one is its history, no contradiction. Between
// registers the right's own office goes before others, then the later statement, then the
// register's id. Lists that sources cut differently (classes, citations, family, designated states)
// are united.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registers/facts.h"
#include "registers/right.h"

namespace pignus::registers {

/// What one register states of a field.
struct FieldStatement {
  std::string value;  ///< as text; persons joined by "; "
  Date known;
  Source source;

  friend bool operator==(const FieldStatement&, const FieldStatement&) = default;
};

enum class ConflictKind {
  kContradiction,  ///< both cannot hold: two filing dates
  kEarlier,        ///< what can change in time (owners, term), stated earlier by another register
};
std::string_view name_of(ConflictKind kind);

struct FieldConflict {
  std::string field;  ///< "filing_date", "owners", as the JSON of a record names it
  ConflictKind kind = ConflictKind::kContradiction;
  FieldStatement taken;                ///< what the merged record holds
  std::vector<FieldStatement> others;  ///< that differ from it, each of another register

  friend bool operator==(const FieldConflict&, const FieldConflict&) = default;
};

struct MergedRight {
  RightRecord record;  ///< `known` and `source`: of the newest record of the leading register
  std::vector<FieldConflict> conflicts;  ///< in the order of the fields of RightRecord

  friend bool operator==(const MergedRight&, const MergedRight&) = default;
};

/// At least one record. Independent of their order. Titles in different scripts are translations,
/// dates of which one is only the month or year of the other agree, names are compared as
/// party_name.h makes them comparable.
MergedRight merge_records(const std::vector<RightRecord>& records);

/// Of all the records of a right; none where there is one record or none.
std::vector<FieldConflict> conflicts_of(const RightFacts& facts);

/// "US" for "uspto-grant", "EP" for "docdb"; "" for a register that speaks for no office.
std::string_view office_of_registry(std::string_view registry);

}  // namespace pignus::registers
