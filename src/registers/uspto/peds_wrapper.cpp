// A record of the Patent Examination Data System, which the Open Data Portal replaced in 2024.
#include <algorithm>
#include <array>

#include "registers/uspto/file_wrapper.h"
#include "registers/uspto/json_text.h"

namespace pignus::registers::uspto {
namespace {

using simdjson::error_code;
using simdjson::ondemand::value;

struct TextField {
  std::string_view name;
  std::string_view FileWrapper::* text;
};

constexpr auto kTexts = std::to_array<TextField>({
    {"appClsSubCls", &FileWrapper::us_class},
    {"appEarlyPubDate", &FileWrapper::publication_date},
    {"appEarlyPubNumber", &FileWrapper::publication},
    {"appEntityStatus", &FileWrapper::entity},
    {"appFilingDate", &FileWrapper::filing_date},
    {"appStatus", &FileWrapper::status},
    {"appStatusDate", &FileWrapper::status_date},
    {"appType", &FileWrapper::type},
    {"applId", &FileWrapper::application},
    {"lastUpdatedTimestamp", &FileWrapper::updated},
    {"patentIssueDate", &FileWrapper::grant_date},
    {"patentNumber", &FileWrapper::patent},
    {"patentTitle", &FileWrapper::title},
    {"totalPtoDays", &FileWrapper::adjustment},
});
static_assert(std::ranges::is_sorted(kTexts, {}, &TextField::name));

/// The service writes the word "null" for nothing.
error_code known_text(value field, std::string_view& text) {
  const auto error = text_of(field, text);
  if (text == "null") text = {};
  return error;
}

error_code read_parties(value list, std::vector<WrapperParty>& parties) {
  return read_items(list, parties,
                    [&](std::string_view key, value field, WrapperParty& party) -> error_code {
                      if (key == "nameLineOne" || key == "assignorName" || key == "assigneeName") {
                        return known_text(field, party.name);
                      }
                      if (key == "nameLineTwo") return known_text(field, party.second_name);
                      if (key == "country" || key == "countryCode")
                        return known_text(field, party.country);
                      if (key == "execDate") return known_text(field, party.executed);
                      return simdjson::SUCCESS;
                    });
}

error_code read_events(value list, std::vector<WrapperEvent>& events) {
  return read_items(list, events,
                    [&](std::string_view key, value field, WrapperEvent& event) -> error_code {
                      if (key == "code") return text_of(field, event.code);
                      if (key == "description") return text_of(field, event.description);
                      if (key == "recordDate") return text_of(field, event.date);
                      return simdjson::SUCCESS;
                    });
}

error_code read_assignments(value list, std::vector<WrapperAssignment>& assignments) {
  return read_items(list, assignments,
                    [&](std::string_view key, value field, WrapperAssignment& one) -> error_code {
                      if (key == "reelNumber") return text_of(field, one.reel);
                      if (key == "frameNumber") return text_of(field, one.frame);
                      if (key == "recordedDate") return known_text(field, one.recorded);
                      if (key == "receivedDate") return known_text(field, one.received);
                      // The service misspells the name; both are taken.
                      if (key == "converyanceName" || key == "conveyanceName") {
                        return known_text(field, one.conveyance);
                      }
                      if (key == "assignors") return read_parties(field, one.assignors);
                      if (key == "assignee" || key == "assignees")
                        return read_parties(field, one.assignees);
                      return simdjson::SUCCESS;
                    });
}

error_code read_relations(value list, std::vector<WrapperRelation>& relations) {
  return read_items(list, relations,
                    [&](std::string_view key, value field, WrapperRelation& one) -> error_code {
                      if (key == "claimApplicationNumberText" || key == "priorityClaim") {
                        return known_text(field, one.number);
                      }
                      if (key == "patentNumberText") return known_text(field, one.patent);
                      if (key == "filingDate") return known_text(field, one.date);
                      if (key == "applicationStatusDescription") return known_text(field, one.kind);
                      if (key == "countryName") return known_text(field, one.office);
                      return simdjson::SUCCESS;
                    });
}

error_code read_any(std::string_view key, value field, FileWrapper& wrapper) {
  const auto* const text = std::ranges::lower_bound(kTexts, key, {}, &TextField::name);
  if (text != kTexts.end() && text->name == key) return known_text(field, wrapper.*(text->text));
  if (key == "transactions") return read_events(field, wrapper.events);
  if (key == "assignments") return read_assignments(field, wrapper.assignments);
  if (key == "applicants") return read_parties(field, wrapper.applicants);
  if (key == "inventors") return read_parties(field, wrapper.inventors);
  if (key == "parentContinuity") return read_relations(field, wrapper.parents);
  if (key == "childContinuity") return read_relations(field, wrapper.children);
  if (key == "foreignPriority") return read_relations(field, wrapper.priorities);
  if (key == "firstNamedApplicant") {
    return each_item(field, [&](value item) {
      std::string_view name;
      const auto error = known_text(item, name);
      if (wrapper.first_applicant.empty()) wrapper.first_applicant = name;
      return error;
    });
  }
  return simdjson::SUCCESS;
}

}  // namespace

error_code read_peds_wrapper(simdjson::ondemand::object record, FileWrapper& wrapper) {
  return each_field(
      record, [&](std::string_view key, value field) { return read_any(key, field, wrapper); });
}

}  // namespace pignus::registers::uspto
