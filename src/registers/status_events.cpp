#include "registers/status_events.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "standards/inpadoc.h"
#include "standards/lien_codes.h"
#include "standards/st27.h"
#include "standards/st27_events.h"

namespace pignus::registers {
namespace {

struct Told {
  const LegalEvent* event = nullptr;
  Date day;
  std::string st27;
  std::string effect;
  int fee_year = 0;
  std::optional<Date> paid_until;
  bool by_class = false;  ///< st27 is no more than the code's INPADOC class
};

std::string detail(const LegalEvent& event, const std::string& name) {
  const auto at = event.details.find(name);
  return at == event.details.end() ? std::string() : at->second;
}

/// What the code's class alone says. Only an end, a discontinuation and a revival are taken from
/// it: class F holds decisions and intentions to grant besides grants, class U fees of every kind.
std::string class_event(const CodePlace& place) {
  const auto* code = standards::inpadoc_code(place.office, place.code);
  if (code == nullptr) {
    return "";
  }
  const bool ends =
      code->influence == '-' && (code->event_class == 'H' || code->event_class == 'B');
  const bool revives = code->influence == '+' && code->event_class == 'K';
  return ends || revives ? std::string(1, code->event_class) + "00" : std::string();
}

/// "attachment" and "attachment_end" by the tables of pledge codes, where nothing else says so.
std::string attachment_effect(const CodePlace& place) {
  const auto* code = standards::lien_code(place.office, place.code);
  if (code == nullptr) {
    return "";
  }
  return code->effect == standards::LienEffect::kAttachment          ? "attachment"
         : code->effect == standards::LienEffect::kAttachmentRelease ? "attachment_end"
                                                                     : "";
}

Told told(const LegalEvent& event, Date day) {
  Told out{&event, day, event.st27, detail(event, "effect"), 0, std::nullopt, false};
  const CodePlace place = code_place(event);
  const auto* mapping = standards::event_mapping(place.office, place.code);
  if (mapping != nullptr) {
    if (out.st27.empty()) {
      out.st27 = mapping->st27;
    }
    if (out.effect.empty()) {
      out.effect = mapping->effect;
    }
    out.fee_year = mapping->fee_year;
  } else if (out.st27.empty()) {
    out.st27 = class_event(place);
    out.by_class = !out.st27.empty();
  }
  if (out.effect.empty()) {
    out.effect = attachment_effect(place);
  }
  const std::string year = detail(event, "fee_year");
  int given = 0;
  if (std::from_chars(year.data(), year.data() + year.size(), given).ec == std::errc() &&
      given > 0) {
    out.fee_year = given;
  }
  if (const auto until = RegisterDate::parse(detail(event, "paid_until"))) {
    out.paid_until = until->exact();
  }
  return out;
}

// On one day a right is granted before it is paid for, attacked before it is maintained or ends,
// and revived after it ended.
int rank(const Told& told) {
  constexpr std::string_view letters = "AQDEBCFGULMTVHNKPRSWY";
  const std::size_t at = told.st27.empty() ? std::string_view::npos : letters.find(told.st27[0]);
  return static_cast<int>(std::min(at, letters.size()));
}

auto order(const Told& told) {
  return std::tuple(told.day, rank(told), std::string_view(told.st27),
                    std::string_view(told.event->code), told.effect, told.fee_year, told.paid_until,
                    detail(*told.event, "request"), cite(*told.event));
}

bool has_ended(LegalState state) {
  return state == LegalState::kLapsed || state == LegalState::kExpired ||
         state == LegalState::kInvalidated || state == LegalState::kAbandoned;
}

std::optional<LegalState> end_of(std::string_view st27) {
  if (st27 == "H14") {
    return LegalState::kExpired;
  }
  if (st27 == "H12") {
    return LegalState::kInvalidated;
  }
  if (st27 == "H15") {
    return LegalState::kAbandoned;
  }
  // The other cessations do not say why; "lapsed" is the word for an end without a cause.
  if (st27.starts_with('H') || st27 == "N10" || st27 == "N12") {
    return LegalState::kLapsed;
  }
  if (st27.starts_with('B') || st27 == "N11") {
    return LegalState::kAbandoned;
  }
  return std::nullopt;
}

class Teller {
 public:
  EventStory take() { return std::move(story_); }

  void hear(const Told& told) {
    const LegalState before = story_.state;
    act_on(told);
    step(told, before);
  }

