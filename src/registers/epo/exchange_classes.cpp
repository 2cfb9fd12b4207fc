#include "registers/epo/exchange_classes.h"

#include <unordered_set>

namespace pignus::registers {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Walks over the text, leaving spaces out.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char first, char last, std::string& out) {
    if (at_ >= text_.size() || text_[at_] < first || text_[at_] > last) return false;
    out += text_[at_++];
    return true;
  }
  void pass_digits() {
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  }
  void take_digits(std::string& out) {
    while (at_ < text_.size() && is_digit(text_[at_])) out += text_[at_++];
  }
  std::size_t at() const { return at_; }
  void back_to(std::size_t at) { at_ = at; }
  std::string_view rest() const { return text_.substr(at_); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

enum Rank : std::uint8_t { kCpcFirst, kCpc, kIpcFirst, kIpc, kLeftOut };

/// Position within an IPC text, behind the symbol: version (8 digits), level, position, value.
bool is_first(std::string_view rest) {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  rest.remove_prefix(digits);
  return rest.size() > 1 && rest[1] == 'F';
}

std::string symbol_of(const ExchangeClass& one, std::string_view& rest) {
  if (one.rest[0].empty()) return class_symbol(one.symbol, rest);
  std::string text;
  for (const std::string_view part : {one.symbol, one.rest[0], one.rest[1], one.rest[2]}) {
    text += part;
  }
  if (!one.rest[3].empty()) {
    text += '/';
    text += one.rest[3];
  }
  return class_symbol(text, rest);
}

Rank rank_of(const ExchangeClass& one, std::string_view rest) {
  if (one.scheme.starts_with("CPC")) {
    return one.position.starts_with('F') ? kCpcFirst : kCpc;
  }
  if (one.scheme == "ipcr") return is_first(rest) ? kIpcFirst : kIpc;
  return one.scheme == "ipc" ? kIpc : kLeftOut;
}

/// Each symbol once; a set only where there are many.
class Distinct {
 public:
  explicit Distinct(std::vector<std::string>& out) : out_(out) {}

  void add(std::string&& symbol) {
    if (out_.size() < kFew) {
      for (const std::string& other : out_) {
        if (other == symbol) return;
      }
    } else {
      if (seen_.empty()) seen_.insert(out_.begin(), out_.end());
      if (!seen_.insert(symbol).second) return;
    }
    out_.push_back(std::move(symbol));
  }

 private:
  static constexpr std::size_t kFew = 48;
  std::vector<std::string>& out_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

std::string class_symbol(std::string_view text, std::string_view& rest) {
  std::string out;
  Walk walk(text);
  walk.skip_spaces();
  walk.pass_digits();  // the edition, before an old IPC symbol
  walk.skip_spaces();
  rest = text;
  if (!walk.take('A', 'Z', out)) return "";
  walk.skip_spaces();
  if (!walk.take('0', '9', out) || !walk.take('0', '9', out)) return "";
  walk.skip_spaces();
  if (!walk.take('A', 'Z', out)) {
    rest = walk.rest();
    return out;
  }
  const std::size_t subclass = walk.at();
  walk.skip_spaces();
  const std::size_t group = out.size();
  walk.take_digits(out);
  walk.skip_spaces();
  if (out.size() > group && walk.take('/', '/', out)) {
    walk.skip_spaces();
    walk.take_digits(out);
  } else if (out.size() > group + 4) {
    out.resize(group);  // a version date behind a bare subclass
    walk.back_to(subclass);
  }
  rest = walk.rest();
  return out;
}

std::vector<std::string> classes_of(const std::vector<ExchangeClass>& classes) {
  std::vector<std::string> ranked[kLeftOut];  // NOLINT
  for (const ExchangeClass& one : classes) {
    if (rank_of(one, "") == kLeftOut) continue;
    std::string_view rest;
    std::string symbol = symbol_of(one, rest);
    if (!symbol.empty()) ranked[rank_of(one, rest)].push_back(std::move(symbol));
  }
  std::vector<std::string> out;
  Distinct distinct(out);
  for (auto& symbols : ranked) {
    for (std::string& symbol : symbols) distinct.add(std::move(symbol));
  }
  return out;
}

}  // namespace pignus::registers
