#include "registers/right.h"

#include <array>
#include <utility>

#include "core/check.h"

namespace pignus::registers {
namespace {

constexpr std::array<std::pair<RightType, std::string_view>, 8> kNames{{
    {RightType::kUnknown, "unknown"},
    {RightType::kInvention, "invention"},
    {RightType::kUtilityModel, "utility_model"},
    {RightType::kDesign, "design"},
    {RightType::kPlant, "plant"},
    {RightType::kReissue, "reissue"},
    {RightType::kStatutoryInvention, "statutory_invention"},
    {RightType::kTrademark, "trademark"},
}};

}  // namespace

std::string_view name_of(RightType type) {
  for (const auto& [value, name] : kNames) {
    if (value == type) {
      return name;
    }
  }
  PIGNUS_CHECK(!"a right type in the table");
}

std::optional<RightType> parse_right_type(std::string_view name) {
  for (const auto& [value, text] : kNames) {
    if (text == name) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace pignus::registers
