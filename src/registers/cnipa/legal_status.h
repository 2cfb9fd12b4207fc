// CNIPA's legal status as text, and the gazette's records of pledges and licences: labelled fields
// in records (labelled_text.h), in UTF-8 or GB18030.
//
// Each record becomes a LegalEvent; one that changes a holder, a pledge or a licence becomes a
// Recording besides:
//   TR01, TA01 with parties  kAssignment, all holders before and after
//   CP01, CP03 with parties  kChangeOfName
//   PE01                     kSecurityInterest, its id the registration number (登记号)
//   PM01                     kSecurityTransfer where the pledgee changes, else kCorrection of PE01
//   PC01                     kRelease that names the registration number
//   EE01, EM01, EC01         kLicence, its id the number of the recorded contract
// PP01 and PD01 are a court's preservation: events with the detail `effect`, never pledges.
//
// Pledges and licences were read by the order of fields of the gazette's templates only, never on a
// real record: their events carry the detail untested = "yes".
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/cnipa/labelled_text.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct LegalStatusLimits {
  std::size_t file_bytes_max = std::size_t{64} << 20;
};

/// Which right a record is about: its own patent number (专利号, 申请号); else that of a line
/// before the records; else one in the file's name ("ZL201220123456.7.txt"; a number without ZL or
/// CN needs its check digit). Without any, the record is a Problem, for its facts belong to nobody.
[[nodiscard]] Status read_cnipa_legal_status(ByteSource& source, std::string_view file,
                                             const FactSink& sink,
                                             const LegalStatusLimits& limits = {});

/// Text of this kind: it has the label of the announcement day, or a heading or row of the pledge
/// and licence templates with a number.
bool is_cnipa_legal_status(std::string_view head);

/// A patent number in the name of a file; "".
std::string number_in_file_name(std::string_view file);

/// What one record says, ready for its facts.
struct StatusRecord {
  LegalEvent event;
  std::string application_number;  ///< normal form
  std::string title;
  /// Changes, in order: what, before, after.
  struct Change {
    std::string item;
    std::string before;
    std::string after;
  };
  std::vector<Change> changes;
};

/// The recording of such a record; nullopt where it is none. `unread` says what is missing.
std::optional<Recording> recording_of(const StatusRecord& record, std::string& unread);

/// Whether a changed item is about who holds the right: 专利权人, 申请人, 共同专利权人.
bool is_holder_item(std::string_view item);

}  // namespace pignus::registers
