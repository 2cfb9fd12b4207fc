#include "registers/trademark/mark_case.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/conveyance.h"
#include "registers/number/parsing.h"
#include "standards/st27.h"

namespace pignus::registers {
namespace {

using numbers::all_digits;
using numbers::without_leading_zeros;

/// Marks have codes of their own beside those of patents: the table says so by its office.
constexpr std::string_view kTable = "US-T";
constexpr std::size_t kDigitsMax = 8;
constexpr std::size_t kCodeSize = 4;
/// Until this day a registration ran for twenty years, from it on for ten (text not at hand).
constexpr std::string_view kTenYearsSince = "1989-11-16";

std::string number_or_none(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ',' && c != '/' && c != ' ' && c != '-') digits += c;
  }
  if (!all_digits(digits) || digits.size() > kDigitsMax) return "";
  return without_leading_zeros(digits);
}

const standards::EventMapping* mapping_of(const MarkEvent& event) {
  if (!event.type.empty()) {
    if (const auto* exact = standards::event_mapping(kTable, event.code + event.type)) return exact;
  }
  return standards::event_mapping(kTable, event.code);
}

/// "RNL2" renews for the second time, for ten years, "REN2" for twenty; 0 for other codes.
int renewal(std::string_view code, std::string_view family) {
  const bool is =
      code.size() == kCodeSize && code.starts_with(family) && code[3] >= '1' && code[3] <= '9';
  return is ? code[3] - '0' : 0;
}

class UsMark {
 public:
  UsMark(const MarkCase& mark, const Source& source, const FactSink& sink)
      : mark_(mark), source_(source), sink_(sink) {}

  bool yield() {
    serial_ = number_or_none(mark_.serial);
    registration_ = number_or_none(mark_.registration);
    key_ = us_mark_key(mark_.serial, mark_.registration);
    if (key_.empty()) {
      problem("serial-number", "no serial or registration number");
      return go_on_;
    }
    registered_ = date(mark_.registration_date, "registration-date");
    for (const MarkEvent& event : mark_.events) take_event(event);
    take_status();
    for (const MarkAssignment& assignment : mark_.assignments) take_assignment(assignment);
    give(Fact(right()));
    for (LegalEvent& event : events_) give(Fact(std::move(event)));
    for (Recording& recording : recordings_) give(Fact(std::move(recording)));
    return go_on_;
  }

 private:
  void give(Fact&& fact) { go_on_ = go_on_ && sink_.on_fact(std::move(fact)); }
  void problem(std::string_view field, std::string message) {
    go_on_ = go_on_ && sink_.on_problem({Error{ErrorCode::kInvalidInput, std::move(message),
                                               Where{.file = source_.file,
                                                     .record = source_.record,
                                                     .field = std::string(field)}},
                                         ""});
  }

  RegisterDate date(std::string_view text, std::string_view field) {
    const RegisterDate day = mark_date(text, field, source_, sink_, go_on_);
    if (day.latest() && (!latest_ || *day.latest() > *latest_)) latest_ = day.latest();
    return day;
  }

  RightRecord right() {
    RightRecord record;
    record.id.value = key_;
    record.type = RightType::kTrademark;
    record.application_number = serial_.empty() ? "" : "US" + serial_;
    record.grant_number = registration_.empty() ? "" : "US" + registration_;
    record.filing_date = date(mark_.filing_date, "filing-date");
    record.priority_date = date(mark_.priority_date, "priority date");
    record.publication_date = date(mark_.publication_date, "published-for-opposition-date");
    record.grant_date = registered_;
    record.title = mark_.title;
    record.family = mark_.family;
    record.details = mark_.details;
    take_owners(record);
    for (const MarkClass& one : mark_.classes) take_class(one, record);
    if (!mark_.status_code.empty()) record.details["status_code"] = mark_.status_code;
    const std::string since = date(mark_.status_date, "status-date").text();
    if (!since.empty()) record.details["status_date"] = since;
    const RegisterDate updated = date(mark_.updated, "transaction-date");
    const auto known = updated.exact() ? updated.exact() : latest_;
    if (!known) problem("", "no date at all says when the record became known");
    record.known = known.value_or(Date());
    record.source = source_;
    return record;
  }

