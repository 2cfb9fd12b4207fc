// One thing a document says about a right or the firm, with the place where it says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "registers/right.h"
#include "registers/status.h"

namespace pignus::book {

enum class StatementKind {
  kStatus,      ///< value: a LegalState name, or "granted"
  kType,        ///< value: a RightType name
  kOwner,       ///< value: name of an owner; one row each
  kSoleOwner,   ///< value: "yes": there is no co-owner
  kEncumbered,  ///< value: "yes" or "no"
  kFeesPaid,    ///< value: "yes" or "no"
  kLitigation,  ///< value: "yes" or "no": dispute or invalidation pending
  kFilingDate,  ///< value: ISO date
  kGrantDate,   ///< value: ISO date
  kExpiryDate,  ///< value: ISO date
  kCount,       ///< of the firm: value: an integer, scope says of what
  kLicensed,    ///< value: "yes" or "no": a licence has been given
  kExists,      ///< the document lists the right and says nothing else
};
std::string_view name_of(StatementKind kind);
std::optional<StatementKind> parse_statement_kind(std::string_view name);

/// What a count is of.
struct CountScope {
  std::optional<registers::RightType> type;    ///< nullopt: all rights
  bool granted = false;                        ///< alive: in force or in grace
  std::optional<registers::LegalState> state;  ///< this state; neither: alive or pending
};
/// "all", "invention", "invention:granted", "trademark:pending"; nullopt for anything else.
std::optional<CountScope> parse_count_scope(std::string_view text);

/// The place in a document.
struct Place {
  std::string document;  ///< file name under documents/
  std::string where;     ///< "page 3, table 2, row 5"
  std::string quote;     ///< the words, short

  friend bool operator==(const Place&, const Place&) = default;
};

struct Statement {
  std::string id;  ///< "S12", unique in the dossier
  StatementKind kind = StatementKind::kExists;
  std::string stated_number;                ///< the right as written; "" for the firm as a whole
  std::optional<registers::RightId> right;  ///< nullopt: none, or the number does not parse
  std::string scope;                        ///< kCount: see parse_count_scope()
  std::string value;
  Date stated_on;  ///< the day the document speaks of
  Place place;
};

}  // namespace pignus::book
