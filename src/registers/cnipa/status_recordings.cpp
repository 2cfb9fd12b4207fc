// The recordings that records of legal status make: transfers, pledges, licences.
#include <algorithm>
#include <string>

#include "core/utf8.h"
#include "registers/cnipa/legal_status.h"

namespace pignus::registers {

namespace {

bool is_none(std::string_view name) {
  return name.empty() || name == "无" || name == "空" || name == "-" || name == "null";
}

/// "甲公司; 乙公司" and "甲公司、乙公司" are two.
void add_parties(std::string_view names, const RegisterDate& executed,
                 std::vector<RecordedParty>& out) {
  while (!names.empty()) {
    std::size_t end = std::min(names.find(';'), names.find("、"));
    const std::string name = trim(names.substr(0, end));
    const bool known =
        std::ranges::any_of(out, [&](const RecordedParty& one) { return one.party.name == name; });
    if (!is_none(name) && !known)
      out.push_back({{.name = name, .country = "", .identifier = ""}, executed});
    if (end == std::string_view::npos) break;
    end += names.substr(end).starts_with(';') ? 1 : 3;
    names.remove_prefix(end);
  }
}

std::string detail(const StatusRecord& record, const char* name) {
  const auto found = record.event.details.find(name);
  return found == record.event.details.end() ? "" : found->second;
}

Recording begun(const StatusRecord& record) {
  const LegalEvent& event = record.event;
  Recording out;
  out.office = "CN";
  out.conveyance = event.description;
  out.recorded_stated = event.known.has_value();
  out.recorded = event.known.value_or(event.date.latest().value_or(Date()));
  out.properties.push_back({.right = event.right,
                            .application_number = record.application_number,
                            .grant_number = "",
                            .publication_number = "",
                            .title = record.title});
  return out;
}

/// Unique where the register gives no number: code, right, days.
std::string own_id(const StatusRecord& record) {
  const LegalEvent& event = record.event;
  std::string id = event.code + "/" + event.right.value.substr(5);
  if (event.known) id += "/" + event.known->iso();
  if (!event.date.empty() && event.date.text() != (event.known ? event.known->iso() : "")) {
    id += "/" + event.date.text();
  }
  return id;
}

std::optional<Recording> holders(const StatusRecord& record, std::string& unread) {
  const std::string& code = record.event.code;
  Recording out = begun(record);
  out.id = own_id(record);
  out.conveyance_class =
      code.starts_with("T") ? ConveyanceClass::kAssignment : ConveyanceClass::kChangeOfName;
  bool any = false;
  for (const StatusRecord::Change& change : record.changes) {
    if (!is_holder_item(change.item)) continue;
    any = true;
    add_parties(change.before, record.event.date, out.grantors);
    add_parties(change.after, record.event.date, out.grantees);
  }
  if (out.grantors.empty() || out.grantees.empty()) {
    if (any || code.starts_with("T")) unread = "the parties before and after are not both named";
    return std::nullopt;
  }
  return out;
}

std::optional<Recording> pledge(const StatusRecord& record, std::string& unread) {
  Recording out = begun(record);
  const std::string number = detail(record, "registration_number");
  const RegisterDate& date = record.event.date;
  add_parties(detail(record, "pledgor"), date, out.grantors);
  add_parties(detail(record, "pledgee"), date, out.grantees);
  if (record.event.code == "PC01") {
    std::swap(out.grantors, out.grantees);  // the pledgee releases
    out.conveyance_class = ConveyanceClass::kRelease;
    out.id = number.empty() ? own_id(record) : "PC01/" + number;
    out.releases = number;
    if (number.empty() && out.grantors.empty()) {
      unread = "neither the registration number nor the parties of the pledge released";
      return std::nullopt;
    }
    return out;
  }
  out.conveyance_class = ConveyanceClass::kSecurityInterest;
  out.id = number.empty() ? own_id(record) : number;
  if (out.grantors.empty() || out.grantees.empty()) {
    unread = "pledgor and pledgee are not both named";
    return std::nullopt;
  }
  return out;
}

std::optional<Recording> pledge_change(const StatusRecord& record, std::string& unread) {
  Recording out = begun(record);
  const std::string number = detail(record, "registration_number");
  out.id = own_id(record);
  if (!number.empty()) out.id = "PM01/" + number + "/" + record.event.date.text();
  out.corrects = number;
  out.conveyance_class = ConveyanceClass::kCorrection;
  for (const StatusRecord::Change& change : record.changes) {
    if (change.item.find("质权人") != std::string::npos) {
      out.conveyance_class = ConveyanceClass::kSecurityTransfer;
      add_parties(change.before, record.event.date, out.grantors);
      add_parties(change.after, record.event.date, out.grantees);
    }
  }
  if (out.conveyance_class == ConveyanceClass::kCorrection) {
    for (const StatusRecord::Change& change : record.changes) {
      if (change.item.find("出质人") != std::string::npos) {
        add_parties(change.after, record.event.date, out.grantors);
      }
    }
  }
  const bool names_pledge = !number.empty();
  const bool has_parties = !out.grantors.empty() && !out.grantees.empty();
  if (out.conveyance_class == ConveyanceClass::kSecurityTransfer ? !has_parties : !names_pledge) {
    unread = "the change names neither the pledge nor its parties";
    return std::nullopt;
  }
  return out;
}

std::optional<Recording> licence(const StatusRecord& record, std::string& unread) {
  Recording out = begun(record);
  const std::string number = detail(record, "registration_number");
  const std::string& code = record.event.code;
  out.conveyance_class = ConveyanceClass::kLicence;
  out.id = number.empty()   ? own_id(record)
           : code == "EE01" ? number
                            : code + "/" + number + "/" + record.event.date.text();
  if (code == "EC01") out.releases = number;
  if (code == "EM01") out.corrects = number;
  add_parties(detail(record, "licensor"), record.event.date, out.grantors);
  add_parties(detail(record, "licensee"), record.event.date, out.grantees);
  if (code == "EE01" && (out.grantors.empty() || out.grantees.empty())) {
    unread = "licensor and licensee are not both named";
    return std::nullopt;
  }
  if (number.empty() && out.grantors.empty()) {
    unread = "the licence is named neither by its number nor by its parties";
    return std::nullopt;
  }
  return out;
}

}  // namespace

bool is_holder_item(std::string_view item) {
  const auto has = [&](std::string_view word) { return item.find(word) != std::string_view::npos; };
  if (has("地址") || has("国籍") || has("邮编")) return false;
  return has("权利人") || has("专利权人") || has("申请人");
}

std::optional<Recording> recording_of(const StatusRecord& record, std::string& unread) {
  const std::string& code = record.event.code;
  if (code == "TR01" || code == "TA01" || code == "CP01" || code == "CP03") {
    return holders(record, unread);
  }
  if (code == "PE01" || code == "PC01") return pledge(record, unread);
  if (code == "PM01") return pledge_change(record, unread);
  if (code == "EE01" || code == "EC01" || code == "EM01") return licence(record, unread);
  return std::nullopt;
}

}  // namespace pignus::registers
