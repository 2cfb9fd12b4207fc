#include "report/messages.h"

#include <toml++/toml.h>

#include "core/check.h"
#include "core/utf8.h"
#include "report/message_table.h"

namespace pignus::report {

namespace {

/// Number of the argument at text[at] == '{', and where it ends; nullopt for anything else.
struct Slot {
  std::size_t number;
  std::size_t end;
};
std::optional<Slot> slot_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  std::size_t number = 0;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9' && end - at <= 2) {
    number = number * 10 + static_cast<std::size_t>(text[end] - '0');
    ++end;
  }
  if (end == at + 1 || end >= text.size() || text[end] != '}') {
    return std::nullopt;
  }
  return Slot{number, end + 1};
}

bool doubled(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && text[at + 1] == text[at];
}

std::string fill(std::string_view pattern, std::span<const std::string> arguments) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if ((c == '{' || c == '}') && doubled(pattern, at)) {
      out += c;
      at += 2;
      continue;
    }
    const auto slot = c == '{' ? slot_at(pattern, at) : std::nullopt;
    if (!slot) {
      out += c;
      ++at;
      continue;
    }
    // An argument the caller did not give stays visible as its number.
    out += slot->number < arguments.size() ? arguments[slot->number]
                                           : std::string(pattern.substr(at, slot->end - at));
    at = slot->end;
  }
  return out;
}

Status collect(const toml::table& table, const std::string& prefix, const std::string& file,
               std::map<std::string, Message, std::less<>>& out) {
  Message message;
  int languages = 0;
  for (const auto& [name, node] : table) {
    const std::string key(name.str());
    const std::string path = prefix.empty() ? key : prefix + "." + key;
    if (const toml::table* inner = node.as_table()) {
      PIGNUS_TRY(collect(*inner, path, file, out));
    } else if (const auto* text = node.as_string(); text && (key == "en" || key == "zh")) {
      (key == "en" ? message.english : message.chinese) = text->get();
      ++languages;
    } else {
      return fail(ErrorCode::kInvalidInput, "is neither a table nor the text of en or zh",
                  {file, 0, path});
    }
  }
  if (languages == 0) {
    return {};
  }
  const auto english = argument_count(message.english);
  const auto chinese = argument_count(message.chinese);
  if (languages != 2 || message.english.empty() || message.chinese.empty()) {
    return fail(ErrorCode::kInvalidInput, "needs a text in both languages", {file, 0, prefix});
  }
  if (!english || english != chinese) {
    return fail(ErrorCode::kInvalidInput, "the languages differ in their arguments",
                {file, 0, prefix});
  }
  if (!out.emplace(prefix, std::move(message)).second) {
    return fail(ErrorCode::kInvalidInput, "is said twice", {file, 0, prefix});
  }
  return {};
}

}  // namespace

std::string_view name_of(Language language) {
  return language == Language::kChinese ? "zh" : "en";
}

std::optional<Language> parse_language(std::string_view text) {
  const std::string lower = ascii_lower(text);
  const std::string word = lower.substr(0, lower.find_first_of("-_.@"));
  if (word == "zh") {
    return Language::kChinese;
  }
  if (word == "en" || word == "c" || word == "posix") {
    return Language::kEnglish;
  }
  return std::nullopt;
}

std::optional<int> argument_count(std::string_view pattern) {
  int count = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] != '{' && pattern[at] != '}') {
      ++at;
    } else if (doubled(pattern, at)) {
      at += 2;
    } else if (const auto slot = pattern[at] == '{' ? slot_at(pattern, at) : std::nullopt) {
      count = std::max(count, static_cast<int>(slot->number) + 1);
      at = slot->end;
    } else {
      return std::nullopt;
    }
  }
  return count;
}

Status Messages::add(std::string_view text, const std::string& file) {
  try {
    return collect(toml::parse(text, file), "", file, messages_);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kInvalidInput, std::string(error.description()),
                {file, error.source().begin.line, ""});
  }
}

const Messages& Messages::built_in() {
  static const Messages messages = [] {
    Messages result;
    for (const EmbeddedRow* row = kEmbeddedRows; row->path != nullptr; ++row) {
      // The build's own files: the tests read them first, so a fault here is a bug.
      const bool read =
          result.add({row->begin, static_cast<std::size_t>(row->end - row->begin)}, row->path)
              .has_value();
      PIGNUS_CHECK(read);
    }
    return result;
  }();
  return messages;
}

std::string Messages::text(Language language, std::string_view key,
                           std::span<const std::string> arguments) const {
  const auto found = messages_.find(key);
  if (found == messages_.end()) {
    std::string shown(key);
    for (const std::string& argument : arguments) {
      shown += " [" + argument + "]";
    }
    return shown;
  }
  return fill(language == Language::kChinese ? found->second.chinese : found->second.english,
              arguments);
}

std::string Messages::text_or(Language language, std::string_view key,
                              std::string_view fallback) const {
  return contains(key) ? text(language, key) : std::string(fallback);
}

}  // namespace pignus::report
