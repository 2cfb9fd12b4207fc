// A trademark's file as an office's formats give it, before it becomes facts. The readers fill the
// texts as they stand; facts_of_us_mark knows what the USPTO means by them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "registers/batch.h"

namespace pignus::registers {

struct MarkOwner {
  std::string name;
  std::string country;
  std::string identifier;
  int party_type = 0;  ///< USPTO: 10 original applicant, 20 at publication, 30 registrant, …
};

struct MarkEvent {
  std::string code;  ///< "R.PR"
  std::string type;  ///< "A": the letter that tells apart two meanings of a code; "" not given
  std::string date;
  std::string description;
  std::string proceeding;  ///< number of the proceeding it belongs to, "" or "0": none
};

struct MarkClass {
  std::string number;  ///< Nice class as written: "016", "9"
  std::string goods;
  std::string first_use;
  std::string first_use_in_commerce;
};

struct MarkAssignment {
  std::string identifier;  ///< reel and frame run together: "41910383"
  std::string conveyance;
  std::string recorded;
  std::string received;
  std::string executed;
  std::vector<RecordedParty> grantors;
  std::vector<RecordedParty> grantees;
};

struct MarkCase {
  std::string serial;        ///< application number, digits
  std::string registration;  ///< "" or zeros: none
  std::string title;         ///< the words of the mark
  std::string filing_date;
  std::string registration_date;
  std::string publication_date;
  std::string priority_date;
  std::string expiry_date;
  std::string status_code;  ///< the office's code or word: "702", "REGISTERED"
  std::string status_date;
  std::string updated;  ///< the day the record was made public; "" unknown
  std::vector<MarkOwner> owners;
  std::vector<MarkEvent> events;
  std::vector<MarkClass> classes;
  std::vector<MarkAssignment> assignments;
  std::vector<std::string> family;
  std::map<std::string, std::string> details;
};

/// "US-T-…" of a registration or, before there is one, of a serial number; "" when neither is a
/// number of at most eight digits.
std::string us_mark_key(std::string_view serial, std::string_view registration);

/// The facts of one US mark: the right, an event for each event and one for the status, the
/// recordings. Dates may carry a time zone ("2004-03-23-05:00") or unknown parts ("19960100"). What
/// cannot be read is a problem each. False: the sink wants no more.
bool yield_us_mark(const MarkCase& mark, const Source& source, const FactSink& sink);

/// The facts of a mark of another office, under the key given: the right, its events, one for its
/// status. Codes and words of status are looked up in standards/st27 under "<office>-T". A status
/// without a date counts from the day the record was known.
bool yield_office_mark(const MarkCase& mark, const RightId& key, const Source& source,
                       const FactSink& sink);

/// A date of ST.66, ST.96 or the daily files; unknown with a problem for what is none.
RegisterDate mark_date(std::string_view text, std::string_view field, const Source& source,
                       const FactSink& sink, bool& go_on);

/// "016" to "16"; codes that are no number ("A", "200") stay as they are.
std::string nice_class(std::string_view text);

}  // namespace pignus::registers
