#include "registers/party_name.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <iterator>
#include <set>

#include "core/utf8.h"

namespace pignus::registers {
namespace {

/// Longer names are compared by their beginning: no register name is near this long.
constexpr std::size_t kNameBytesMax = 2000;
/// Misspellings are looked for among this many pairs of names; beyond it only equal names meet.
constexpr std::size_t kPairsMax = 4096;

constexpr std::array<std::string_view, 42> kLegalForms{
    "INC",     "INCORPORATED", "LLC",     "LLP", "LP",  "LC",  "CORP", "CORPORATION", "CO",
    "COMPANY", "LTD",          "LIMITED", "PLC", "NA",  "FSB", "GMBH", "KG",          "AG",
    "SA",      "SAS",          "SARL",    "SE",  "BV",  "NV",  "AB",   "ASA",         "OY",
    "OYJ",     "SPA",          "SRL",     "KK",  "PTY", "PTE", "PBC",  "ULC",         "PC",
    "PLLC",    "APS",          "BHD",     "SDN", "UAB", "EV"};

constexpr std::array<std::string_view, 5> kChineseForms{"股份有限公司", "有限责任公司", "有限公司",
                                                        "集团公司", "公司"};

/// Words; dots and apostrophes join ("U.S." is US, "A/S" is AS of its own kind, dropped), all other
/// ASCII punctuation separates. Bytes of other scripts stay.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const std::string upper = ascii_upper(name.substr(0, kNameBytesMax));
  for (std::size_t i = 0; i < upper.size(); ++i) {
    const auto c = static_cast<unsigned char>(upper[i]);
    if (c == '.' || c == '\'') {
      continue;
    }
    if (c == '/' && word == "A" && i + 1 < upper.size() && upper[i + 1] == 'S') {
      word.clear();  // Danish "A/S": a legal form, not the word "as"
      ++i;
      continue;
    }
    if (c >= 0x80 || std::isalnum(c) != 0) {
      word += static_cast<char>(c);
    } else if (c == '&') {
      if (!word.empty()) {
        words.push_back(std::move(word));
        word.clear();
      }
      words.emplace_back("AND");
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) {
    words.push_back(std::move(word));
  }
  return words;
}

bool near(std::string_view word, std::string_view model) {
  return edit_distance(word, model, 2) <= (model.size() >= 8 ? 2 : 1);
}

/// Position of "AS <capacity>" in the words, or their number.
std::size_t capacity_begin(const std::vector<std::string>& words) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i] != "AS") {
      continue;
    }
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      for (const std::string_view role :
           {"AGENT", "TRUSTEE", "PARTY", "LENDER", "MORTGAGEE", "PLEDGEE", "REPRESENTATIVE"}) {
        if (near(words[j], role)) {
          return i;
        }
      }
    }
  }
  return words.size();
}

void drop_chinese_form(std::string& name) {
  for (const auto form : kChineseForms) {
    if (name.size() > form.size() && name.ends_with(form)) {
      name.resize(name.size() - form.size());
      return;
    }
  }
}

/// One letter apart at most, never a digit, in ASCII names of some length.
bool same_normal(const std::string& a, const std::string& b) {
  constexpr std::size_t kShortest = 10;
  if (a.empty() || b.empty()) {
    return false;
  }
  if (a == b) {
    return true;
  }
  const auto digits = [](const std::string& text) {
    std::string found;
    std::ranges::copy_if(text, std::back_inserter(found),
                         [](unsigned char c) { return std::isdigit(c) != 0; });
    return found;
  };
  const auto ascii = [](const std::string& text) {
    return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
  };
  return std::min(a.size(), b.size()) >= kShortest && ascii(a) && ascii(b) &&
         digits(a) == digits(b) && edit_distance(a, b, 1) <= 1;
}

std::set<std::string> normal_names(const std::vector<std::string>& names) {
  std::set<std::string> normal;
  for (const auto& name : names) {
    normal.insert(normal_party_name(name));
  }
  normal.erase("");
  return normal;
}

bool has_like(const std::set<std::string>& names, const std::string& name) {
  return std::ranges::any_of(names,
                             [&](const std::string& other) { return same_normal(name, other); });
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
  const auto gap = static_cast<long>(a.size()) - static_cast<long>(b.size());
  if (std::abs(gap) > limit) {
    return limit + 1;
  }
  std::vector<int> before(b.size() + 1);
  std::vector<int> last(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = static_cast<int>(j);
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
      best = std::min(best, row[j]);
    }
    if (best > limit) {
      return limit + 1;
    }
    before.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], limit + 1);
}

std::string normal_party_name(std::string_view name) {
  std::vector<std::string> words = words_of(name);
  words.resize(capacity_begin(words));
  const auto former = std::ranges::find_if(words, [](const std::string& word) {
    return word == "FORMERLY" || word == "FKA" || word == "DBA";
  });
  if (former != words.begin()) {
    words.erase(former, words.end());
  }
  std::vector<std::string> kept = words;
  while (!kept.empty()) {
    if (kept.size() >= 2 && kept.back() == "ASSOCIATION" && kept[kept.size() - 2] == "NATIONAL") {
      kept.resize(kept.size() - 2);
    } else if (std::ranges::find(kLegalForms, kept.back()) != kLegalForms.end()) {
      kept.pop_back();
    } else {
      break;
    }
  }
  if (kept.size() > 1 && kept.front() == "THE") {
    kept.erase(kept.begin());
  }
  std::string joined;
  for (const auto& word : kept.empty() ? words : kept) {
    joined += joined.empty() ? word : " " + word;
  }
  drop_chinese_form(joined);
  return joined;
}

bool is_security_capacity(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  const std::size_t begin = capacity_begin(words);
  bool secured = false;
  bool collateral = false;
  for (std::size_t i = begin; i < words.size(); ++i) {
    if (near(words[i], "AGENT") || near(words[i], "LENDER") || near(words[i], "MORTGAGEE") ||
        near(words[i], "PLEDGEE")) {
      return true;
    }
    secured = secured || near(words[i], "SECURED") || near(words[i], "COLLATERAL");
    collateral = collateral || near(words[i], "PARTY") || near(words[i], "TRUSTEE") ||
                 near(words[i], "REPRESENTATIVE");
  }
  return secured && collateral;
}

bool same_party(std::string_view a, std::string_view b) {
  return same_normal(normal_party_name(a), normal_party_name(b));
}

bool share_party(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const std::set<std::string> left = normal_names(a);
  const std::set<std::string> right = normal_names(b);
  if (std::ranges::any_of(left, [&](const std::string& name) { return right.contains(name); })) {
    return true;
  }
  return left.size() * right.size() <= kPairsMax &&
         std::ranges::any_of(left, [&](const std::string& name) { return has_like(right, name); });
}

bool same_parties(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const std::set<std::string> left = normal_names(a);
  const std::set<std::string> right = normal_names(b);
  std::set<std::string> only_left;
  std::set<std::string> only_right;
  std::ranges::set_difference(left, right, std::inserter(only_left, only_left.end()));
  std::ranges::set_difference(right, left, std::inserter(only_right, only_right.end()));
  if (left.empty() || right.empty() || only_left.size() * right.size() > kPairsMax ||
      only_right.size() * left.size() > kPairsMax) {
    return false;
  }
  const auto all_like = [](const std::set<std::string>& names,
                           const std::set<std::string>& others) {
    return std::ranges::all_of(names, [&](const auto& name) { return has_like(others, name); });
  };
  return all_like(only_left, right) && all_like(only_right, left);
}

}  // namespace pignus::registers
