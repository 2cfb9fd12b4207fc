#include "book/finding.h"

#include "book/names.h"

namespace pignus::book {

namespace {

constexpr NameTable<FindingCode, 20> kCodes{{
    {FindingCode::kNumberMalformed, "number_malformed"},
    {FindingCode::kRightNotFound, "right_not_found"},
    {FindingCode::kTypeMisreported, "type_misreported"},
    {FindingCode::kStatusMisreported, "status_misreported"},
    {FindingCode::kOwnerMismatch, "owner_mismatch"},
    {FindingCode::kCoOwnerOmitted, "co_owner_omitted"},
    {FindingCode::kCountMismatch, "count_mismatch"},
    {FindingCode::kDateMismatch, "date_mismatch"},
    {FindingCode::kPledgeOmitted, "pledge_omitted"},
    {FindingCode::kLicenceOmitted, "licence_omitted"},
    {FindingCode::kLitigationOmitted, "litigation_omitted"},
    {FindingCode::kFeeArrears, "fee_arrears"},
    {FindingCode::kBookValueGap, "book_value_gap"},
    {FindingCode::kPledgedValueGap, "pledged_value_gap"},
    {FindingCode::kFamilyOverstated, "family_overstated"},
    {FindingCode::kProductLinkUnsupported, "product_link_unsupported"},
    {FindingCode::kRdMismatch, "rd_mismatch"},
    {FindingCode::kDoubleCounted, "double_counted"},
    {FindingCode::kTrademarkScope, "trademark_scope"},
    {FindingCode::kStaleSnapshot, "stale_snapshot"},
}};

constexpr NameTable<Severity, 4> kSeverities{{
    {Severity::kNote, "note"},
    {Severity::kMinor, "minor"},
    {Severity::kMajor, "major"},
    {Severity::kCritical, "critical"},
}};

}  // namespace

std::string code_text(FindingCode code) {
  return "E" + std::to_string(static_cast<int>(code));
}

std::string_view name_of(FindingCode code) {
  return name_in(kCodes, code);
}

std::optional<FindingCode> parse_finding_code(std::string_view name) {
  return value_in(kCodes, name);
}

std::vector<ConcernedRight> concerned_rights(const Finding& finding) {
  if (!finding.rights.empty()) {
    return finding.rights;
  }
  if (!finding.right && finding.stated_number.empty()) {
    return {};
  }
  return {{finding.right, finding.stated_number}};
}

std::string_view name_of(Severity severity) {
  return name_in(kSeverities, severity);
}

std::optional<Severity> parse_severity(std::string_view name) {
  return value_in(kSeverities, name);
}

}  // namespace pignus::book
