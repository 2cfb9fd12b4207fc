// A strict reader of the Prometheus text exposition format, for tests: what it does not know to be
// right is an error with its line.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pignus::test_support {

using Labels = std::map<std::string, std::string>;

struct ExposedFamily {
  std::string help;
  std::string type;
  /// By the sample's own name ("x_bucket") and its labels.
  std::map<std::pair<std::string, Labels>, double> samples;
};

class ExpositionParser {
 public:
  /// Throws std::runtime_error, naming the line, at the first thing that is wrong.
  static std::map<std::string, ExposedFamily> parse(std::string_view text) {
    ExpositionParser parser;
    if (!text.empty() && text.back() != '\n') throw std::runtime_error("the last line has no end");
    while (!text.empty()) {
      ++parser.line_;
      const auto end = text.find('\n');
      parser.take(text.substr(0, end));
      text.remove_prefix(end + 1);
    }
    for (const auto& [name, family] : parser.families_) parser.check(name, family);
    return parser.families_;
  }

 private:
  [[noreturn]] void wrong(const std::string& what) const {
    throw std::runtime_error("line " + std::to_string(line_) + ": " + what);
  }

  static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  std::string name(std::string_view& rest, bool colon) const {
    std::size_t size = 0;
    while (size < rest.size() && (letter(rest[size]) || (colon && rest[size] == ':') ||
                                  (size > 0 && rest[size] >= '0' && rest[size] <= '9'))) {
      ++size;
    }
    if (size == 0) wrong("a name is expected");
    std::string out(rest.substr(0, size));
    rest.remove_prefix(size);
    return out;
  }

  void expect(std::string_view& rest, char c) const {
    if (rest.empty() || rest.front() != c) wrong(std::string("expected: ") + c);
    rest.remove_prefix(1);
  }

  std::string unescaped(std::string_view text, bool quotes) const {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\') {
        out += text[i];
        continue;
      }
      const char next = ++i < text.size() ? text[i] : '\0';
      if (next == '\\') {
        out += '\\';
      } else if (next == 'n') {
        out += '\n';
      } else if (next == '"' && quotes) {
        out += '"';
      } else {
        wrong("an escape that does not exist");
      }
    }
    return out;
  }

  Labels labels(std::string_view& rest) const {
    Labels out;
    if (rest.empty() || rest.front() != '{') return out;
    rest.remove_prefix(1);
    for (;;) {
      const std::string label = name(rest, false);
      expect(rest, '=');
      expect(rest, '"');
      std::size_t end = 0;
      while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
      if (end >= rest.size()) wrong("a label's value has no end");
      if (!out.emplace(label, unescaped(rest.substr(0, end), true)).second) wrong("a label twice");
      rest.remove_prefix(end + 1);
      if (!rest.empty() && rest.front() == '}') break;
      expect(rest, ',');
    }
    rest.remove_prefix(1);
    return out;
  }

  double number(std::string_view text) const {
    if (text == "+Inf") return std::numeric_limits<double>::infinity();
    if (text == "-Inf") return -std::numeric_limits<double>::infinity();
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) wrong("no number");
    return value;
  }

  void take(std::string_view line) {
    if (line.starts_with("# HELP ")) return take_help(line.substr(7));
    if (line.starts_with("# TYPE ")) return take_type(line.substr(7));
    if (line.empty() || line.front() == '#') wrong("neither a sample nor HELP nor TYPE");
    const std::string sample = name(line, true);
    const Labels found = labels(line);
    expect(line, ' ');
    if (current_.empty() || families_[current_].type.empty()) wrong("a sample before its TYPE");
    if (!families_[current_].samples.emplace(std::pair{sample, found}, number(line)).second) {
      wrong("a sample twice");
    }
    if (!belongs(sample)) wrong("a sample of another family");
  }

  void take_help(std::string_view rest) {
    current_ = name(rest, true);
    expect(rest, ' ');
    if (families_.contains(current_)) wrong("a family in two places");
    families_[current_].help = unescaped(rest, false);
  }

  void take_type(std::string_view rest) {
    if (name(rest, true) != current_) wrong("TYPE does not follow its HELP");
    expect(rest, ' ');
    ExposedFamily& family = families_[current_];
    if (!family.type.empty()) wrong("TYPE twice");
    if (rest != "counter" && rest != "gauge" && rest != "histogram") wrong("no such type");
    family.type = rest;
  }

  bool belongs(const std::string& sample) {
    if (families_[current_].type != "histogram") return sample == current_;
    return sample == current_ + "_bucket" || sample == current_ + "_sum" ||
           sample == current_ + "_count";
  }

  void check(const std::string& name, const ExposedFamily& family) const {
    if (family.samples.empty()) throw std::runtime_error(name + " has no sample");
    if (family.type == "counter") {
      for (const auto& [key, value] : family.samples) {
        if (!(value >= 0)) throw std::runtime_error(name + " is a counter below zero");
      }
    }
    if (family.type == "histogram") check_histogram(name, family);
  }

  static void check_histogram(const std::string& name, const ExposedFamily& family) {
    std::map<Labels, std::map<double, double>> buckets;
    std::set<Labels> summed;
    std::map<Labels, double> counted;
    for (const auto& [key, value] : family.samples) {
      Labels labels = key.second;
      if (key.first == name + "_sum") {
        summed.insert(labels);
      } else if (key.first == name + "_count") {
        counted[labels] = value;
      } else {
        const auto le = labels.extract("le");
        if (le.empty()) throw std::runtime_error(name + " has a bucket without le");
        const double bound = le.mapped() == "+Inf" ? std::numeric_limits<double>::infinity()
                                                   : std::stod(le.mapped());
        buckets[labels][bound] = value;
      }
    }
    for (const auto& [labels, steps] : buckets) {
      double before = 0;
      for (const auto& [bound, value] : steps) {
        if (value < before) throw std::runtime_error(name + " has falling buckets");
        before = value;
      }
      if (!std::isinf(steps.rbegin()->first)) throw std::runtime_error(name + " lacks +Inf");
      if (!counted.contains(labels) || counted.at(labels) != before || !summed.contains(labels)) {
        throw std::runtime_error(name + " counts otherwise than its buckets");
      }
    }
    if (counted.size() != buckets.size() || summed.size() != buckets.size()) {
      throw std::runtime_error(name + " has sums without buckets");
    }
  }

  std::map<std::string, ExposedFamily> families_;
  std::string current_;
  int line_ = 0;
};

}  // namespace pignus::test_support
