#include "registers/status_records.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace pignus::registers {

RecordDates record_dates(const RightFacts& facts) {
  RecordDates dates;
  // By content, so that the order of records known on one day does not matter.
  std::vector<const RightRecord*> records;
  records.reserve(facts.records.size());
  for (const RightRecord& record : facts.records) {
    records.push_back(&record);
  }
  std::sort(records.begin(), records.end(), [](const RightRecord* a, const RightRecord* b) {
    return std::tuple(a->known, std::string_view(a->source.file), a->source.record,
                      a->grant_date.text()) < std::tuple(b->known, std::string_view(b->source.file),
                                                         b->source.record, b->grant_date.text());
  });
  for (const RightRecord* record : records) {
    const auto take = [](std::optional<Date>& to, const RegisterDate& from) {
      if (from.latest()) {
        to = from.latest();
      }
    };
    take(dates.filed, record->filing_date);
    take(dates.granted, record->grant_date);
    take(dates.expiry, record->expiry_date);
    if (record->type != RightType::kUnknown) {
      dates.type = record->type;
    }
    dates.claims = record->claim_count ? record->claim_count : dates.claims;
    dates.adjustment_days = std::max(dates.adjustment_days, record->term_adjustment_days);
    dates.terminal_disclaimer = dates.terminal_disclaimer || record->terminal_disclaimer;
    dates.source = record->source;
  }
  if (dates.type == RightType::kUnknown && facts.id.value.size() > 4) {
    constexpr std::array<std::pair<char, RightType>, 6> letters{{
        {'P', RightType::kInvention},
        {'U', RightType::kUtilityModel},
        {'D', RightType::kDesign},
        {'V', RightType::kPlant},
        {'R', RightType::kReissue},
        {'T', RightType::kTrademark},
    }};
    for (const auto& [letter, type] : letters) {
      dates.type = facts.id.value[3] == letter ? type : dates.type;
    }
  }
  return dates;
}

}  // namespace pignus::registers
