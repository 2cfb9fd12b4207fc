#include "registers/conveyance_memo.h"

#include <algorithm>
#include <utility>

namespace pignus::registers {

namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The next word as read_conveyance cuts texts and names: dots, apostrophes and other scripts join,
/// all else separates. Empty at the end.
void next_word(std::string_view text, std::size_t& at, std::string& word) {
  word.clear();
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (is_alphanumeric(c)) {
      word += upper(c);
    } else if (c != '\'' && c != '.' && static_cast<unsigned char>(c) < 0x80 && !word.empty()) {
      return;
    }
  }
}

/// One of 64: a word of a name whose bit no word of a text has is not in the text.
std::uint64_t bit_of(char c) {
  return std::uint64_t{1} << (static_cast<unsigned char>(c) % 64U);
}

bool joins(char c) {
  return c == '\'' || c == '.';
}

/// A name tells a capacity only behind the word "AS", dots and apostrophes in it or not.
bool may_tell_a_capacity(std::string_view name) {
  for (std::size_t at = 0; at + 1 < name.size(); ++at) {
    if (upper(name[at]) != 'A') continue;
    std::size_t behind = at + 1;
    while (behind < name.size() && joins(name[behind])) ++behind;
    if (behind >= name.size() || upper(name[behind]) != 'S') continue;
    std::size_t before = at;
    while (before > 0 && joins(name[before - 1])) --before;
    const bool begins = before == 0 || !(is_alphanumeric(name[before - 1]) ||
                                         static_cast<unsigned char>(name[before - 1]) >= 0x80);
    if (begins) return true;
  }
  return false;
}

/// All of a side must hold for lenders, or it does not count.
bool may_hold_for_lenders(const std::vector<RecordedParty>& parties) {
  return !parties.empty() && may_tell_a_capacity(parties.front().party.name);
}

bool same(const ConveyanceReading& a, const ConveyanceReading& b) {
  return a.conveyance_class == b.conveyance_class && a.underlying == b.underlying &&
         a.cited == b.cited && a.corrects == b.corrects && a.releases == b.releases;
}

}  // namespace

const ConveyanceMemo::Text* ConveyanceMemo::known(std::string_view text) {
  const auto found = texts_.find(text);
  if (found != texts_.end()) return &found->second;
  if (text.size() > kTextBytesMax || texts_.size() >= kTextsMax) return nullptr;
  Text read;
  // Names of one word are never looked for in a text.
  read.reading = read_conveyance(text, {"Q"}, {"R"});
  read.by_text_alone = same(read.reading, read_conveyance(text, {"Q"}, {"Q"}));
  for (std::size_t at = 0; at < text.size();) {
    next_word(text, at, scratch_);
    if (scratch_.empty()) continue;
    read.first_bytes |= bit_of(scratch_.front());
    read.words.push_back(scratch_);
  }
  return &texts_.emplace(std::string(text), std::move(read)).first->second;
}

void ConveyanceMemo::classify(Recording& recording) {
  const Text* text = known(recording.conveyance);
  const auto named_in_text = [&](const std::vector<RecordedParty>& parties) {
    return std::ranges::any_of(parties, [&](const RecordedParty& one) {
      const std::string_view name = one.party.name;
      std::size_t at = 0;
      while (at < name.size() && !is_alphanumeric(name[at])) ++at;
      if (at == name.size() || (text->first_bytes & bit_of(upper(name[at]))) == 0) return false;
      next_word(name, at, scratch_);
      return std::ranges::find(text->words, scratch_) != text->words.end();
    });
  };
  if (text == nullptr || !text->by_text_alone || may_hold_for_lenders(recording.grantors) ||
      may_hold_for_lenders(recording.grantees) || named_in_text(recording.grantors) ||
      named_in_text(recording.grantees)) {
    registers::classify(recording);
    return;
  }
  recording.conveyance_class = text->reading.conveyance_class;
  recording.corrects = text->reading.corrects;
  recording.releases = text->reading.releases;
}

}  // namespace pignus::registers
