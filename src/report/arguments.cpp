#include "report/arguments.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "book/statement.h"
#include "registers/status.h"
#include "report/words.h"

namespace pignus::report {

namespace {

constexpr std::string_view kSeparator = "; ";

/// Groups of words without arguments that a domain may name by key.
constexpr std::array<std::string_view, 5> kWordGroups{"state.", "type.", "grade.", "account.",
                                                      "finding."};

std::optional<std::string> word_of_key(const Format& format, const std::string& text) {
  const bool of_words =
      std::any_of(kWordGroups.begin(), kWordGroups.end(),
                  [&](std::string_view group) { return text.starts_with(group); });
  const auto& all = Messages::built_in().all();
  const auto found = of_words ? all.find(text) : all.end();
  if (found == all.end() || argument_count(found->second.english) != 0) {
    return std::nullopt;
  }
  return format.say(text);
}

/// What stands between `begin` and `end`, where it is a number.
std::optional<std::string> number_between(std::string_view text, std::string_view begin,
                                          std::string_view end) {
  if (!text.starts_with(begin) || !text.ends_with(end) ||
      text.size() <= begin.size() + end.size()) {
    return std::nullopt;
  }
  const auto middle = text.substr(begin.size(), text.size() - begin.size() - end.size());
  const bool number = middle.find_first_not_of("0123456789.") == std::string_view::npos;
  return number ? std::optional<std::string>(middle) : std::nullopt;
}

std::optional<std::string> fee_of(const Format& format, const std::string& text) {
  if (const auto year = number_between(text, "annuity year ", "")) {
    return format.say("ui.fee_annuity", {*year});
  }
  if (const auto years = number_between(text, "maintenance fee ", " years")) {
    return format.say("ui.fee_maintenance", {*years});
  }
  return text == "renewal" ? std::optional(format.say("ui.fee_renewal")) : std::nullopt;
}

/// "invention:granted" and the like; not "all", which is also a word.
std::optional<std::string> scope_of(const Format& format, const std::string& text) {
  const auto scope =
      text.find(':') == std::string::npos ? std::nullopt : book::parse_count_scope(text);
  if (!scope) {
    return std::nullopt;
  }
  const std::string type = scope->type ? word(format, *scope->type) : format.say("stated.all");
  if (scope->granted) {
    return format.say("stated.scope", {type, format.say("stated.granted")});
  }
  return scope->state ? format.say("stated.scope", {type, word(format, *scope->state)}) : type;
}

std::optional<std::string> machine_word(const Format& format, const std::string& text) {
  if (text == "yes" || text == "no") {
    return format.yes_no(text == "yes");
  }
  for (const auto& [name, key] : {std::pair{"all", "stated.all"},
                                  {"granted", "stated.granted"},
                                  {"invalidation_pending", "ui.invalidation_pending"},
                                  {"ownership_dispute", "ui.ownership_dispute"},
                                  {"attached", "ui.attached"}}) {
    if (text == name) {
      return format.say(key);
    }
  }
  if (const auto state = registers::parse_legal_state(text)) {
    return word(format, *state);
  }
  if (const auto type = registers::parse_right_type(text)) {
    return word(format, *type);
  }
  return std::nullopt;
}

std::optional<std::string> shown_one(const Format& format, const std::string& text) {
  if (const auto money = Money::parse(text); money && money->text() == text) {
    return format.money(*money);
  }
  if (const auto date = Date::parse(text); date && date->iso() == text) {
    return format.date(*date);
  }
  for (const auto& read : {word_of_key, machine_word, fee_of, scope_of}) {
    if (auto out = read(format, text)) {
      return out;
    }
  }
  return std::nullopt;
}

std::string grounds_text(const Format& format, const std::vector<book::Ground>& grounds) {
  std::vector<std::string> parts;
  parts.reserve(grounds.size());
  for (const book::Ground& ground : grounds) {
    parts.push_back(say_shown(format, ground.message, ground.arguments));
  }
  std::string out;
  for (const std::string& part : parts) {
    out += (out.empty() ? "" : format.say("ui.list_separator")) + part;
  }
  return out;
}

}  // namespace

std::string shown(const Format& format, const std::string& argument) {
  if (auto one = shown_one(format, argument)) {
    return *one;
  }
  if (argument.find(kSeparator) == std::string::npos) {
    return argument;
  }
  std::string out;
  for (std::size_t at = 0; at <= argument.size();) {
    const std::size_t end = std::min(argument.find(kSeparator, at), argument.size());
    const std::string part = argument.substr(at, end - at);
    const auto one = shown_one(format, part);
    out += (at == 0 ? "" : format.say("ui.list_separator")) + one.value_or(part);
    at = end + kSeparator.size();
  }
  return out;
}

std::vector<std::string> shown(const Format& format, const std::vector<std::string>& arguments) {
  std::vector<std::string> out;
  out.reserve(arguments.size());
  for (const std::string& argument : arguments) {
    out.push_back(shown(format, argument));
  }
  return out;
}

std::string say_shown(const Format& format, const std::string& message,
                      const std::vector<std::string>& arguments) {
  return format.say(message, shown(format, arguments));
}

std::string rights_text(const Format& format, const std::vector<book::ConcernedRight>& rights,
                        RightsShown limit) {
  const std::size_t count = rights.size() <= limit.all_up_to ? rights.size() : limit.first;
  std::vector<std::string> numbers;
  numbers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    numbers.push_back(rights[i].stated_number);
  }
  const std::string listed = format.join(numbers);
  return count == rights.size()
             ? listed
             : format.say("ui.and_more_rights", {listed, format.count(rights.size() - count)});
}

std::string reason_text(const Format& format, const book::Reason& reason, RightsShown limit) {
  std::vector<std::string> arguments = shown(format, reason.arguments);
  if (!reason.grounds.empty()) {
    arguments.push_back(grounds_text(format, reason.grounds));
  }
  if (!reason.rights.empty()) {
    arguments.push_back(rights_text(format, reason.rights, limit));
  }
  return format.say(reason.message, arguments);
}

std::string finding_text(const Format& format, const book::Finding& finding, const std::string& key,
                         RightsShown limit) {
  std::vector<std::string> arguments = shown(format, finding.arguments);
  if (!finding.rights.empty() && !arguments.empty()) {
    arguments.front() = rights_text(format, finding.rights, limit);
  }
  return format.say(key, arguments);
}

}  // namespace pignus::report
