#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/conveyance.h"
#include "registers/number.h"
#include "registers/uspto/file_wrapper.h"
#include "registers/uspto/odp_text.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers::uspto {
namespace {

RightType type_of(std::string_view type) {
  struct Row {
    std::string_view word;
    RightType type;
  };
  constexpr auto kRows = std::to_array<Row>({{"UTL", RightType::kInvention},
                                             {"Utility", RightType::kInvention},
                                             {"DES", RightType::kDesign},
                                             {"Design", RightType::kDesign},
                                             {"PLT", RightType::kPlant},
                                             {"Plant", RightType::kPlant},
                                             {"REI", RightType::kReissue},
                                             {"Re-Issue", RightType::kReissue},
                                             {"Reissue", RightType::kReissue},
                                             {"SIR", RightType::kStatutoryInvention}});
  const auto* const row = std::ranges::find(kRows, type, &Row::word);
  return row == kRows.end() ? RightType::kUnknown : row->type;
}

/// "A61L   2/22" to "A61L2/22".
std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '-') out += c;
  }
  return out;
}

class Wrapper {
 public:
  Wrapper(const FileWrapper& from, const Source& source, const FactSink& sink)
      : from_(from), source_(source), sink_(sink) {}

  bool yield() {
    if (!tell_right()) return go_on_;
    if (says_of_the_right()) {
      RightRecord record = right_record();
      give(Fact(std::move(record)));
    }
    reexaminations();
    for (const WrapperEvent& event : from_.events) {
      if (!go_on_) return false;
      yield_event(event);
    }
    for (const WrapperAssignment& assignment : from_.assignments) {
      if (!go_on_) return false;
      yield_recording(assignment);
    }
    return go_on_;
  }

 private:
  void give(Fact&& fact) { go_on_ = go_on_ && sink_.on_fact(std::move(fact)); }

  void problem(std::string_view field, std::string message,
               ErrorCode code = ErrorCode::kInvalidInput) {
    go_on_ = go_on_ && sink_.on_problem({Error{code, std::move(message),
                                               Where{.file = source_.file,
                                                     .record = source_.record,
                                                     .field = std::string(field)}},
                                         ""});
  }

  RegisterDate date(std::string_view text, std::string_view field) {
    const auto day = service_date(text);
    if (!day) {
      problem(field, "not a date: " + in_quotes(text));
      return {};
    }
    if (day->latest() && (!latest_ || *day->latest() > *latest_)) latest_ = day->latest();
    return *day;
  }

  bool tell_right() {
    const std::string published = without_spaces(from_.publication);
    if (!published.empty()) {
      const auto number = parse_number(published);
      publication_ = number ? number->normal() : published;
    }
    if (!from_.application.empty()) {
      const auto number = us_application(from_.application);
      if (number) {
        application_ = number->normal;
        right_ = number->right;
      } else {
        problem("applicationNumberText",
                "not an application number: " + in_quotes(from_.application));
      }
    }
    if (!from_.patent.empty()) {
      const auto right = us_patent_right(from_.patent);
      if (right) {
        right_ = *right;
        grant_ = us_patent_number(from_.patent);
      } else {
        problem("patentNumber", "not a patent number: " + in_quotes(from_.patent));
      }
    }
    if (!right_.value.empty()) return true;
    if (from_.application.empty() && from_.patent.empty()) {
      problem("applicationNumberText", "no application or patent number");
    }
    return false;
  }

  /// Answers of part of a file (its events, its recordings) say nothing of the right itself.
  bool says_of_the_right() const {
    return !from_.title.empty() || !from_.filing_date.empty() || !from_.status.empty() ||
           !from_.adjustment.empty() || !from_.parents.empty() || !from_.children.empty() ||
           !from_.priorities.empty() || !from_.grant_date.empty();
  }

  RightRecord right_record() {
    RightRecord record;
    record.id = right_;
    record.type = from_.category == "REEXAM" ? RightType::kUnknown : type_of(from_.type);
    record.application_number = application_;
    record.grant_number = grant_;
    record.publication_number = publication_;
    record.title = squeeze_spaces(from_.title);
    record.filing_date = date(from_.filing_date, "filingDate");
    record.publication_date = date(from_.publication_date, "earliestPublicationDate");
    record.grant_date = date(from_.grant_date, "grantDate");
    read_adjustment(record);
    read_people(record);
    for (const std::string_view symbol : from_.classes) {
      record.classes.push_back(without_spaces(symbol));
    }
    read_family(record);
    read_details(record);
    record.terminal_disclaimer = std::ranges::any_of(
        from_.events, [](const WrapperEvent& event) { return event.code == "P574"; });
    record.source = source_;
    record.known = known_day();
    return record;
  }

