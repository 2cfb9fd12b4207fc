// Enumerations and their machine words, in one table each.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "core/check.h"

namespace pignus::book {

template <typename Enum, std::size_t kSize>
using NameTable = std::array<std::pair<Enum, std::string_view>, kSize>;

template <typename Enum, std::size_t kSize>
std::string_view name_in(const NameTable<Enum, kSize>& table, Enum value) {
  for (const auto& [entry, name] : table) {
    if (entry == value) {
      return name;
    }
  }
  PIGNUS_CHECK(!"an enumerator of the table");
}

template <typename Enum, std::size_t kSize>
std::optional<Enum> value_in(const NameTable<Enum, kSize>& table, std::string_view name) {
  for (const auto& [entry, entry_name] : table) {
    if (entry_name == name) {
      return entry;
    }
  }
  return std::nullopt;
}

}  // namespace pignus::book
