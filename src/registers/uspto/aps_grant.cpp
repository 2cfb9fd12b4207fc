#include "registers/uspto/aps_grant.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/number/parsing.h"
#include "registers/uspto/aps_facts.h"
#include "registers/uspto/aps_numbers.h"
#include "registers/uspto/claim_text.h"
#include "registers/uspto/class_symbols.h"
#include "registers/uspto/grant_number.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

/// A defensive publication is no patent: only its application keys it.
bool is_defensive(std::string_view number) {
  return number.starts_with('T') && numbers::all_digits(number.substr(1));
}

void read_head(const ApsSection& head, RightRecord& record, GrantNotes& notes) {
  record.title = squeeze_spaces(head.value("TTL"));
  record.filing_date = aps_date(head, "APD", notes);
  const bool design = record.type == RightType::kDesign;
  const ApsNumber serial = aps_serial(head.value("APN"));
  record.application_number =
      aps_application(serial.number, head.value("SRC"), record.filing_date, design);
  if (!serial.check_fits || (record.application_number.empty() && !head.value("APN").empty())) {
    notes.unreadable("APN", head.value("APN"));
  }
  const auto count = [&](const char* tag) {
    const std::string text = trim(head.value(tag));
    return text.empty() ? std::nullopt : count_of(text, tag, notes);
  };
  record.claim_count = count("NCL");
  record.figure_count = count("NFG");
  const RegisterDate disclaimed = aps_date(head, "DCD", notes);
  record.terminal_disclaimer = !trim(head.value("DCD")).empty();
  add_detail(record, "disclaimer_date", disclaimed.text());
  add_detail(record, "term_years", trim(head.value("TRM")));
  add_detail(record, "examiner", aps_name(head.value("EXP")));
  add_detail(record, "assistant_examiner", aps_name(head.value("EXA")));
}

/// Claims begin at NUM; a design has one, under DCLM and without a number.
void count_aps_claims(const ApsRecord& aps, RightRecord& record) {
  int all = 0;
  int independent = 0;
  for (const ApsSection& section : aps.sections) {
    if (section.name != "CLMS" && section.name != "DCLM") continue;
    bool open = false;
    std::string text;
    const auto close = [&] {
      if (open) ++all;
      if (open && !refers_to_claim(text)) ++independent;
      text.clear();
      open = false;
    };
    const bool numbered = !section.value("NUM").empty();
    for (const ApsField& field : section.fields) {
      if (field.tag == "NUM") {
        close();
        open = true;
      } else if (field.tag != "STM") {
        open = open || !numbered;
        text += " " + field.value;
      }
    }
    close();
  }
  if (all == 0) return;
  if (!record.claim_count) record.claim_count = all;
  record.independent_claim_count = independent;
}

Result<RightRecord> record_of(const ApsRecord& aps, GrantNotes& notes) {
  const auto refuse = [&](const char* field, std::string message) {
    Where where = notes.where;
    where.field = field;
    return fail(ErrorCode::kInvalidInput, std::move(message), std::move(where));
  };
  const ApsSection& head = aps.sections.front();
  const ApsNumber number = aps_patent_number(head.value("WKU"));
  const auto grant = us_grant_number(number.number, "");
  const bool defensive = is_defensive(number.number);
  if (!grant && !defensive) {
    return refuse("WKU", "no number of a US grant: " + in_quotes(number.number));
  }
  const auto issued = RegisterDate::parse(trim(head.value("ISD")));
  if (!issued || !issued->exact()) {
    return refuse("ISD", "no day of grant: " + in_quotes(head.value("ISD")));
  }
  RightRecord record;
  if (grant) {
    record.id = grant->id;
    record.type = grant->type;
    record.grant_number = grant->normal;
    record.grant_date = *issued;
  }
  record.known = *issued->exact();
  record.source.file = notes.where.file;
  record.source.record = notes.where.record;
  if (!number.check_fits) notes.unreadable("WKU", head.value("WKU"));
  read_head(head, record, notes);
  if (defensive) {
    if (record.application_number.empty()) {
      return refuse("APN", "a defensive publication without an application number");
    }
    std::string digits = record.application_number.substr(2);
    std::erase(digits, '/');
    record.id.value = "US-A-" + digits;
    record.publication_number = "US" + number.number;
    record.publication_date = *issued;
    add_detail(record, "filing_type", "defensive publication");
  }
  read_aps_facts(aps, record, notes);
  count_aps_claims(aps, record);
  return record;
}

}  // namespace

Status read_uspto_aps_grants(ByteSource& source, std::string_view file, const FactSink& sink,
                             const ApsLimits& limits) {
  ApsRecords records(source, limits);
  for (std::uint64_t number = 1;; ++number) {
    PIGNUS_ASSIGN(const auto aps, records.next());
    if (!aps) return {};
    GrantNotes notes{.where = {.file = std::string(file), .record = number, .field = ""},
                     .unread = {}};
    // What identifies the raw record: its first line says which grant it is.
    const std::string print = sha256_hex(aps->sections.front().value("WKU"));
    auto record = record_of(*aps, notes);
    if (aps->too_large) notes.unreadable("record", "larger than the bound; the rest left out");
    if (aps->not_utf8) notes.unreadable("encoding", "bytes that are no UTF-8 replaced");
    bool go_on = true;
    if (record) {
      go_on = sink.on_fact(Fact(std::move(*record)));
    } else {
      go_on = sink.on_problem(Problem{std::move(record.error()), print});
    }
    for (Error& error : notes.unread) {
      go_on = go_on && sink.on_problem(Problem{std::move(error), print});
    }
    if (!go_on) return fail(ErrorCode::kCancelled, "stopped by the caller", notes.where);
  }
}

}  // namespace pignus::registers
