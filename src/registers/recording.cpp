#include "registers/recording.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pignus::registers {
namespace {

constexpr std::array<std::pair<ConveyanceClass, std::string_view>, 12> kNames{{
    {ConveyanceClass::kUnknown, "unknown"},
    {ConveyanceClass::kAssignment, "assignment"},
    {ConveyanceClass::kSecurityInterest, "security_interest"},
    {ConveyanceClass::kRelease, "release"},
    {ConveyanceClass::kPartialRelease, "partial_release"},
    {ConveyanceClass::kSecurityTransfer, "security_transfer"},
    {ConveyanceClass::kChangeOfName, "change_of_name"},
    {ConveyanceClass::kMerger, "merger"},
    {ConveyanceClass::kCorrection, "correction"},
    {ConveyanceClass::kLicence, "licence"},
    {ConveyanceClass::kCourtOrder, "court_order"},
    {ConveyanceClass::kOther, "other"},
}};

}  // namespace

std::string_view name_of(ConveyanceClass conveyance) {
  return kNames.at(static_cast<std::size_t>(conveyance)).second;
}

std::optional<ConveyanceClass> parse_conveyance_class(std::string_view name) {
  const auto* found = std::ranges::find(kNames, name, [](const auto& row) { return row.second; });
  if (found == kNames.end()) {
    return std::nullopt;
  }
  return found->first;
}

Date Recording::effective() const {
  std::optional<Date> latest;
  for (const auto& grantor : grantors) {
    if (const auto day = grantor.executed.exact(); day && (!latest || *day > *latest)) {
      latest = day;
    }
  }
  return latest.value_or(recorded);
}

}  // namespace pignus::registers
