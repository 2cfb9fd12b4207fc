// A record of the Open Data Portal's patent file wrapper. Its first edition lists all fields flat
// under "patentBag"; later ones put them into "applicationMetaData" and beside it. The names are
// the same, so containers are walked into wherever they stand.
#include <algorithm>
#include <array>

#include "registers/uspto/file_wrapper.h"
#include "registers/uspto/json_text.h"
#include "registers/uspto/odp_text.h"

namespace pignus::registers::uspto {
namespace {

using simdjson::error_code;
using simdjson::ondemand::value;

struct TextField {
  std::string_view name;
  std::string_view FileWrapper::* text;
};

constexpr auto kTexts = std::to_array<TextField>({
    {"adjustmentTotalQuantity", &FileWrapper::adjustment},
    {"applicationNumberText", &FileWrapper::application},
    {"applicationStatusCode", &FileWrapper::status_code},
    {"applicationStatusDate", &FileWrapper::status_date},
    {"applicationStatusDescriptionText", &FileWrapper::status},
    {"applicationTypeCategory", &FileWrapper::category},
    {"applicationTypeCode", &FileWrapper::type},
    {"businessEntityStatusCategory", &FileWrapper::entity},
    {"class/subclass", &FileWrapper::us_class},
    {"earliestPublicationDate", &FileWrapper::publication_date},
    {"earliestPublicationNumber", &FileWrapper::publication},
    {"effectiveFilingDate", &FileWrapper::effective_date},
    {"filingDate", &FileWrapper::filing_date},
    {"firstApplicantName", &FileWrapper::first_applicant},
    {"grantDate", &FileWrapper::grant_date},
    {"internationalRegistrationNumber", &FileWrapper::international_registration},
    {"inventionTitle", &FileWrapper::title},
    {"lastIngestionDateTime", &FileWrapper::updated},
    {"patentNumber", &FileWrapper::patent},
    {"uspcSymbolText", &FileWrapper::us_class},
});
static_assert(std::ranges::is_sorted(kTexts, {}, &TextField::name));

/// The country where it is given; else the region tells it: a state, or the office's own "JPX".
error_code read_address(value addresses, std::string_view& country) {
  return each_item(addresses, [&](value address) {
    std::string_view stated;
    std::string_view region;
    const auto error = each_field(address, [&](std::string_view key, value field) -> error_code {
      if (key == "countryCode") return text_of(field, stated);
      if (key != "geographicRegionCode" && key != "geographicRegionName" && key != "countryName" &&
          key != "countryOrStateCode") {
        return simdjson::SUCCESS;
      }
      std::string_view text;
      const auto failed = text_of(field, text);
      if (is_us_state(text)) text = "US";
      if (region.empty() && (text == "US" || text.size() > 2)) region = text;
      return failed;
    });
    if (country.empty()) country = stated.empty() ? region : stated;
    return error;
  });
}

error_code read_parties(value bag, std::vector<WrapperParty>& parties) {
  return read_items(bag, parties,
                    [&](std::string_view key, value field, WrapperParty& party) -> error_code {
                      if (key == "applicantNameText" || key == "inventorNameText" ||
                          key == "assignorName" || key == "assigneeNameText") {
                        return text_of(field, party.name);
                      }
                      if (key == "executionDate") return text_of(field, party.executed);
                      if (key == "correspondenceAddressBag" || key == "assigneeAddress") {
                        return read_address(field, party.country);
                      }
                      return simdjson::SUCCESS;
                    });
}

error_code read_events(value bag, std::vector<WrapperEvent>& events) {
  return read_items(bag, events,
                    [&](std::string_view key, value field, WrapperEvent& event) -> error_code {
                      if (key == "eventCode") return text_of(field, event.code);
                      if (key == "eventDescriptionText") return text_of(field, event.description);
                      if (key == "eventDate") return text_of(field, event.date);
                      return simdjson::SUCCESS;
                    });
}

error_code read_assignments(value bag, std::vector<WrapperAssignment>& assignments) {
  return read_items(bag, assignments,
                    [&](std::string_view key, value field, WrapperAssignment& one) -> error_code {
                      if (key == "reelNumber") return text_of(field, one.reel);
                      if (key == "frameNumber") return text_of(field, one.frame);
                      if (key == "reelNumber/frameNumber" || key == "reelAndFrameNumber") {
                        return text_of(field, one.reel_frame);
                      }
                      if (key == "assignmentRecordedDate") return text_of(field, one.recorded);
                      if (key == "assignmentReceivedDate") return text_of(field, one.received);
                      if (key == "conveyanceText") return text_of(field, one.conveyance);
                      if (key == "assignorBag") return read_parties(field, one.assignors);
                      if (key == "assigneeBag") return read_parties(field, one.assignees);
                      return simdjson::SUCCESS;
                    });
}

error_code read_relations(value bag, std::string_view side,
                          std::vector<WrapperRelation>& relations) {
  return read_items(bag, relations,
                    [&](std::string_view key, value field, WrapperRelation& one) -> error_code {
                      if (key == "claimParentageTypeCode") return text_of(field, one.kind);
                      if (key == "ipOfficeName") return text_of(field, one.office);
                      if (!key.starts_with(side)) return simdjson::SUCCESS;
                      key.remove_prefix(side.size());
                      if (key == "ApplicationNumberText" || key == "applicationNumberText") {
                        return text_of(field, one.number);
                      }
                      if (key == "PatentNumber") return text_of(field, one.patent);
                      if (key == "ApplicationFilingDate" || key == "filingDate")
                        return text_of(field, one.date);
                      return simdjson::SUCCESS;
                    });
}

error_code read_texts(value list, std::vector<std::string_view>& texts) {
  return each_item(list, [&](value item) {
    std::string_view text;
    const auto error = text_of(item, text);
    if (!error && !text.empty()) texts.push_back(text);
    return error;
  });
}

error_code read_adjustment(value data, FileWrapper& wrapper) {
  return each_field(data, [&](std::string_view key, value field) -> error_code {
    if (key == "adjustmentTotalQuantity") return text_of(field, wrapper.adjustment);
    if (key == "grantDate" && wrapper.grant_date.empty()) {
      return text_of(field, wrapper.grant_date);
    }
    if (key == "filingDate" && wrapper.filing_date.empty()) {
      return text_of(field, wrapper.filing_date);
    }
    if (key != "patentTermAdjustmentHistoryDataBag") return simdjson::SUCCESS;
    return each_item(field, [&](value row) {
      return each_field(row, [&](std::string_view name, value cell) -> error_code {
        if (name != "eventDate") return simdjson::SUCCESS;
        std::string_view date;
        const auto error = text_of(cell, date);
        if (!error) wrapper.other_dates.push_back(date);
        return error;
      });
    });
  });
}

error_code read_any(std::string_view key, value field, FileWrapper& wrapper) {
  const auto visit = [&](std::string_view name, value inner) {
    return read_any(name, inner, wrapper);
  };
  const auto* const text = std::ranges::lower_bound(kTexts, key, {}, &TextField::name);
  if (text != kTexts.end() && text->name == key) return text_of(field, wrapper.*(text->text));
  if (key == "applicationTypeLabelName") {
    return wrapper.type.empty() ? text_of(field, wrapper.type) : simdjson::SUCCESS;
  }
  if (key == "applicationMetaData" || key == "continuityBag" || key == "entityStatusData") {
    return each_field(field, visit);
  }
  if (key == "eventDataBag") return read_events(field, wrapper.events);
  if (key == "assignmentBag") return read_assignments(field, wrapper.assignments);
  if (key == "applicantBag") return read_parties(field, wrapper.applicants);
  if (key == "inventorBag") return read_parties(field, wrapper.inventors);
  if (key == "cpcClassificationBag") return read_texts(field, wrapper.classes);
  if (key == "parentContinuityBag") return read_relations(field, "parent", wrapper.parents);
  if (key == "childContinuityBag") return read_relations(field, "child", wrapper.children);
  if (key == "foreignPriorityBag") return read_relations(field, "", wrapper.priorities);
  if (key == "patentTermAdjustmentData") return read_adjustment(field, wrapper);
  return simdjson::SUCCESS;
}

}  // namespace

error_code read_odp_wrapper(simdjson::ondemand::object record, FileWrapper& wrapper) {
  return each_field(
      record, [&](std::string_view key, value field) { return read_any(key, field, wrapper); });
}

}  // namespace pignus::registers::uspto
