#include <algorithm>
#include <optional>
#include <utility>

#include "core/message_text.h"
#include "registers/trademark/mark_case.h"
#include "standards/st27.h"

namespace pignus::registers {
namespace {

class OfficeMark {
 public:
  OfficeMark(const MarkCase& mark, const RightId& key, const Source& source, const FactSink& sink)
      : mark_(mark), key_(key), source_(source), sink_(sink) {}

  bool yield() {
    RightRecord record = right();
    const Date known = record.known;
    give(Fact(std::move(record)));
    for (const MarkEvent& event : mark_.events) take_event(event);
    take_status(known);
    return go_on_;
  }

 private:
  void give(Fact&& fact) { go_on_ = go_on_ && sink_.on_fact(std::move(fact)); }

  RegisterDate date(std::string_view text, std::string_view field) {
    return mark_date(text, field, source_, sink_, go_on_);
  }
  /// A day on which the record existed; the end of a term is none.
  RegisterDate past(std::string_view text, std::string_view field) {
    const RegisterDate day = date(text, field);
    if (day.latest() && (!latest_ || *day.latest() > *latest_)) latest_ = day.latest();
    return day;
  }

  std::string numbered(const std::string& number) const {
    return number.empty() ? number : std::string(key_.office()) + number;
  }

  RightRecord right() {
    RightRecord record;
    record.id = key_;
    record.type = RightType::kTrademark;
    record.application_number = numbered(mark_.serial);
    record.grant_number = numbered(mark_.registration);
    record.title = mark_.title;
    record.filing_date = past(mark_.filing_date, "application date");
    record.grant_date = past(mark_.registration_date, "registration date");
    record.publication_date = past(mark_.publication_date, "publication date");
    record.priority_date = past(mark_.priority_date, "priority date");
    record.expiry_date = date(mark_.expiry_date, "expiry date");
    record.family = mark_.family;
    record.details = mark_.details;
    for (const MarkOwner& owner : mark_.owners) {
      if (!owner.name.empty()) {
        record.owners.push_back({owner.name, owner.country, owner.identifier});
      }
    }
    for (const MarkClass& one : mark_.classes) take_class(one, record);
    if (!mark_.status_code.empty()) record.details["status"] = mark_.status_code;
    const std::string since = past(mark_.status_date, "status date").text();
    if (!since.empty()) record.details["status_date"] = since;
    for (const MarkEvent& event : mark_.events) (void)latest_of(event.date);
    const auto updated = date(mark_.updated, "answer date").exact();
    const auto known = updated ? updated : latest_;
    if (!known) problem("", "no date at all says when the record became known");
    record.known = known.value_or(Date());
    record.source = source_;
    return record;
  }

  void problem(std::string_view field, std::string message) {
    const Where where{.file = source_.file, .record = source_.record, .field = std::string(field)};
    go_on_ = go_on_ &&
             sink_.on_problem({Error{ErrorCode::kInvalidInput, std::move(message), where}, ""});
  }

  bool latest_of(std::string_view text) {
    const auto day = RegisterDate::parse(text.substr(0, 10));
    if (day && day->latest() && (!latest_ || *day->latest() > *latest_)) latest_ = day->latest();
    return day.has_value();
  }

  void take_class(const MarkClass& one, RightRecord& record) {
    const std::string number = nice_class(one.number);
    if (number.empty()) return;
    if (std::ranges::find(record.classes, number) == record.classes.end()) {
      record.classes.push_back(number);
    }
    if (one.goods.empty()) return;
    std::string& goods = record.details["goods." + number];
    goods += (goods.empty() ? "" : "; ") + one.goods;
  }

  const standards::EventMapping* mapping(const std::string& code) const {
    return standards::event_mapping(std::string(key_.office()) + "-T", code);
  }

  void take_event(const MarkEvent& from) {
    LegalEvent event;
    event.right = key_;
    event.code = from.code;
    event.description = from.description;
    event.date = date(from.date, "event date");
    event.source = source_;
    if (event.date.empty()) {
      return problem("event date", "an event " + for_message(from.code) + " without a date");
    }
    if (event.code.empty() && event.description.empty()) {
      return problem("event", "an event that says nothing but its date");
    }
    if (const auto* found = mapping(from.code)) event.st27 = found->st27;
    if (!from.proceeding.empty()) event.details["gazette"] = from.proceeding;
    give(Fact(std::move(event)));
  }

  void take_status(Date known) {
    if (mark_.status_code.empty()) return;
    LegalEvent event;
    event.right = key_;
    event.code = mark_.status_code;
    event.description = "status";
    event.date = date(mark_.status_date, "status date");
    if (event.date.empty()) event.known = known;
    if (const auto* found = mapping(mark_.status_code)) event.st27 = found->st27;
    event.source = source_;
    give(Fact(std::move(event)));
  }

  const MarkCase& mark_;
  const RightId& key_;
  const Source& source_;
  const FactSink& sink_;
  std::optional<Date> latest_;
  bool go_on_ = true;
};

}  // namespace

bool yield_office_mark(const MarkCase& mark, const RightId& key, const Source& source,
                       const FactSink& sink) {
  return OfficeMark(mark, key, source, sink).yield();
}

}  // namespace pignus::registers
