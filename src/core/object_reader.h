// Reads JSON objects that must be exactly as our own code writes them: each member there, of its
// kind, and no other. The first member that is not is remembered; what is read after it is empty,
// and the caller asks once, at the end.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "core/money.h"
#include "core/result.h"

namespace pignus {

/// What one text of JSON turned out to be: sound, or wrong at its first wrong member.
class JsonVerdict {
 public:
  bool sound() const { return !wrong_; }
  void refuse(std::string field, std::string why);
  /// kInvalidInput at `where`, its field the member.
  [[nodiscard]] Status status(const Where& where) const;

 private:
  struct Wrong {
    std::string field;
    std::string why;
  };
  std::optional<Wrong> wrong_;
};

class ObjectReader {
 public:
  /// `path` of the object in its text, "" at the top. Both `json` and `verdict` outlive the reader.
  ObjectReader(const Json& json, std::string path, JsonVerdict& verdict);

  /// The member as it is; JSON's null where it is missing, which is wrong unless `optional`.
  const Json& member(const char* name, bool optional = false);
  bool has(const char* name) const { return json_.is_object() && json_.contains(name); }
  std::string text(const char* name);
  bool flag(const char* name);
  int integer(const char* name);
  std::optional<int> optional_integer(const char* name);
  /// Up to 2^53, beyond which JSON's numbers are not exact.
  std::uint64_t count(const char* name);
  Date day(const char* name);
  /// "" is nullopt.
  std::optional<Date> optional_day(const char* name);
  RegisterDate date(const char* name);
  std::optional<Money> optional_money(const char* name);
  std::vector<std::string> texts(const char* name);
  std::map<std::string, std::string> text_map(const char* name);
  /// A number, or how number_json() writes what JSON has no number for.
  double number(const char* name) { return number_of(member(name), name); }
  /// The same of a member already taken.
  double number_of(const Json& json, const char* name);

  /// Calls `take(element, path)` for each element of a list.
  template <typename Take>
  void each(const char* name, const Take& take) {
    const Json& list = member(name);
    if (!list.is_array()) return refuse(name, "is no list");
    std::size_t index = 0;
    for (const Json& element : list) {
      take(element, path_of(name) + "[" + std::to_string(index++) + "]");
    }
  }

  void refuse(const char* name, std::string why);
  std::string path_of(const char* name) const;
  /// No member but those asked for.
  void end();

 private:
  const Json& json_;
  std::string path_;
  JsonVerdict& verdict_;
  std::size_t taken_ = 0;
};

/// A double for canonical_json(): "nan", "inf", "-inf" and "-0" are texts.
Json number_json(double value);

/// A text as ours are: not without a NUL, which no store keeps.
std::optional<std::string> json_text(const Json& json);

}  // namespace pignus
