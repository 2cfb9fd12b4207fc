// The file of one US application as the office's data services give it, before it becomes facts.
// Two services with different names for the same things fill it: the Open Data Portal and the
// Patent Examination Data System before it. All texts are views into the parsed record.
#pragma once

#include <simdjson.h>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/batch.h"

namespace pignus::registers::uspto {

struct WrapperParty {
  std::string_view name;
  std::string_view second_name;  ///< given names, where the service keeps them apart
  std::string_view country;      ///< "US", "(US)", "JPX", "MA": as it stands
  std::string_view executed;     ///< assignors: the day they signed
};

struct WrapperEvent {
  std::string_view code;
  std::string_view description;
  std::string_view date;
};

struct WrapperAssignment {
  std::string_view reel;
  std::string_view frame;
  std::string_view reel_frame;  ///< "047305/0442"
  std::string_view recorded;
  std::string_view received;
  std::string_view conveyance;
  std::vector<WrapperParty> assignors;
  std::vector<WrapperParty> assignees;
};

/// A parent or child application, or a foreign one whose priority is claimed.
struct WrapperRelation {
  std::string_view number;
  std::string_view patent;
  std::string_view date;
  std::string_view kind;    ///< "CON", "REX", or in words
  std::string_view office;  ///< foreign priority: the country in words
};

struct FileWrapper {
  std::string_view application;
  std::string_view patent;
  std::string_view publication;
  std::string_view publication_date;
  std::string_view filing_date;
  std::string_view effective_date;
  std::string_view grant_date;
  std::string_view title;
  std::string_view type;      ///< "UTL", or "Utility"
  std::string_view category;  ///< "REGULAR", "REEXAM"
  std::string_view status;
  std::string_view status_code;
  std::string_view status_date;
  std::string_view entity;
  std::string_view adjustment;  ///< days, "127.0"
  std::string_view first_applicant;
  std::string_view us_class;
  std::string_view international_registration;  ///< Hague: "DM/236087"
  std::string_view updated;                     ///< when the service last took the record in
  std::vector<WrapperParty> applicants;
  std::vector<WrapperParty> inventors;
  std::vector<std::string_view> classes;
  std::vector<WrapperEvent> events;
  std::vector<WrapperAssignment> assignments;
  std::vector<WrapperRelation> parents;
  std::vector<WrapperRelation> children;
  std::vector<WrapperRelation> priorities;
  std::vector<std::string_view> other_dates;  ///< of what is not read further (adjustment history)

  void clear();
};

/// Fill `wrapper`; its views live until the parser's next document.
simdjson::error_code read_odp_wrapper(simdjson::ondemand::object record, FileWrapper& wrapper);
simdjson::error_code read_peds_wrapper(simdjson::ondemand::object record, FileWrapper& wrapper);

/// The facts of one file: the right as it stands, its events, the recordings against it. What
/// cannot be read of it is a problem each, naming the field. False: the sink wants no more.
bool yield_file_wrapper(const FileWrapper& wrapper, const Source& source, const FactSink& sink);

}  // namespace pignus::registers::uspto
