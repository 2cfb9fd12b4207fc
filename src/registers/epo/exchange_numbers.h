// The numbers of exchange documents in Pignus's normal form. The EPO spells an application in three
// ways: docdb ("US 201113167395 A", "GB 0204635 W"), epodoc ("US201113167395", "WO2002GB04635") and
// as the office wrote it ("13/167395").
#pragma once

#include <optional>
#include <string>

#include "registers/epo/exchange_parts.h"
#include "registers/right.h"

namespace pignus::registers {

/// "EP1000000A1" of a publication's docdb form; as spelled where it does not parse.
std::string publication_text(const ExchangeNumber& number);

/// The spellings of one application.
struct ApplicationForms {
  const ExchangeNumber* docdb = nullptr;
  const ExchangeNumber* epodoc = nullptr;
  const ExchangeNumber* original = nullptr;

  void add(const ExchangeNumber& number);
};
/// "US13/167395", "EP20100167109", "PCT/GB2002/004635", "CN201410234381": normal where the form
/// tells it without doubt, else the epodoc form, which has the year, else what there is. US numbers
/// of the older docdb form ("8359798": 083597 of 1998) have no series; it is taken from the
/// original form, or for filings of 1998 to 2003 from the year (our table, recalled).
std::string application_text(const ApplicationForms& forms);

/// The key of the right that a publication belongs to; `application` (application_text) for those
/// keyed by it: US published applications, and China. nullopt where it cannot be told.
std::optional<RightId> right_of_publication(const ExchangeNumber& publication,
                                            const std::string& application, RightType& type);

/// This publication is, or announces, the grant. By its kind code, where the office's dates of
/// public availability do not tell.
bool is_grant_kind(std::string_view country, std::string_view kind, std::string_view date);

}  // namespace pignus::registers