 private:
  void act_on(const Told& told) {
    if (told.effect == "refund") {
      if (story_.payments.erase(told.fee_year) > 0) {
        note(told, "status.fee_refunded");
      }
      return;
    }
    if (told.effect == "undo_end") {
      if (has_ended(story_.state)) {
        doubt(told, "status.end_deleted");
      }
      return;
    }
    if (told.by_class) {
      by_class(told);
    } else if (told.st27 == "U10" || told.st27 == "U11") {
      pay(told);
    } else if (const auto end = end_of(told.st27)) {
      finish(told, *end);
    } else if (told.st27.starts_with('F')) {
      grant(told);
    } else if (told.st27 == "K10" || told.st27 == "K13" || told.st27 == "K14") {
      revive(told, LegalState::kInForce);
    } else if (told.st27 == "C10" || told.st27 == "C13") {
      revive(told, LegalState::kPending);
    } else if (told.st27.starts_with('G')) {
      extend(told);
    } else {
      procedure(told);
    }
  }

  /// Keeps what moved the right: its state, or its stage in ST.27's terms.
  void step(const Told& told, LegalState before) {
    const standards::St27Event* event = told.by_class ? nullptr : standards::st27_event(told.st27);
    const std::string at = story_.steps.empty() ? "" : story_.steps.back().stage;
    std::string stage = event != nullptr && event->moves() ? std::string(event->stage) : at;
    if (has_ended(story_.state)) {
      stage = "termination";
    }
    if (story_.state == before && stage == at) {
      return;
    }
    const LegalEvent& source = *told.event;
    story_.steps.push_back({story_.state, std::move(stage), told.day, told.st27, source.code,
                            source.known, source.source,
                            event == nullptr || event->expected_from(at)});
  }

  void doubt(const Told& told, const std::string& message) {
    set(told, LegalState::kUnknown);
    story_.since.reset();
    story_.in_doubt = true;
    note(told, message);
  }

  void by_class(const Told& told) {
    if (told.st27[0] == 'H') {
      if (!has_ended(story_.state)) {
        set(told, LegalState::kLapsed);
        note(told, "status.ceased_by_class");
      }
    } else if (told.st27[0] == 'B') {
      if (!story_.granted && !has_ended(story_.state)) {
        doubt(told, "status.discontinued_by_class");
      }
    } else if (has_ended(story_.state) && story_.state != LegalState::kInvalidated) {
      doubt(told, "status.revived_by_class");
    }
  }

  void extend(const Told& told) {
    const bool granted =
        told.st27 == "G10" || told.st27 == "G13" || told.st27 == "G17" || told.st27 == "G20";
    if (told.st27 == "G14") {
      story_.extended_until.reset();
      story_.extension_untold = false;
      note(told, "status.extension_revoked");
    } else if (granted) {
      const std::string stated = detail(*told.event, "extended_until");
      const auto until =
          RegisterDate::parse(stated.empty() ? detail(*told.event, "spc_expiry_date") : stated);
      if (until && until->latest()) {
        story_.extended_until =
            std::max(story_.extended_until.value_or(*until->latest()), *until->latest());
      } else {
        story_.extension_untold = true;
      }
      note(told, until && until->latest() ? "status.extended" : "status.extended_untold");
    }
  }

  void note(const Told& told, const std::string& message) {
    const LegalEvent& event = *told.event;
    story_.reasons.push_back(
        {message,
         {event.code.empty() ? "ST.27 " + event.st27 : event.code, event.date.text()},
         event.known,
         event.source});
  }

  void set(const Told& told, LegalState state) {
    story_.state = state;
    story_.since = told.day;
    story_.in_doubt = false;
  }

  void pay(const Told& told) {
    story_.paid_something = true;
    if (told.fee_year > 0) {
      story_.payments[told.fee_year] = {told.day, told.paid_until};
    }
    if (told.paid_until && (!story_.paid_until || *told.paid_until > *story_.paid_until)) {
      story_.paid_until = told.paid_until;
    }
  }

  void grant(const Told& told) {
    story_.granted = true;
    // A right that ended is not alive again because its grant is announced once more.
    if (story_.state == LegalState::kUnknown || story_.state == LegalState::kPending) {
      set(told, LegalState::kInForce);
      note(told, "status.granted");
    }
  }

