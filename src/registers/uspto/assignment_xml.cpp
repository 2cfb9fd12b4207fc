#include "registers/uspto/assignment_xml.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <pugixml.hpp>
#include <utility>
#include <vector>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/conveyance.h"
#include "registers/conveyance_memo.h"
#include "registers/io/xml_nodes.h"
#include "registers/io/xml_text.h"
#include "registers/uspto/solr_documents.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers {
namespace {

/// The fields of one `<doc>`: a scalar is an array of one.
using Fields = std::map<std::string, std::vector<std::string_view>, std::less<>>;

Fields fields_of(const pugi::xml_node& doc) {
  Fields fields;
  for (const auto& node : doc.children()) {
    auto& values = fields[node.attribute("name").value()];
    if (std::string_view(node.name()) == "arr") {
      for (const auto& item : node.children()) {
        values.emplace_back(item.text().get());
      }
    } else {
      values.emplace_back(node.text().get());
    }
  }
  return fields;
}

std::string_view known(std::string_view value) {
  return value == "NULL" ? std::string_view{} : value;
}

std::string_view scalar(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() || found->second.empty() ? std::string_view{}
                                                        : known(found->second.front());
}

const std::vector<std::string_view>& array(const Fields& fields, std::string_view name) {
  static const std::vector<std::string_view> kNone;
  const auto found = fields.find(name);
  return found == fields.end() ? kNone : found->second;
}

tl::unexpected<Error> refuse(std::string_view field, std::string message,
                             ErrorCode code = ErrorCode::kInvalidInput) {
  return fail(code, std::move(message), Where{"", 0, std::string(field)});
}

/// "2023-12-27T04:00:00Z"; year 1 and nothing are unknown.
Result<RegisterDate> date_of(std::string_view text, std::string_view field) {
  constexpr std::size_t kDay = 10;
  if (known(text).empty() || text.starts_with("0001-01-01")) {
    return RegisterDate{};
  }
  const auto day = Date::parse(text.substr(0, kDay));
  if (!day || (text.size() > kDay && text[kDay] != 'T')) {
    return refuse(field, "not a date: " + in_quotes(text));
  }
  return RegisterDate(*day);
}

/// Item i of an array; an array that is absent is unknown throughout.
std::string_view item(const std::vector<std::string_view>& values, std::size_t i) {
  return values.empty() ? std::string_view{} : known(values[i]);
}

/// The common length of arrays that run side by side; absent ones do not count.
Result<std::size_t> common_length(const Fields& fields,
                                  std::initializer_list<std::string_view> names,
                                  std::size_t length_max) {
  std::size_t length = 0;
  std::string_view first;
  for (const auto name : names) {
    const std::size_t size = array(fields, name).size();
    if (size == 0) {
      continue;
    }
    if (length != 0 && size != length) {
      return refuse(name, std::to_string(size) + " entries beside " + std::to_string(length) +
                              " in " + std::string(first));
    }
    length = size;
    first = name;
  }
  if (length > length_max) {
    return refuse(first, "more than " + std::to_string(length_max) + " entries",
                  ErrorCode::kLimitExceeded);
  }
  return length;
}

Status read_parties(const Fields& fields, const AssignmentXmlLimits& limits, Recording& recording) {
  PIGNUS_ASSIGN(
      const std::size_t grantors,
      common_length(fields, {"patAssignorName", "patAssignorExDate"}, limits.parties_max));
  for (std::size_t i = 0; i < grantors; ++i) {
    RecordedParty party;
    party.party.name = squeeze_spaces(item(array(fields, "patAssignorName"), i));
    PIGNUS_ASSIGN(party.executed,
                  date_of(item(array(fields, "patAssignorExDate"), i), "patAssignorExDate"));
    recording.grantors.push_back(std::move(party));
  }
  PIGNUS_ASSIGN(
      const std::size_t grantees,
      common_length(fields, {"patAssigneeName", "patAssigneeCountryName"}, limits.parties_max));
  for (std::size_t i = 0; i < grantees; ++i) {
    RecordedParty party;
    party.party.name = squeeze_spaces(item(array(fields, "patAssigneeName"), i));
    const std::string_view country = item(array(fields, "patAssigneeCountryName"), i);
    party.party.country = country.size() == 2 ? ascii_upper(country) : "";
    recording.grantees.push_back(std::move(party));
  }
  const auto nameless = [](const RecordedParty& party) { return party.party.name.empty(); };
  if (recording.grantors.empty() || std::ranges::any_of(recording.grantors, nameless)) {
    return refuse("patAssignorName", "no name");
  }
  if (recording.grantees.empty() || std::ranges::any_of(recording.grantees, nameless)) {
    return refuse("patAssigneeName", "no name");
  }
  return {};
}

Status read_properties(const Fields& fields, const AssignmentXmlLimits& limits,
                       Recording& recording) {
  PIGNUS_ASSIGN(const std::size_t count,
                common_length(fields,
                              {"applNum", "patNum", "publNum", "inventionTitle", "filingDate",
                               "issueDate", "publDate", "pctNum"},
                              limits.properties_max));
  if (count == 0) {
    return refuse("applNum", "no properties");
  }
  for (std::size_t i = 0; i < count; ++i) {
    auto property = us_property({.patent = item(array(fields, "patNum"), i),
                                 .application = item(array(fields, "applNum"), i),
                                 .publication = item(array(fields, "publNum"), i),
                                 .pct = {},
                                 .title = item(array(fields, "inventionTitle"), i)});
    if (!property) {
      return refuse("property " + std::to_string(i + 1), property.error().message);
    }
    recording.properties.push_back(std::move(*property));
  }
  return {};
}

Result<Recording> recording_of(std::string_view text, const AssignmentXmlLimits& limits) {
  pugi::xml_document document;
  PIGNUS_TRY(xml::load_xml(document, text, {}));
  const Fields fields = fields_of(document.child("doc"));
  Recording recording;
  recording.office = "US";
  recording.id = recording_id(scalar(fields, "reelNo"), scalar(fields, "frameNo"));
  if (recording.id.empty()) {
    return refuse("reelNo", "no reel and frame number");
  }
  std::string shown(scalar(fields, "displayId"));
  std::ranges::replace(shown, '-', '/');
  if (!shown.empty() && shown != recording.id) {
    return refuse("displayId", "contradicts reelNo and frameNo: " + for_message(shown));
  }
  if (scalar(fields, "purgeIndicator") == "Y") {
    return refuse("purgeIndicator", "the office has taken this recording out");
  }
  PIGNUS_ASSIGN(const RegisterDate recorded,
                date_of(scalar(fields, "recordedDate"), "recordedDate"));
  if (!recorded.exact()) {
    return refuse("recordedDate", "no recording date");
  }
  recording.recorded = *recorded.exact();
  recording.conveyance = squeeze_spaces(scalar(fields, "conveyanceText"));
  PIGNUS_TRY(read_parties(fields, limits, recording));
  PIGNUS_TRY(read_properties(fields, limits, recording));
  return recording;
}

std::optional<std::uint64_t> number_found(std::string_view header) {
  const std::size_t at = header.find("numFound=\"");
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view digits = header.substr(at + 10);
  std::uint64_t count = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return read.ec == std::errc{} ? std::optional(count) : std::nullopt;
}

/// The encoding the XML declaration names must be UTF-8; none means UTF-8.
bool is_utf8_declared(std::string_view header) {
  const std::string_view line = header.substr(0, header.find("?>"));
  const std::size_t at = line.find("encoding=");
  if (!line.starts_with("<?xml") || at == std::string_view::npos) {
    return true;
  }
  const std::string name = ascii_upper(line.substr(at + 9));
  return name.starts_with("\"UTF-8") || name.starts_with("'UTF-8");
}

}  // namespace

