// Writes TOML line by line: texts, counts, numbers and tables, always in the same form.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pignus::learning {

/// The shortest text that reads back as the same number, always with a point or an exponent, so
/// that TOML takes it for a number that is not whole.
std::string number_text(double value);

class CardWriter {
 public:
  void line(std::string_view text);
  void text(std::string_view key, std::string_view value);
  void texts(std::string_view key, const std::vector<std::string>& values);
  void number(std::string_view key, double value);
  void count(std::string_view key, std::size_t value);
  void flag(std::string_view key, bool value);
  void table(std::string_view name);
  void table_of(std::string_view name);

  const std::string& written() const { return out_; }

 private:
  std::string out_;
};

}  // namespace pignus::learning