  /// The owners of today are those of the latest party type; the others stay in the details.
  void take_owners(RightRecord& record) {
    int latest = 0;
    for (const MarkOwner& owner : mark_.owners) latest = std::max(latest, owner.party_type);
    for (const MarkOwner& owner : mark_.owners) {
      if (owner.name.empty()) continue;
      if (owner.party_type == latest) {
        const Party party{owner.name, owner.country, owner.identifier};
        if (std::ranges::find(record.owners, party) == record.owners.end()) {
          record.owners.push_back(party);
        }
      } else {
        std::string& former = record.details["owner." + std::to_string(owner.party_type)];
        former += (former.empty() ? "" : "; ") + owner.name;
      }
    }
  }

  void take_class(const MarkClass& one, RightRecord& record) {
    const std::string number = nice_class(one.number);
    if (number.empty()) return;
    if (std::ranges::find(record.classes, number) == record.classes.end()) {
      record.classes.push_back(number);
    }
    if (!one.goods.empty()) {
      std::string& goods = record.details["goods." + number];
      if (goods != one.goods) goods += (goods.empty() ? "" : "; ") + one.goods;
    }
    const std::string first = date(one.first_use, "first-use-anywhere-date").text();
    if (!first.empty()) record.details["first_use." + number] = first;
    const std::string commerce =
        date(one.first_use_in_commerce, "first-use-in-commerce-date").text();
    if (!commerce.empty()) record.details["first_use_in_commerce." + number] = commerce;
  }

  /// Paid until: the declaration of the sixth year carries a registration to its first renewal, a
  /// renewal to the next.
  std::optional<Date> paid_until(const MarkEvent& event, int fee_year) const {
    const auto registered = registered_.exact();
    if (!registered) return std::nullopt;
    const int first = registered->iso() < kTenYearsSince ? 20 : 10;
    const int ten = renewal(event.code, "RNL");
    const int twenty = renewal(event.code, "REN");
    if (ten == 0 && twenty == 0) {
      constexpr int kDeclaration = 6;
      return fee_year == kDeclaration ? std::optional(registered->plus_years(first)) : std::nullopt;
    }
    constexpr int kRenewalsMax = 9;
    int long_ones = 0;
    for (const MarkEvent& other : mark_.events) {
      const int number = renewal(other.code, "REN");
      if (number > 0 && number <= std::max(ten, twenty)) ++long_ones;
    }
    long_ones = std::min(long_ones, kRenewalsMax);
    const int short_ones = std::max(0, std::max(ten, twenty) - long_ones);
    return registered->plus_years(first + 20 * long_ones + 10 * short_ones);
  }

  void take_event(const MarkEvent& from) {
    LegalEvent event;
    event.right.value = key_;
    event.code = from.code;
    event.description = from.description;
    event.source = source_;
    event.date = date(from.date, "event date");
    if (event.date.empty()) {
      return problem("event date", "an event " + for_message(from.code) + " without a date");
    }
    if (event.code.empty() && event.description.empty()) {
      return problem("event", "an event that says nothing but its date");
    }
    if (!from.type.empty()) event.details["type"] = from.type;
    if (const auto* mapping = mapping_of(from)) {
      event.st27 = mapping->st27;
      if (mapping->fee_year > 0) event.details["fee_year"] = std::to_string(mapping->fee_year);
      if (!mapping->effect.empty()) event.details["effect"] = mapping->effect;
      const bool paid = mapping->st27.starts_with("U1");
      if (const auto until = paid ? paid_until(from, mapping->fee_year) : std::nullopt) {
        event.details["paid_until"] = until->iso();
      }
    }
    const bool of_proceeding =
        event.st27.starts_with('L') || event.st27.starts_with('M') || event.st27.starts_with('E');
    if (!from.proceeding.empty() && !without_leading_zeros(from.proceeding).empty()) {
      event.details[of_proceeding ? "request" : "proceeding"] = from.proceeding;
    }
    events_.push_back(std::move(event));
  }

