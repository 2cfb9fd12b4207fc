// From an exchange document's parts to facts.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/epo/exchange_parts.h"

namespace pignus::registers {

/// What one exchange document gives: a right, or the word that its record is taken back; and the
/// lesser fields that could not be read.
struct ExchangeFacts {
  std::vector<Fact> facts;
  std::vector<Error> unread;

  friend bool operator==(const ExchangeFacts&, const ExchangeFacts&) = default;
};

/// A document of status D (delete), V or CV (void) becomes a Retraction, known from the day of its
/// exchange (`exchanged` where the document has none). Any other becomes a RightRecord:
/// - id: EP and WO by publication; US by patent, before the grant by application; China by
///   application; others by the national number (right.h);
/// - known: the day of publication, else of the last exchange. Where neither is told the record is
///   undated (right.h), and a problem says so too;
/// - owners and inventors: as the document spells them ("original", "docdba") with the country of
///   the standardised form, which is kept in the detail "owners_standard";
/// - family: the priorities claimed, then the publications of the family and related documents.
/// kInvalidInput where no right can be told.
[[nodiscard]] Result<ExchangeFacts> facts_of(const ExchangeParts& parts, const Where& where,
                                             std::string_view exchanged = "");

}  // namespace pignus::registers
