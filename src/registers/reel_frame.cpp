// Reel and frame numbers inside a conveyance text.
#include <algorithm>
#include <cctype>

#include "core/utf8.h"
#include "registers/conveyance.h"

namespace pignus::registers {
namespace {

constexpr std::size_t kTextBytesMax = 4000;

struct Token {
  std::string text;
  char before = ' ';  ///< the character in front: tells "049342/0819" from two numbers
};

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Runs of letters and runs of digits ("REEL049107" is two).
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  const std::string upper = ascii_upper(text.substr(0, kTextBytesMax));
  for (std::size_t i = 0; i < upper.size();) {
    const auto first = static_cast<unsigned char>(upper[i]);
    if (std::isalnum(first) == 0) {
      ++i;
      continue;
    }
    const bool digits = std::isdigit(first) != 0;
    std::size_t end = i;
    while (end < upper.size() && std::isalnum(static_cast<unsigned char>(upper[end])) != 0 &&
           (std::isdigit(static_cast<unsigned char>(upper[end])) != 0) == digits) {
      ++end;
    }
    tokens.push_back({upper.substr(i, end - i), i == 0 ? ' ' : upper[i - 1]});
    i = end;
  }
  return tokens;
}

bool is_filler(const std::string& word) {
  return word == "REEL" || word == "FRAME" || word == "NO" || word == "NOS" || word == "NUMBER" ||
         word == "NUMBERS" || word == "AND" || word == "AT" || word == "R" || word == "F";
}

/// The first number within a few filler words from `from`, or tokens.size().
std::size_t next_number(const std::vector<Token>& tokens, std::size_t from) {
  constexpr std::size_t kLook = 6;
  for (std::size_t i = from; i < std::min(tokens.size(), from + kLook); ++i) {
    if (is_number(tokens[i].text)) {
      return i;
    }
    if (!is_filler(tokens[i].text)) {
      break;
    }
  }
  return tokens.size();
}

void add(std::vector<std::string>& ids, const std::string& id) {
  if (!id.empty() && std::ranges::find(ids, id) == ids.end()) {
    ids.push_back(id);
  }
}

}  // namespace

std::string recording_id(std::string_view reel, std::string_view frame) {
  if (!is_number(reel) || !is_number(frame) || reel.size() > 6 || frame.size() > 4 ||
      reel.find_first_not_of('0') == std::string_view::npos) {
    return "";
  }
  return std::string(6 - reel.size(), '0').append(reel) + "/" +
         std::string(4 - frame.size(), '0').append(frame);
}

std::vector<std::string> cited_recordings(std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& word = tokens[i].text;
    if (word == "REEL" || word == "REELS" ||
        (word == "R" && i + 1 < tokens.size() && tokens[i + 1].text == "F")) {
      const std::size_t reel = next_number(tokens, i + 1);
      const std::size_t frame =
          reel < tokens.size() ? next_number(tokens, reel + 1) : tokens.size();
      if (frame < tokens.size()) {
        add(ids, recording_id(tokens[reel].text, tokens[frame].text));
        i = frame;
      }
    } else if (is_number(word) && word.size() >= 5 && word.size() <= 6 && i + 1 < tokens.size() &&
               tokens[i + 1].before == '/' && is_number(tokens[i + 1].text) &&
               tokens[i + 1].text.size() >= 3) {
      add(ids, recording_id(word, tokens[i + 1].text));
      ++i;
    }
  }
  return ids;
}

}  // namespace pignus::registers