  void read_adjustment(RightRecord& record) {
    if (from_.adjustment.empty()) return;
    double days = 0;
    const char* end = from_.adjustment.data() + from_.adjustment.size();
    const auto read = std::from_chars(from_.adjustment.data(), end, days);
    constexpr double kDaysMax = 36525;
    if (read.ec != std::errc() || read.ptr != end || !(days >= 0) || days > kDaysMax) {
      problem("adjustmentTotalQuantity", "not a number of days: " + in_quotes(from_.adjustment));
      return;
    }
    record.term_adjustment_days = static_cast<int>(std::lround(days));
  }

  void read_people(RightRecord& record) {
    for (const WrapperParty& party : from_.applicants) {
      Party owner{squeeze_spaces(party.name), country_of_address(party.country), ""};
      if (!owner.name.empty()) record.owners.push_back(std::move(owner));
    }
    if (record.owners.empty() && !trim(from_.first_applicant).empty()) {
      record.owners.push_back({squeeze_spaces(from_.first_applicant), "", ""});
    }
    for (const WrapperParty& party : from_.inventors) {
      const std::string name =
          squeeze_spaces(std::string(party.second_name) + " " + std::string(party.name));
      if (!name.empty()) record.inventors.push_back(name);
    }
  }

  static void add_relative(RightRecord& record, std::string number) {
    if (number.empty() || number == record.application_number || number == record.grant_number) {
      return;
    }
    if (std::ranges::find(record.family, number) == record.family.end()) {
      record.family.push_back(std::move(number));
    }
  }

  void claim(RightRecord& record, std::string_view text) {
    const RegisterDate day = date(text, "priority date");
    if (day.empty()) return;
    if (record.priority_date.empty() || *day.earliest() < *record.priority_date.earliest()) {
      record.priority_date = day;
    }
  }

  void read_relative(RightRecord& record, const WrapperRelation& relation) {
    const auto number = us_application(relation.number);
    add_relative(record, number ? number->normal : squeeze_spaces(relation.number));
    if (!relation.patent.empty()) add_relative(record, us_patent_number(relation.patent));
  }

  void read_family(RightRecord& record) {
    for (const WrapperRelation& parent : from_.parents) {
      read_relative(record, parent);
      claim(record, parent.date);
    }
    for (const WrapperRelation& child : from_.children) {
      read_relative(record, child);
      (void)date(child.date, "childApplicationFilingDate");
    }
    int unread = 0;
    for (const WrapperRelation& priority : from_.priorities) {
      const std::string number = foreign_application(priority.office, priority.number);
      if (number.empty()) {
        record.details["priority." + std::to_string(++unread)] =
            squeeze_spaces(std::string(priority.office) + " " + std::string(priority.number));
      } else {
        add_relative(record, number);
      }
      claim(record, priority.date);
    }
  }

  void read_details(RightRecord& record) {
    const auto keep = [&record](const char* name, std::string_view text) {
      std::string squeezed = squeeze_spaces(text);
      if (!squeezed.empty()) record.details[name] = std::move(squeezed);
    };
    keep("status", from_.status);
    keep("status_code", from_.status_code);
    keep("status_date", date(from_.status_date, "applicationStatusDate").text());
    keep("entity_status", from_.entity);
    keep("national_classes", from_.us_class);
    keep("international_registration", from_.international_registration);
    if (from_.category != "REGULAR") keep("application_category", from_.category);
    const std::string effective = date(from_.effective_date, "effectiveFilingDate").text();
    if (effective != record.filing_date.text()) keep("effective_filing_date", effective);
  }

  /// The day the service took the record in; where it does not say, the latest day in the record.
  Date known_day() {
    if (!from_.updated.empty()) {
      if (const auto day = date(from_.updated, "lastIngestionDateTime").exact()) return *day;
    }
    for (const WrapperEvent& event : from_.events) note_latest(event.date);
    for (const std::string_view other : from_.other_dates) note_latest(other);
    for (const WrapperAssignment& one : from_.assignments) note_latest(one.recorded);
    if (!latest_) problem("", "no date at all says when the record became known");
    return latest_.value_or(Date());
  }