  /// The state of the file is an event too: of old files it is all there is.
  void take_status() {
    if (mark_.status_code.empty()) return;
    const RegisterDate day = date(mark_.status_date, "status-date");
    if (day.empty()) return;
    LegalEvent event;
    event.right.value = key_;
    event.code = mark_.status_code;
    event.description = "status";
    event.date = day;
    event.source = source_;
    if (const auto* mapping = standards::event_mapping(kTable, mark_.status_code)) {
      event.st27 = mapping->st27;
    }
    events_.push_back(std::move(event));
  }

  void take_assignment(const MarkAssignment& from) {
    constexpr std::size_t kFrame = 4;
    Recording recording;
    recording.office = "US";
    const std::string digits = squeeze_spaces(from.identifier);
    const auto slash = digits.find('/');
    if (slash != std::string::npos) {
      recording.id = recording_id(digits.substr(0, slash), digits.substr(slash + 1));
    } else if (digits.size() > kFrame) {
      recording.id = recording_id(digits.substr(0, digits.size() - kFrame),
                                  digits.substr(digits.size() - kFrame));
    }
    if (recording.id.empty()) return problem("AssignmentIdentifier", "no reel and frame number");
    recording.conveyance = from.conveyance;
    recording.grantors = from.grantors;
    recording.grantees = from.grantees;
    const RegisterDate executed = date(from.executed, "AssignmentExecutedDate");
    for (RecordedParty& party : recording.grantors) {
      if (party.executed.empty()) party.executed = executed;
    }
    auto day = date(from.recorded, "AssignmentRecordedDate").exact();
    if (!day) day = date(from.received, "AssignmentReceivedDate").exact();
    recording.recorded_stated = day.has_value();
    if (!day) day = executed.exact();
    if (!day) return problem("AssignmentRecordedDate", "no date at all");
    recording.recorded = *day;
    recording.properties.push_back(
        {.right = RightId{key_},
         .application_number = serial_.empty() ? "" : "US" + serial_,
         .grant_number = registration_.empty() ? "" : "US" + registration_,
         .publication_number = "",
         .title = mark_.title});
    recording.source = source_;
    classify(recording);
    recordings_.push_back(std::move(recording));
  }

  const MarkCase& mark_;
  const Source& source_;
  const FactSink& sink_;
  std::string serial_;
  std::string registration_;
  std::string key_;
  RegisterDate registered_;
  std::optional<Date> latest_;
  std::vector<LegalEvent> events_;
  std::vector<Recording> recordings_;
  bool go_on_ = true;
};

}  // namespace

std::string us_mark_key(std::string_view serial, std::string_view registration) {
  const std::string registered = number_or_none(registration);
  const std::string applied = number_or_none(serial);
  if (!registered.empty()) return "US-T-" + registered;
  return applied.empty() ? "" : "US-T-" + applied;
}

bool yield_us_mark(const MarkCase& mark, const Source& source, const FactSink& sink) {
  return UsMark(mark, source, sink).yield();
}

RegisterDate mark_date(std::string_view text, std::string_view field, const Source& source,
                       const FactSink& sink, bool& go_on) {
  constexpr std::size_t kIso = 10;
  std::string_view day = text;
  // "2004-03-23-05:00", "2004-03-23Z", "2004-03-23T00:00:00"
  const bool dashed = day.size() > kIso && day[4] == '-' && day[7] == '-';
  if (dashed) day = day.substr(0, kIso);
  if (const auto read = RegisterDate::parse(day)) return *read;
  go_on =
      go_on &&
      sink.on_problem(
          {Error{ErrorCode::kInvalidInput, "not a date: " + in_quotes(text),
                 Where{.file = source.file, .record = source.record, .field = std::string(field)}},
           ""});
  return {};
}

std::string nice_class(std::string_view text) {
  const std::string number = squeeze_spaces(text);
  return all_digits(number) && number.size() <= 3 && number < "100" ? without_leading_zeros(number)
                                                                    : number;
}

}  // namespace pignus::registers
