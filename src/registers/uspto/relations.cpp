#include "registers/uspto/relations.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pignus::registers {

namespace {

// From a provisional, a foreign or a reissued right the term does not run.
constexpr std::array<std::string_view, 6> kTermRunsFrom{
    "continuation",       "continuation-in-part",  "division",
    "continuing-reissue", "us-divisional-reissue", "national stage"};

}  // namespace

void add_detail(RightRecord& record, const std::string& name, std::string_view value) {
  if (value.empty()) return;
  std::string& detail = record.details[name];
  if (!detail.empty()) detail += "; ";
  detail += value;
}

void add_relative(std::string number, RightRecord& record) {
  if (number.empty() || number == record.application_number || number == record.grant_number ||
      number == record.publication_number) {
    return;
  }
  if (std::ranges::find(record.family, number) == record.family.end()) {
    record.family.push_back(std::move(number));
  }
}

void consider_priority(const RegisterDate& date, RightRecord& record) {
  if (date.empty()) return;
  if (record.priority_date.empty() || *date.earliest() < *record.priority_date.earliest()) {
    record.priority_date = date;
  }
}

void add_parent(const Parent& parent, RightRecord& record) {
  add_relative(parent.number, record);
  add_relative(parent.patent, record);
  consider_priority(parent.filed, record);
  std::string text(parent.relation);
  for (const std::string& part : {parent.number, parent.filed.text(), parent.patent}) {
    if (!part.empty()) text += " " + part;
  }
  add_detail(record, "continuity", text);
  if (!parent.filed.known() ||
      std::ranges::find(kTermRunsFrom, parent.relation) == kTermRunsFrom.end()) {
    return;
  }
  std::string& from = record.details["term_from"];
  if (from.empty() || parent.filed.text() < from) from = parent.filed.text();
}

}  // namespace pignus::registers
