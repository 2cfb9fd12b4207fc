#include "report/stated_words.h"

#include "report/words.h"

namespace pignus::report {

std::string flag_word(const Format& format, std::optional<bool> flag) {
  return flag ? format.yes_no(*flag) : format.unknown();
}

std::string evidence_word(const Format& format, book::EvidenceState state) {
  return format.say("evidence_state." + std::string(book::name_of(state)));
}

std::string bounds_text(const Format& format, double low, double high) {
  return low == high ? format.number(low)
                     : format.say("ui.score_range", {format.number(low), format.number(high)});
}

std::string bounds_percent(const Format& format, const Distribution& rates) {
  const double low = rates.quantile(0);
  const double high = rates.quantile(1);
  return low == high ? format.percent(low)
                     : format.say("ui.score_range", {format.percent(low), format.percent(high)});
}

std::string keys_text(const Format& format, const std::vector<registers::RightId>& rights) {
  std::vector<std::string> keys;
  keys.reserve(rights.size());
  for (const registers::RightId& right : rights) {
    keys.push_back(right.value);
  }
  return format.join(keys);
}

std::string marks_summary(const Format& format, const book::MarksTogether& marks) {
  return format.say("ui.marks_summary",
                    {format.count(marks.marks_known), format.count(marks.offered.size()),
                     format.count(marks.missing.size()), format.count(marks.doubtful.size())});
}

std::string ipscore_value_text(const Format& format, const book::IpscoreResult& sheet,
                               Currency currency) {
  if (sheet.net_present_value) {
    return format.say("ui.ipscore_value", {format.amount(*sheet.net_present_value, currency),
                                           format.percent(sheet.discount_rate)});
  }
  return format.say("ui.ipscore_no_value",
                    {format.say(sheet.refusal, {format.join(sheet.missing)})});
}

std::string weight_set_text(const Format& format, const book::ScorecardResult& card) {
  if (!card.weight_set) {
    return "";
  }
  return format.say("ui.weight_set",
                    {card.weight_set->id, card.weight_set->version, card.weight_set->author,
                     format.date(card.weight_set->saved)});
}

}  // namespace pignus::report
