#include "registers/merge_values.h"

#include <algorithm>
#include <set>

#include "registers/party_name.h"

namespace pignus::registers {

namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

/// Letters and digits only, ASCII in upper case.
std::string letters_and_digits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_word_byte(c)) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return out;
}

bool has_ascii_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Mostly Latin letters, or mostly of another script: a title of each is a translation. Accents
/// make a language of the Latin script, which is one more reason for another text.
bool of_one_script(std::string_view a, std::string_view b) {
  const auto wide = [](std::string_view text) {
    return std::ranges::count_if(text,
                                 [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) > 0;
  };
  return wide(a) == wide(b);
}

/// The words of a name in order of the alphabet: "SMITH, John" and "John Smith" are alike.
std::string sorted_words(std::string_view name) {
  std::multiset<std::string> words;
  std::string word;
  for (const char c : name) {
    if (is_word_byte(c)) {
      word += c;
    } else if (!word.empty()) {
      words.insert(letters_and_digits(word));
      word.clear();
    }
  }
  if (!word.empty()) words.insert(letters_and_digits(word));
  std::string out;
  for (const std::string& one : words) out += one + ' ';
  return out;
}

}  // namespace

bool same_date(const RegisterDate& a, const RegisterDate& b) {
  const std::string x = a.text();
  const std::string y = b.text();
  return x.starts_with(y) || y.starts_with(x);
}

bool same_number(std::string_view a, std::string_view b) {
  std::string x = letters_and_digits(a);
  std::string y = letters_and_digits(b);
  if (x.size() > y.size()) std::swap(x, y);
  if (x == y) return true;
  // "US8789601" and "US8789601B2": what is more must be a kind code, a letter and at most a digit.
  const std::string_view more = std::string_view(y).substr(x.size());
  return !x.empty() && y.starts_with(x) && more.size() <= 2 && has_ascii_letter(more.substr(0, 1));
}

bool same_title(std::string_view a, std::string_view b) {
  const std::string x = letters_and_digits(a);
  const std::string y = letters_and_digits(b);
  return x == y || !of_one_script(x, y);
}

bool same_names(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (same_parties(a, b)) return true;
  const auto all = [](const std::vector<std::string>& list) {
    std::set<std::string> out;
    for (const std::string& name : list) out.insert(sorted_words(name));
    return out;
  };
  return all(a) == all(b) || !of_one_script(joined(a), joined(b));
}

std::vector<std::string> names(const RightRecord& record) {
  std::vector<std::string> out;
  out.reserve(record.owners.size());
  for (const Party& owner : record.owners) out.push_back(owner.name);
  return out;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : "; ").append(name);
  return out;
}

}  // namespace pignus::registers
