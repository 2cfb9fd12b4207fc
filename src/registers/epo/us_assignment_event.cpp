#include "registers/epo/us_assignment_event.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/utf8.h"
#include "registers/conveyance.h"

namespace pignus::registers {

namespace {

struct Place {
  std::string_view name;
  std::string_view country;
};
// Where the USPTO's assignees sit, as it writes it. States count as the United States.
constexpr std::array kPlaces = std::to_array<Place>({
    {"ALABAMA", "US"},
    {"ALASKA", "US"},
    {"ARIZONA", "US"},
    {"ARKANSAS", "US"},
    {"CALIFORNIA", "US"},
    {"COLORADO", "US"},
    {"CONNECTICUT", "US"},
    {"DELAWARE", "US"},
    {"DISTRICT OF COLUMBIA", "US"},
    {"FLORIDA", "US"},
    {"GEORGIA", "US"},
    {"HAWAII", "US"},
    {"IDAHO", "US"},
    {"ILLINOIS", "US"},
    {"INDIANA", "US"},
    {"IOWA", "US"},
    {"KANSAS", "US"},
    {"KENTUCKY", "US"},
    {"LOUISIANA", "US"},
    {"MAINE", "US"},
    {"MARYLAND", "US"},
    {"MASSACHUSETTS", "US"},
    {"MICHIGAN", "US"},
    {"MINNESOTA", "US"},
    {"MISSISSIPPI", "US"},
    {"MISSOURI", "US"},
    {"MONTANA", "US"},
    {"NEBRASKA", "US"},
    {"NEVADA", "US"},
    {"NEW HAMPSHIRE", "US"},
    {"NEW JERSEY", "US"},
    {"NEW MEXICO", "US"},
    {"NEW YORK", "US"},
    {"NORTH CAROLINA", "US"},
    {"NORTH DAKOTA", "US"},
    {"OHIO", "US"},
    {"OKLAHOMA", "US"},
    {"OREGON", "US"},
    {"PENNSYLVANIA", "US"},
    {"PUERTO RICO", "US"},
    {"RHODE ISLAND", "US"},
    {"SOUTH CAROLINA", "US"},
    {"SOUTH DAKOTA", "US"},
    {"TENNESSEE", "US"},
    {"TEXAS", "US"},
    {"UTAH", "US"},
    {"VERMONT", "US"},
    {"VIRGINIA", "US"},
    {"WASHINGTON", "US"},
    {"WEST VIRGINIA", "US"},
    {"WISCONSIN", "US"},
    {"WYOMING", "US"},
    {"UNITED STATES", "US"},
    {"AUSTRALIA", "AU"},
    {"AUSTRIA", "AT"},
    {"BARBADOS", "BB"},
    {"BELGIUM", "BE"},
    {"BERMUDA", "BM"},
    {"BRAZIL", "BR"},
    {"CANADA", "CA"},
    {"CAYMAN ISLANDS", "KY"},
    {"CHINA", "CN"},
    {"CZECH REPUBLIC", "CZ"},
    {"DENMARK", "DK"},
    {"FINLAND", "FI"},
    {"FRANCE", "FR"},
    {"GERMANY", "DE"},
    {"HONG KONG", "HK"},
    {"HUNGARY", "HU"},
    {"INDIA", "IN"},
    {"IRELAND", "IE"},
    {"ISRAEL", "IL"},
    {"ITALY", "IT"},
    {"JAPAN", "JP"},
    {"KOREA, REPUBLIC OF", "KR"},
    {"LIECHTENSTEIN", "LI"},
    {"LUXEMBOURG", "LU"},
    {"MALAYSIA", "MY"},
    {"MEXICO", "MX"},
    {"NETHERLANDS", "NL"},
    {"NEW ZEALAND", "NZ"},
    {"NORWAY", "NO"},
    {"POLAND", "PL"},
    {"PORTUGAL", "PT"},
    {"RUSSIAN FEDERATION", "RU"},
    {"SAUDI ARABIA", "SA"},
    {"SINGAPORE", "SG"},
    {"SOUTH AFRICA", "ZA"},
    {"SPAIN", "ES"},
    {"SWEDEN", "SE"},
    {"SWITZERLAND", "CH"},
    {"TAIWAN", "TW"},
    {"THAILAND", "TH"},
    {"TURKEY", "TR"},
    {"UNITED KINGDOM", "GB"},
    {"GREAT BRITAIN", "GB"},
    {"VIRGIN ISLANDS, BRITISH", "VG"},
});

constexpr std::size_t kPartiesMax = 1000;

std::vector<std::string> segments(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty() && out.size() < kPartiesMax) {
    const std::size_t cut = text.find(';');
    if (std::string part = trim(text.substr(0, cut)); !part.empty()) out.push_back(std::move(part));
    text = cut == std::string_view::npos ? std::string_view() : text.substr(cut + 1);
  }
  return out;
}

/// Takes one of the labels off the front of a segment.
bool take_label(std::string& segment, std::initializer_list<std::string_view> labels) {
  for (const std::string_view label : labels) {
    if (segment.starts_with(label)) {
      segment = trim(std::string_view(segment).substr(label.size()));
      return true;
    }
  }
  return false;
}

bool is_no_party(std::string_view segment) {
  return segment.starts_with("SIGNING DATES") || segment.starts_with("EFFECTIVE DATE") ||
         segment.starts_with("AND OTHERS") || segment.starts_with("REEL/");
}

}  // namespace

Party us_assignee(const std::string& text) {
  const std::string upper = ascii_upper(text);
  for (const Place& place : kPlaces) {
    const std::string tail = ", " + std::string(place.name);
    if (upper.size() > tail.size() && upper.ends_with(tail)) {
      return {trim(text.substr(0, text.size() - tail.size())), std::string(place.country), ""};
    }
  }
  return {text, "", ""};
}

std::optional<Recording> us_assignment_of(const LegalEvent& event) {
  const auto text = event.details.find("text");
  const auto owner = event.details.find("party");
  if (!event.code.starts_with("AS") || text == event.details.end() ||
      owner == event.details.end() || !event.known) {
    return std::nullopt;
  }
  const std::vector<std::string> cited = cited_recordings(text->second);
  if (cited.empty()) return std::nullopt;
  Recording recording;
  recording.office = "US";
  recording.id = cited.back();
  recording.recorded = *event.known;
  // With an effective date the event's date is the day it was signed; else it is the gazette's.
  const bool executed_told = event.date.exact() && *event.date.exact() != *event.known;
  bool within_parties = false;
  for (std::string& segment : segments(text->second)) {
    within_parties = take_label(segment, {"ASSIGNORS:", "ASSIGNOR:"}) ||
                     (within_parties && !is_no_party(segment));
    if (within_parties) {
      recording.grantors.push_back(
          {{segment, "", ""}, executed_told ? event.date : RegisterDate()});
    } else if (recording.conveyance.empty() && !is_no_party(segment)) {
      recording.conveyance = segment;
    }
  }
  for (const std::string& name : segments(owner->second)) {
    recording.grantees.push_back({us_assignee(name), {}});
  }
  if (recording.grantors.empty() || recording.grantees.empty()) return std::nullopt;
  recording.properties = {{event.right, "", "", "", ""}};
  recording.source = event.source;
  classify(recording);
  return recording;
}

}  // namespace pignus::registers
