// Reading typed fields out of JSON objects, with the field's name in every error.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "core/money.h"
#include "core/result.h"

namespace pignus::book::json_fields {

inline tl::unexpected<Error> wrong(const std::string& field, const char* expected) {
  return fail(ErrorCode::kInvalidInput, std::string("is not ") + expected, {"", 0, field});
}

inline Status read(const Json& value, const std::string& field, std::string& out) {
  if (!value.is_string()) {
    return wrong(field, "a text");
  }
  out = value.get<std::string>();
  return {};
}

inline Status read(const Json& value, const std::string& field, double& out) {
  if (!value.is_number()) {
    return wrong(field, "a number");
  }
  out = value.get<double>();
  return {};
}

inline Status read(const Json& value, const std::string& field, bool& out) {
  if (!value.is_boolean()) {
    return wrong(field, "true or false");
  }
  out = value.get<bool>();
  return {};
}

template <std::integral T>
  requires(!std::same_as<T, bool>)
Status read(const Json& value, const std::string& field, T& out) {
  if (!value.is_number_integer()) {
    return wrong(field, "a whole number");
  }
  out = value.get<T>();
  return {};
}

inline Status read(const Json& value, const std::string& field, Date& out) {
  const auto date = value.is_string() ? Date::parse(value.get<std::string>()) : std::nullopt;
  if (!date) {
    return wrong(field, "a date");
  }
  out = *date;
  return {};
}

inline Status read(const Json& value, const std::string& field, Currency& out) {
  const auto currency =
      value.is_string() ? Currency::parse(value.get<std::string>()) : std::nullopt;
  if (!currency) {
    return wrong(field, "a currency");
  }
  out = *currency;
  return {};
}

inline Status read(const Json& value, const std::string& field, Money& out) {
  const auto money = value.is_string() ? Money::parse(value.get<std::string>()) : std::nullopt;
  if (!money) {
    return wrong(field, "an amount of money");
  }
  out = *money;
  return {};
}

template <typename T>
Status read(const Json& value, const std::string& field, std::optional<T>& out) {
  if (value.is_null()) {
    out.reset();
    return {};
  }
  T inner{};
  PIGNUS_TRY(read(value, field, inner));
  out = std::move(inner);
  return {};
}

template <typename T>
Status read(const Json& value, const std::string& field, std::vector<T>& out) {
  if (!value.is_array()) {
    return wrong(field, "a list");
  }
  out.clear();
  for (const Json& element : value) {
    T inner{};
    PIGNUS_TRY(read(element, field, inner));
    out.push_back(std::move(inner));
  }
  return {};
}

/// Reads object[field] into out; a missing field is an error, because unknown is written as null.
template <typename T>
Status take(const Json& object, const char* field, T& out) {
  if (!object.is_object() || !object.contains(field)) {
    return fail(ErrorCode::kInvalidInput, "is missing", {"", 0, field});
  }
  return read(object.at(field), field, out);
}

/// Value or null.
template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
inline Json or_null(const std::optional<Date>& value) {
  return value ? Json(value->iso()) : Json(nullptr);
}
inline Json or_null(const std::optional<Money>& value) {
  return value ? Json(value->text()) : Json(nullptr);
}

}  // namespace pignus::book::json_fields
