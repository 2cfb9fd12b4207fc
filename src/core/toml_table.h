// Typed reading of a TOML table, with errors that name file and key. A key nobody asked for is an
// error too: a misspelt key would else be silently skipped. Includes toml++, so only .cpp files of
// rooms that link it include this header.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

#include "core/date.h"
#include "core/result.h"

namespace pignus {

struct TomlLimits {
  std::size_t bytes_max = 1U << 20;
  std::size_t text_bytes_max = 16U << 10;
  std::size_t items_max = 10'000;  ///< of one array
};

/// Parses a whole file. Size, syntax and UTF-8 errors name the line in `where.record`.
[[nodiscard]] Result<toml::table> parse_toml(std::string_view text, std::string_view file,
                                             TomlLimits limits = {});

/// Reads one table, key by key. The first error is kept and every later answer is empty, so that a
/// caller reads a whole struct and asks once, with finish().
class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string_view file, TomlLimits limits = {});

  std::string text(std::string_view key);
  std::optional<std::string> optional_text(std::string_view key);
  std::vector<std::string> optional_texts(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  double number(std::string_view key);
  std::optional<double> optional_number(std::string_view key);
  /// Finite numbers; none when it is missing.
  std::vector<double> optional_numbers(std::string_view key);
  std::optional<std::int64_t> optional_integer(std::string_view key);
  /// A whole number, not negative.
  std::int64_t count(std::string_view key);
  bool optional_flag(std::string_view key, bool otherwise);
  Date date(std::string_view key);
  std::optional<Date> optional_date(std::string_view key);
  std::vector<Date> optional_dates(std::string_view key);
  /// A table under this one. Where it is missing: an error if `required`, else an empty table.
  TomlTable table(std::string_view key, bool required);
  /// The tables of an array of tables; none when it is missing.
  std::vector<TomlTable> tables(std::string_view key);
  /// The names in this table, sorted; for tables whose keys are data.
  std::vector<std::string> keys() const;

  /// Refuses the value of a key: for rules that only the caller knows.
  void refuse(std::string_view key, std::string message);
  /// Refuses the first key nobody asked for. For tables under a root that will be finished.
  void close();
  /// Closes, and gives the first error of this table and all read from the same root.
  [[nodiscard]] Status finish();

 private:
  struct Shared {
    std::string file;
    TomlLimits limits;
    std::optional<Error> error;
  };
  TomlTable(const toml::table* table, std::string path, std::shared_ptr<Shared> shared);

  const toml::node* find(std::string_view key, bool required);
  std::optional<std::string> text_of(const toml::node& node, std::string_view key);
  std::optional<double> number_of(const toml::node& node, std::string_view key);
  std::optional<Date> date_of(const toml::node& node, std::string_view key);
  const toml::array* array_of(const toml::node* node, std::string_view key);
  std::string path_of(std::string_view key) const;

  const toml::table* table_;
  std::string path_;
  std::shared_ptr<Shared> shared_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace pignus
