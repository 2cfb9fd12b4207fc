#include "report/terminal_status.h"

#include "registers/status_timeline.h"
#include "report/words.h"

namespace pignus::report::terminal {

namespace {

std::string surcharge_text(const Format& format, const registers::LateBand& band) {
  if (band.amount) {
    return format.say("ui.surcharge_amount", {format.date(band.until), band.amount->text()});
  }
  return band.share > 0 ? format.say("ui.surcharge_share",
                                     {format.date(band.until), format.percent(band.share)})
                        : format.say("ui.surcharge_none", {format.date(band.until)});
}

std::string step_source(const Format& format, const registers::TimelineStep& step) {
  std::string text = step.code;
  if (!step.st27.empty()) {
    text += (text.empty() ? "" : " / ") + step.st27;
  }
  if (text.empty()) {
    text = format.say(step.message == "status.step_filed" || step.message == "status.step_granted"
                          ? "ui.step_by_record"
                          : "ui.step_by_rule");
  }
  if (!step.source.file.empty()) {
    text = format.say("ui.from_source", {text, source_text(format, step.source)});
  }
  return step.expected ? text : format.say("ui.step_unexpected", {text});
}

}  // namespace

void next_fee(Screen& screen, const registers::LegalStatus& status) {
  const Format& format = screen.format();
  if (!status.next_fee) {
    screen.field(format.say("ui.next_fee"), format.unknown());
    return;
  }
  const registers::FeeDue& fee = *status.next_fee;
  screen.field(format.say("ui.next_fee"),
               format.say("ui.next_fee_text", {fee_text(format, fee), format.date(fee.due),
                                               format.date(fee.grace_end)}));
  if (fee.amount) {
    screen.field(format.say("ui.fee_amount"), fee.amount->text());
  }
  for (std::size_t i = 0; i < fee.late.size(); ++i) {
    screen.field(i == 0 ? format.say("ui.surcharge") : "", surcharge_text(format, fee.late[i]));
  }
}

void status_timeline(Screen& screen, const registers::RightFacts& facts, AsOf as_of) {
  const Format& format = screen.format();
  const auto steps = registers::timeline_as_of(facts, as_of);
  if (steps.empty()) {
    return;
  }
  screen.heading(format.say("ui.status_timeline"));
  std::vector<std::vector<std::string>> rows;
  rows.reserve(steps.size());
  for (const registers::TimelineStep& step : steps) {
    rows.push_back({format.date(step.from), word(format, step.state),
                    step.stage.empty() ? format.unknown() : format.say("stage." + step.stage),
                    step_source(format, step)});
  }
  screen.table({{format.say("ui.since")},
                {format.say("ui.status")},
                {format.say("ui.stage")},
                {format.say("ui.event"), Align::kLeft, kFlexible}},
               rows);
}

void states(Screen& screen, const registers::RightFacts& facts, AsOf as_of) {
  const Format& format = screen.format();
  const auto all = registers::state_statuses(facts, as_of);
  if (all.empty()) {
    return;
  }
  screen.heading(format.say("ui.states"));
  std::vector<std::vector<std::string>> rows;
  rows.reserve(all.size());
  for (const registers::StateStatus& one : all) {
    rows.push_back({one.state, word(format, one.legal_state), format.date(one.since),
                    format.date(one.fees_paid_until),
                    one.reasons.empty() ? "" : status_reason_text(format, one.reasons.back())});
  }
  screen.table({{format.say("ui.designated_state")},
                {format.say("ui.status")},
                {format.say("ui.since")},
                {format.say("ui.fees_paid_until")},
                {format.say("ui.why"), Align::kLeft, kFlexible}},
               rows);
  screen.paragraph(format.say("ui.states_note"), 2, Tone::kMuted);
}

void lien_remarks(Screen& screen, const registers::LienChain& chain) {
  const Format& format = screen.format();
  for (const registers::LienRemark& remark : chain.remarks) {
    screen.item("-",
                format.say(remark.message, {remark.event.code, format.date(remark.event.date)}), 2,
                Tone::kMuted);
  }
}

}  // namespace pignus::report::terminal