  void note_latest(std::string_view text) {
    const auto day = service_date(text);
    if (day && day->latest() && (!latest_ || *day->latest() > *latest_)) latest_ = day->latest();
  }

  /// A reexamination has a file of its own; the patent it attacks is named as its parent.
  void reexaminations() {
    for (const WrapperRelation& parent : from_.parents) {
      const bool reexamination =
          parent.kind == "REX" || parent.kind.find("eexamination") != std::string_view::npos;
      const auto patent = reexamination ? us_patent_right(parent.patent) : std::nullopt;
      if (!patent) continue;
      LegalEvent event;
      event.right = *patent;
      event.code = "REX";
      event.st27 = "L12";
      event.date = date(from_.filing_date, "filingDate");
      event.description = squeeze_spaces(parent.kind == "REX" ? from_.category : parent.kind);
      event.details["request"] = from_.application;
      event.source = source_;
      if (event.date.empty()) {
        problem("filingDate", "a reexamination without its date");
        continue;
      }
      give(Fact(std::move(event)));
    }
  }

  void yield_event(const WrapperEvent& row) {
    LegalEvent event;
    const auto day = service_date(row.date);
    if (!day || day->empty()) {
      problem("eventDate",
              "an event " + for_message(row.code) +
                  (day ? " without a date" : " whose date is none: " + in_quotes(row.date)));
      return;
    }
    event.right = right_;
    event.code = squeeze_spaces(row.code);
    event.date = *day;
    event.description = squeeze_spaces(row.description);
    event.source = source_;
    if (event.code.empty() && event.description.empty()) {
      problem("eventCode", "an event that says nothing but its date");
      return;
    }
    give(Fact(std::move(event)));
  }

  void read_parties(const std::vector<WrapperParty>& from, std::vector<RecordedParty>& to,
                    std::optional<Date>& latest) {
    for (const WrapperParty& party : from) {
      RecordedParty one;
      one.party.name = squeeze_spaces(party.name);
      one.party.country = country_of_address(party.country);
      one.executed = date(party.executed, "executionDate");
      if (const auto day = one.executed.exact(); day && (!latest || *day > *latest)) latest = day;
      if (!one.party.name.empty()) to.push_back(std::move(one));
    }
  }

  void yield_recording(const WrapperAssignment& row) {
    Recording recording;
    recording.office = "US";
    recording.id = recording_id(row.reel, row.frame);
    if (recording.id.empty()) {
      const auto slash = row.reel_frame.find('/');
      if (slash != std::string_view::npos) {
        recording.id =
            recording_id(row.reel_frame.substr(0, slash), row.reel_frame.substr(slash + 1));
      }
    }
    if (recording.id.empty()) return problem("reelNumber", "no reel and frame number");
    recording.conveyance = squeeze_spaces(row.conveyance);
    std::optional<Date> executed;
    read_parties(row.assignors, recording.grantors, executed);
    read_parties(row.assignees, recording.grantees, executed);
    std::optional<Date> day = date(row.recorded, "assignmentRecordedDate").exact();
    if (!day) day = date(row.received, "assignmentReceivedDate").exact();
    recording.recorded_stated = day.has_value();
    if (!day) day = executed;
    if (!day) return problem("assignmentRecordedDate", "no date at all");
    recording.recorded = *day;
    recording.properties.push_back({.right = right_,
                                    .application_number = application_,
                                    .grant_number = grant_,
                                    .publication_number = publication_,
                                    .title = squeeze_spaces(from_.title)});
    recording.source = source_;
    classify(recording);
    give(Fact(std::move(recording)));
  }

  const FileWrapper& from_;
  const Source& source_;
  const FactSink& sink_;
  RightId right_;
  std::string application_;
  std::string grant_;
  std::string publication_;
  std::optional<Date> latest_;
  bool go_on_ = true;
};

}  // namespace

void FileWrapper::clear() {
  *this = FileWrapper();
}

bool yield_file_wrapper(const FileWrapper& wrapper, const Source& source, const FactSink& sink) {
  return Wrapper(wrapper, source, sink).yield();
}

}  // namespace pignus::registers::uspto