  void finish(const Told& told, LegalState end) {
    // An end of the application says nothing of a right already granted.
    const bool of_application = told.st27.starts_with('B') || told.st27 == "N11";
    if ((of_application && story_.granted) || story_.state == LegalState::kInvalidated) {
      return;
    }
    // The first end counts, but invalidation, which reaches back, outdoes it.
    if (!has_ended(story_.state) || end == LegalState::kInvalidated) {
      set(told, end);
      note(told, "status." + std::string(name_of(end)));
    }
    if (end == LegalState::kInvalidated) {
      story_.requests.clear();
    }
  }

  void revive(const Told& told, LegalState state) {
    if (story_.state == LegalState::kInvalidated) {
      return;  // what never was cannot be revived; an appeal's decision is told as M11
    }
    const LegalState now =
        state == LegalState::kInForce || story_.granted ? LegalState::kInForce : state;
    story_.granted = story_.granted || now == LegalState::kInForce;
    set(told, now);
    note(told, "status.revived");
  }

  void procedure(const Told& told) {
    const std::string request = detail(*told.event, "request");
    const std::string& st27 = told.st27;
    if (st27 == "A10" || st27 == "A12") {
      if (story_.state == LegalState::kUnknown) {
        set(told, LegalState::kPending);
      }
    } else if (st27 == "L10" || st27 == "L11" || st27 == "L15" || st27 == "L19") {
      story_.requests.insert(request);
      note(told, "status.challenged");
    } else if (st27 == "L18" || st27 == "M10" || st27 == "M11" || st27 == "M12" || st27 == "M13") {
      maintained(told, request);
    } else if (st27 == "T14" || st27 == "T15" || st27 == "T16" ||
               told.effect.starts_with("attachment")) {
      suspension(told);
    }
  }

  void maintained(const Told& told, const std::string& request) {
    if (request.empty()) {
      story_.requests.clear();
    } else {
      story_.requests.erase(request);
    }
    note(told, "status.maintained");
    if (told.st27 != "L18" && story_.state == LegalState::kInvalidated) {
      set(told, LegalState::kInForce);
    }
  }

  void suspension(const Told& told) {
    const bool ends = told.st27 == "T16" || told.effect == "attachment_end";
    const bool attachment = told.effect == "attachment" || told.effect == "attachment_end";
    if (attachment) {
      story_.attached = !ends;
    } else {
      story_.ownership_dispute = !ends;
    }
    note(told, attachment ? (ends ? "status.preservation_lifted" : "status.preserved")
                          : (ends ? "status.resumed" : "status.suspended"));
  }

  EventStory story_;
};

}  // namespace

std::string cite(const LegalEvent& event) {
  std::string text = event.code.empty() ? "ST.27 " + event.st27 : event.code;
  text += ", " + event.date.text();
  if (event.known) {
    text += " (known " + event.known->iso() + ")";
  }
  if (!event.source.file.empty()) {
    text += ", " + event.source.file + " record " + std::to_string(event.source.record);
  }
  return text;
}

CodePlace code_place(const LegalEvent& event) {
  const std::string state = detail(event, "state");
  const std::string code = detail(event, "state_code");
  if (event.code == "REG" && !state.empty() && !code.empty()) {
    return {state, code};
  }
  return {std::string(event.right.office()), event.code};
}

std::string state_of(const LegalEvent& event) {
  const std::string named = detail(event, "state");
  const auto* mapping = standards::event_mapping(event.right.office(), event.code);
  if (mapping != nullptr && !mapping->state.empty()) {
    // A lapse in a state that is not named is not one of the whole.
    return mapping->state != "*" ? mapping->state : named.empty() ? "?" : named;
  }
  return named == event.right.office() ? std::string() : named;
}

EventStory story_of(const std::vector<LegalEvent>& events, Date true_on, std::string_view state) {
  std::vector<Told> list;
  for (const LegalEvent& event : events) {
    // Without its day an event has surely happened on the last day that its date can mean; without
    // any date, on the day it was known.
    const auto day = event.date.latest() ? event.date.latest() : event.known;
    if (day && *day <= true_on && state_of(event) == state) {
      list.push_back(told(event, *day));
    }
  }
  std::sort(list.begin(), list.end(),
            [](const Told& a, const Told& b) { return order(a) < order(b); });
  list.erase(std::unique(list.begin(), list.end(),
                         [](const Told& a, const Told& b) { return order(a) == order(b); }),
             list.end());
  Teller teller;
  for (const Told& one : list) {
    teller.hear(one);
  }
  return teller.take();
}

}  // namespace pignus::registers
