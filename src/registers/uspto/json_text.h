// Texts out of simdjson's on-demand values, for records whose fields come in any order. Inside of
// the readers of the office's data services.
#pragma once

#include <simdjson.h>
#include <string_view>
#include <utility>
#include <vector>

namespace pignus::registers::uspto {

/// A text as it is; a number or truth value as written; anything else is "".
inline simdjson::error_code text_of(simdjson::ondemand::value value, std::string_view& text) {
  simdjson::ondemand::json_type type;
  if (const auto error = value.type().get(type)) return error;
  switch (type) {
    case simdjson::ondemand::json_type::string:
      return value.get_string().get(text);
    case simdjson::ondemand::json_type::number:
    case simdjson::ondemand::json_type::boolean: {
      const std::string_view token = value.raw_json_token();
      text = token.substr(0, token.find_first_of(" \t\r\n,}]"));
      return simdjson::SUCCESS;
    }
    default:
      text = {};
      return simdjson::SUCCESS;
  }
}

/// `visit(key, value)` for each field of an object; anything but an object has none.
template <typename Visit>
simdjson::error_code each_field(simdjson::ondemand::object object, Visit visit) {
  for (auto field : object) {
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) return error;
    simdjson::ondemand::value value;
    if (const auto error = field.value().get(value)) return error;
    if (const auto error = visit(key, value)) return error;
  }
  return simdjson::SUCCESS;
}

template <typename Visit>
simdjson::error_code each_field(simdjson::ondemand::value value, Visit visit) {
  simdjson::ondemand::json_type type;
  if (const auto error = value.type().get(type)) return error;
  if (type != simdjson::ondemand::json_type::object) return simdjson::SUCCESS;
  simdjson::ondemand::object object;
  if (const auto error = value.get_object().get(object)) return error;
  return each_field(object, visit);
}

/// `visit(item)` for each item of a list; an item that stands alone counts as a list of it.
template <typename Visit>
simdjson::error_code each_item(simdjson::ondemand::value value, Visit visit) {
  simdjson::ondemand::json_type type;
  if (const auto error = value.type().get(type)) return error;
  if (type == simdjson::ondemand::json_type::null) return simdjson::SUCCESS;
  if (type != simdjson::ondemand::json_type::array) return visit(value);
  simdjson::ondemand::array items;
  if (const auto error = value.get_array().get(items)) return error;
  for (auto item : items) {
    simdjson::ondemand::value one;
    if (const auto error = item.get(one)) return error;
    if (const auto error = visit(one)) return error;
  }
  return simdjson::SUCCESS;
}

/// A list of objects: `take(key, value, item)` reads a field into an item.
template <typename Item, typename Take>
simdjson::error_code read_items(simdjson::ondemand::value list, std::vector<Item>& items,
                                Take take) {
  return each_item(list, [&](simdjson::ondemand::value one) {
    Item item;
    const auto error = each_field(one, [&](std::string_view key, simdjson::ondemand::value field) {
      return take(key, field, item);
    });
    if (!error) items.push_back(std::move(item));
    return error;
  });
}

}  // namespace pignus::registers::uspto
