#include "core/toml_table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/utf8.h"

namespace pignus {

namespace {

const toml::table& empty_table() {
  static const toml::table empty;
  return empty;
}

}  // namespace

Result<toml::table> parse_toml(std::string_view text, std::string_view file, TomlLimits limits) {
  if (text.size() > limits.bytes_max) {
    return fail(ErrorCode::kLimitExceeded,
                "larger than " + std::to_string(limits.bytes_max) + " bytes",
                {std::string(file), 0, ""});
  }
  if (const std::size_t at = first_invalid_utf8(text); at != std::string_view::npos) {
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    return fail(ErrorCode::kInvalidInput, "not valid UTF-8",
                {std::string(file), static_cast<std::uint64_t>(line), ""});
  }
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kInvalidInput, std::string(error.description()),
                {std::string(file), error.source().begin.line, ""});
  }
}

TomlTable::TomlTable(const toml::table& table, std::string_view file, TomlLimits limits)
    : table_(&table),
      shared_(std::make_shared<Shared>(Shared{std::string(file), limits, std::nullopt})) {}

TomlTable::TomlTable(const toml::table* table, std::string path, std::shared_ptr<Shared> shared)
    : table_(table), path_(std::move(path)), shared_(std::move(shared)) {}

std::string TomlTable::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void TomlTable::refuse(std::string_view key, std::string message) {
  if (!shared_->error) {
    std::uint64_t line = 0;
    if (const toml::node* node = table_->get(key); node != nullptr) {
      line = node->source().begin.line;
    }
    shared_->error = Error{ErrorCode::kInvalidInput, std::move(message),
                           Where{shared_->file, line, path_of(key)}};
  }
}

const toml::node* TomlTable::find(std::string_view key, bool required) {
  asked_.emplace(key);
  const toml::node* node = table_->get(key);
  if (node == nullptr && required) {
    refuse(key, "missing");
  }
  return node;
}

std::optional<std::string> TomlTable::text_of(const toml::node& node, std::string_view key) {
  auto text = node.value_exact<std::string>();
  if (!text) {
    refuse(key, "must be text");
    return std::nullopt;
  }
  if (text->size() > shared_->limits.text_bytes_max) {
    refuse(key, "longer than " + std::to_string(shared_->limits.text_bytes_max) + " bytes");
    return std::nullopt;
  }
  return text;
}

std::optional<Date> TomlTable::date_of(const toml::node& node, std::string_view key) {
  const auto* value = node.as_date();
  if (value == nullptr) {
    refuse(key, "must be a date, written 2026-06-30 without quotes");
    return std::nullopt;
  }
  const toml::date day = value->get();
  const auto date = Date::from_ymd(day.year, day.month, day.day);
  if (!date) {
    refuse(key, "no such day");
  }
  return date;
}

const toml::array* TomlTable::array_of(const toml::node* node, std::string_view key) {
  if (node == nullptr) {
    return nullptr;
  }
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    refuse(key, "must be a list");
  } else if (array->size() > shared_->limits.items_max) {
    refuse(key, "more than " + std::to_string(shared_->limits.items_max) + " items");
    return nullptr;
  }
  return array;
}

std::string TomlTable::text(std::string_view key) {
  const toml::node* node = find(key, true);
  return node == nullptr ? std::string() : text_of(*node, key).value_or("");
}

std::optional<std::string> TomlTable::optional_text(std::string_view key) {
  const toml::node* node = find(key, false);
  return node == nullptr ? std::nullopt : text_of(*node, key);
}

std::vector<std::string> TomlTable::optional_texts(std::string_view key) {
  std::vector<std::string> texts;
  if (const toml::array* array = array_of(find(key, false), key); array != nullptr) {
    for (const toml::node& item : *array) {
      texts.push_back(text_of(item, key).value_or(""));
    }
  }
  return texts;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  find(key, true);
  return optional_texts(key);
}

double TomlTable::number(std::string_view key) {
  find(key, true);
  return optional_number(key).value_or(0);
}

std::optional<double> TomlTable::number_of(const toml::node& node, std::string_view key) {
  std::optional<double> value;
  if (node.is_number()) {
    value = node.value<double>();
  }
  if (!value || !std::isfinite(*value)) {
    refuse(key, "must be a finite number");
    return std::nullopt;
  }
  return value;
}

std::optional<double> TomlTable::optional_number(std::string_view key) {
  const toml::node* node = find(key, false);
  return node == nullptr ? std::nullopt : number_of(*node, key);
}

std::vector<double> TomlTable::optional_numbers(std::string_view key) {
  std::vector<double> numbers;
  if (const toml::array* array = array_of(find(key, false), key); array != nullptr) {
    for (const toml::node& item : *array) {
      numbers.push_back(number_of(item, key).value_or(0));
    }
  }
  return numbers;
}

std::optional<std::int64_t> TomlTable::optional_integer(std::string_view key) {
  const toml::node* node = find(key, false);
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto value = node->value_exact<std::int64_t>();
  if (!value) {
    refuse(key, "must be a whole number");
  }
  return value;
}

std::int64_t TomlTable::count(std::string_view key) {
  const auto value = optional_integer(key);
  if (!value || *value < 0) {
    refuse(key, "must be a whole number, not negative");
    return 0;
  }
  return *value;
}

bool TomlTable::optional_flag(std::string_view key, bool otherwise) {
  const toml::node* node = find(key, false);
  if (node == nullptr) {
    return otherwise;
  }
  const auto value = node->value_exact<bool>();
  if (!value) {
    refuse(key, "must be true or false");
  }
  return value.value_or(otherwise);
}

Date TomlTable::date(std::string_view key) {
  find(key, true);
  return optional_date(key).value_or(Date());
}

std::optional<Date> TomlTable::optional_date(std::string_view key) {
  const toml::node* node = find(key, false);
  return node == nullptr ? std::nullopt : date_of(*node, key);
}

std::vector<Date> TomlTable::optional_dates(std::string_view key) {
  std::vector<Date> dates;
  if (const toml::array* array = array_of(find(key, false), key); array != nullptr) {
    for (const toml::node& item : *array) {
      dates.push_back(date_of(item, key).value_or(Date()));
    }
  }
  return dates;
}

TomlTable TomlTable::table(std::string_view key, bool required) {
  const toml::node* node = find(key, required);
  const toml::table* found = node == nullptr ? nullptr : node->as_table();
  if (node != nullptr && found == nullptr) {
    refuse(key, "must be a table");
  }
  return {found == nullptr ? &empty_table() : found, path_of(key), shared_};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> found;
  const toml::array* array = array_of(find(key, false), key);
  if (array == nullptr) {
    return found;
  }
  for (const toml::node& item : *array) {
    const toml::table* table = item.as_table();
    if (table == nullptr) {
      refuse(key, "must be a list of tables, each headed [[" + path_of(key) + "]]");
      return {};
    }
    found.push_back(
        TomlTable(table, path_of(key) + "[" + std::to_string(found.size() + 1) + "]", shared_));
  }
  return found;
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : *table_) {
    names.emplace_back(key.str());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void TomlTable::close() {
  for (const auto& [key, value] : *table_) {
    if (!asked_.contains(key.str())) {
      refuse(key.str(), "unknown key");
    }
  }
}

Status TomlTable::finish() {
  close();
  if (shared_->error) {
    return fail(*shared_->error);
  }
  return {};
}

}  // namespace pignus