Status read_uspto_assignment_xml(ByteSource& source, std::string_view file, const FactSink& sink,
                                 const AssignmentXmlLimits& limits) {
  SolrDocuments documents(source, limits.record_bytes_max);
  const auto stopped = [&](std::uint64_t record) {
    return fail(ErrorCode::kCancelled, "stopped", Where{std::string(file), record, ""});
  };
  const auto report = [&](Error error, std::uint64_t record, std::string_view raw) {
    error.where.file = file;
    error.where.record = record;
    return sink.on_problem(Problem{std::move(error), raw.empty() ? "" : sha256_hex(raw)});
  };
  ConveyanceMemo memo;
  std::uint64_t record = 0;
  for (;;) {
    auto text = documents.next();
    if (!text && text.error().code == ErrorCode::kIo) {
      return fail(std::move(text.error()));
    }
    if (record == 0 && (documents.header().find("<response") == std::string_view::npos ||
                        !is_utf8_declared(documents.header()))) {
      return fail(ErrorCode::kUnsupported, "not a USPTO assignment answer in UTF-8",
                  Where{std::string(file), 0, ""});
    }
    ++record;
    if (!text) {
      return report(std::move(text.error()), record, "") ? Status{} : Status(stopped(record));
    }
    if (!*text) {
      break;
    }
    auto recording = recording_of(**text, limits);
    if (recording) {
      memo.classify(*recording);
      recording->source.file = file;
      recording->source.record = record;
    }
    if (!(recording ? sink.on_fact(std::move(*recording))
                    : report(std::move(recording.error()), record, **text))) {
      return stopped(record);
    }
  }
  const std::uint64_t read = record - 1;
  const auto found = number_found(documents.header());
  if (!documents.closed() &&
      !report({ErrorCode::kInvalidInput, "the file ends before </response>", {}}, read, "")) {
    return stopped(read);
  }
  if (found && *found > read &&
      !report({ErrorCode::kLimitExceeded,
               "the answer holds " + std::to_string(read) + " of " + std::to_string(*found) +
                   " recordings found; the others are not in this file",
               {}},
              0, "")) {
    return stopped(read);
  }
  return {};
}

}  // namespace pignus::registers
