#include "registers/uspto/assignment_json.h"

#include <algorithm>
#include <array>
#include <simdjson.h>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/conveyance.h"
#include "registers/conveyance_memo.h"
#include "registers/number/parsing.h"
#include "registers/trademark/mark_case.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers {
namespace {

namespace dom = simdjson::dom;
static_assert(JsonRecordCutter::kPadding >= simdjson::SIMDJSON_PADDING);

tl::unexpected<Error> refuse(std::string_view field, std::string message,
                             ErrorCode code = ErrorCode::kInvalidInput) {
  return fail(code, std::move(message), Where{"", 0, std::string(field)});
}

/// A string or a whole number as text; null and "" are "". The office writes the same field as
/// either ("frameNumber": "0093" and 75).
Status read_text(const dom::element& value, std::string_view name, std::string& text) {
  switch (value.type()) {
    case dom::element_type::STRING:
      text = squeeze_spaces(value.get_string().value_unsafe());
      return {};
    case dom::element_type::NULL_VALUE:
      text.clear();
      return {};
    case dom::element_type::INT64:
      if (const std::int64_t number = value.get_int64().value_unsafe(); number >= 0) {
        text = std::to_string(number);
        return {};
      }
      break;
    case dom::element_type::UINT64:
      text = std::to_string(value.get_uint64().value_unsafe());
      return {};
    default:
      break;
  }
  return refuse(name, "neither a text nor a whole number");
}

/// The same of a field, "" where it is absent.
Result<std::string> text_of(const dom::object& object, std::string_view name) {
  dom::element value;
  std::string text;
  if (object[name].get(value) == simdjson::SUCCESS) PIGNUS_TRY(read_text(value, name, text));
  return text;
}

/// A wanted field of an object and where its text goes.
struct Wanted {
  std::string_view name;
  std::string* text;
};

/// One pass over the object; the first field of a name counts.
Status read_texts(const dom::object& object, std::span<const Wanted> wanted) {
  std::uint64_t found = 0;
  for (const auto field : object) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      if (field.key != wanted[i].name || (found & bit) != 0) continue;
      found |= bit;
      PIGNUS_TRY(read_text(field.value, field.key, *wanted[i].text));
      break;
    }
  }
  return {};
}

Result<dom::array> array_of(const dom::object& object, std::string_view name,
                            std::size_t size_max) {
  dom::array values;
  if (object[name].get(values) != simdjson::SUCCESS) {
    return refuse(name, "no such list");
  }
  if (values.size() == 0) {
    return refuse(name, "empty");
  }
  if (values.size() > size_max) {
    return refuse(name, "more than " + std::to_string(size_max) + " entries",
                  ErrorCode::kLimitExceeded);
  }
  return values;
}

/// "07/22/2025"; "" is unknown.
Result<RegisterDate> date_of(std::string_view text, std::string_view field) {
  if (text.empty()) {
    return RegisterDate{};
  }
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) {
      if (c < '0' || c > '9') return -1;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  if (text.size() == 10 && text[2] == '/' && text[5] == '/') {
    if (const auto day = Date::from_ymd(number(6, 4), number(0, 2), number(3, 2))) {
      return RegisterDate(*day);
    }
  }
  return refuse(field, "not a date (month/day/year): " + in_quotes(text));
}

Status read_parties(const dom::object& row, const AssignmentJsonLimits& limits,
                    Recording& recording) {
  PIGNUS_ASSIGN(const dom::array assignors, array_of(row, "assignors", limits.parties_max));
  recording.grantors.reserve(assignors.size());
  for (const auto& element : assignors) {
    dom::object assignor;
    if (element.get(assignor) != simdjson::SUCCESS) {
      return refuse("assignors", "not an object");
    }
    RecordedParty& party = recording.grantors.emplace_back();
    std::string executed;
    const std::array<Wanted, 2> wanted{
        {{"assignorName", &party.party.name}, {"executionDate", &executed}}};
    PIGNUS_TRY(read_texts(assignor, wanted));
    PIGNUS_ASSIGN(party.executed, date_of(executed, "executionDate"));
    if (party.party.name.empty()) {
      return refuse("assignorName", "no name");
    }
  }
  PIGNUS_ASSIGN(const dom::array assignees, array_of(row, "assignees", limits.parties_max));
  recording.grantees.reserve(assignees.size());
  for (const auto& element : assignees) {
    std::string_view name;
    RecordedParty& party = recording.grantees.emplace_back();
    if (element.get(name) == simdjson::SUCCESS) party.party.name = squeeze_spaces(name);
    if (party.party.name.empty()) {
      return refuse("assignees", "no name");
    }
  }
  return {};
}

Result<RecordedProperty> trademark_property(const dom::object& row) {
  constexpr std::size_t kDigitsMax = 8;
  PIGNUS_ASSIGN(const std::string serial, text_of(row, "serialNumber"));
  PIGNUS_ASSIGN(const std::string registration, text_of(row, "registrationNumber"));
  const auto good = [](const std::string& number) {
    return number.size() <= kDigitsMax &&
           number.find_first_not_of("0123456789") == std::string::npos;
  };
  if (!good(serial) || !good(registration)) {
    return refuse("serialNumber", "not a trademark number");
  }
  RecordedProperty property;
  const std::string registered = numbers::without_leading_zeros(registration);
  property.application_number = serial.empty() ? "" : "US" + serial;
  property.grant_number = registered.empty() ? "" : "US" + registered;
  property.right.value = us_mark_key(serial, registration);
  if (property.right.value.empty()) {
    return refuse("serialNumber", "no serial or registration number");
  }
  PIGNUS_ASSIGN(property.title, text_of(row, "mark"));
  return property;
}

Result<RecordedProperty> patent_property(const dom::object& row) {
  std::string patent;
  std::string application;
  std::string publication;
  std::string pct;
  std::string title;
  const std::array<Wanted, 5> wanted{{{"patentNumber", &patent},
                                      {"applicationNumber", &application},
                                      {"publicationNumber", &publication},
                                      {"pctNumber17", &pct},
                                      {"inventionTitle", &title}}};
  PIGNUS_TRY(read_texts(row, wanted));
  return us_property({patent, application, publication, pct, title});
}

Status read_properties(const dom::object& row, const AssignmentJsonLimits& limits,
                       Recording& recording) {
  PIGNUS_ASSIGN(const dom::array properties, array_of(row, "properties", limits.properties_max));
  std::size_t number = 0;
  const auto place = [&] { return "property " + std::to_string(number); };
  recording.properties.reserve(properties.size());
  for (const auto& element : properties) {
    ++number;
    dom::object property;
    if (element.get(property) != simdjson::SUCCESS) {
      return refuse(place(), "not an object");
    }
    const bool trademark = property["serialNumber"].error() == simdjson::SUCCESS;
    auto read = trademark ? trademark_property(property) : patent_property(property);
    if (!read) {
      return refuse(place(), read.error().message);
    }
    recording.properties.push_back(std::move(*read));
  }
  return {};
}

/// How many properties the office says a recording has, beyond those listed.
Result<std::size_t> unlisted(const dom::object& row, const Recording& recording) {
  std::uint64_t stated = 0;
  if (row["noOfProperties"].get(stated) != simdjson::SUCCESS) {
    return 0;
  }
  if (stated < recording.properties.size()) {
    return refuse("noOfProperties", std::to_string(recording.properties.size()) +
                                        " properties where " + std::to_string(stated) +
                                        " are stated");
  }
  return stated - recording.properties.size();
}

struct Read {
  Recording recording;
  std::size_t unlisted = 0;
};

Result<Read> recording_of(const dom::element& element, const AssignmentJsonLimits& limits) {
  dom::object row;
  if (element.get(row) != simdjson::SUCCESS) {
    return fail(ErrorCode::kInvalidInput, "not an object");
  }
  Read read;
  Recording& recording = read.recording;
  recording.office = "US";
  std::string reel;
  std::string frame;
  std::string latest;
  const std::array<Wanted, 4> wanted{{{"reelNumber", &reel},
                                      {"frameNumber", &frame},
                                      {"assignorExecutionDate", &latest},
                                      {"conveyance", &recording.conveyance}}};
  PIGNUS_TRY(read_texts(row, wanted));
  recording.id = recording_id(reel, frame);
  if (recording.id.empty()) {
    return refuse("reelNumber", "no reel and frame number");
  }
  PIGNUS_TRY(read_parties(row, limits, recording));
  PIGNUS_TRY(read_properties(row, limits, recording));
  PIGNUS_ASSIGN(read.unlisted, unlisted(row, recording));
  PIGNUS_ASSIGN(const RegisterDate stated, date_of(latest, "assignorExecutionDate"));
  std::optional<Date> day = stated.exact();
  for (const auto& grantor : recording.grantors) {
    if (const auto executed = grantor.executed.exact(); executed && (!day || *executed > *day)) {
      day = executed;
    }
  }
  if (!day) {
    return refuse("executionDate", "no date at all: this answer gives no recording date either");
  }
  recording.recorded = *day;
  recording.recorded_stated = false;
  return read;
}

/// The answer's records, cut and parsed one by one.
class Reader {
 public:
  Reader(ByteSource& source, std::string_view file, const FactSink& sink,
         const AssignmentJsonLimits& limits)
      : file_(file),
        sink_(sink),
        limits_(limits),
        cutter_(source, file_, {"data"}, limits.cutter) {}

  Status read() {
    PIGNUS_TRY(allocate());
    while (true) {
      PIGNUS_ASSIGN(const auto row, cutter_.next());
      if (!row) break;
      record_ = row->number;
      PIGNUS_TRY(take(*row));
    }
    if (!cutter_.met("data")) {
      return fail(ErrorCode::kUnsupported, "no \"data\" list: not a USPTO assignment answer",
                  Where{file_, 0, ""});
    }
    return the_rest();
  }

 private:
  Status allocate() {
    if (parser_.allocate(kFirstBytes, limits_.depth_max) == simdjson::SUCCESS) return {};
    return fail(ErrorCode::kLimitExceeded, "no memory to parse the file", Where{file_, 0, ""});
  }

  Status take(const JsonRecord& row) {
    if (row.problem) return report(*row.problem, row.text);
    dom::element element;
    const auto error = parser_.parse(row.text.data(), row.text.size(), false).get(element);
    if (error != simdjson::SUCCESS) {
      const auto code =
          error == simdjson::DEPTH_ERROR ? ErrorCode::kLimitExceeded : ErrorCode::kInvalidInput;
      return report({code, std::string("not JSON: ") + simdjson::error_message(error), {}},
                    row.text);
    }
    auto read = recording_of(element, limits_);
    if (!read) return report(std::move(read.error()), row.text);
    if (read->unlisted > 0) {
      ++partial_;
      unlisted_ += read->unlisted;
    }
    memo_.classify(read->recording);
    read->recording.source.file = file_;
    read->recording.source.record = record_;
    return sink_.on_fact(std::move(read->recording)) ? Status{} : stopped();
  }

  /// What the answer lacks by its own count.
  Status the_rest() {
    const std::uint64_t given = record_;
    record_ = 0;
    const auto total = cutter_.numbers().find("totalRows");
    if (total != cutter_.numbers().end() && total->second > given) {
      PIGNUS_TRY(lacks("the answer holds " + std::to_string(given) + " of " +
                       std::to_string(total->second) +
                       " recordings found; the others are not in this file"));
    }
    if (partial_ == 0) return {};
    return lacks(std::to_string(partial_) + " recordings list only part of their properties; " +
                 std::to_string(unlisted_) + " are not in this file");
  }
  Status lacks(std::string message) {
    return report({ErrorCode::kLimitExceeded, std::move(message), {}}, "");
  }

  Status report(Error error, std::string_view text) {
    error.where.file = file_;
    error.where.record = record_;
    Problem problem{std::move(error), text.empty() ? "" : sha256_hex(text)};
    return sink_.on_problem(std::move(problem)) ? Status{} : stopped();
  }
  Status stopped() const {
    return fail(ErrorCode::kCancelled, "stopped", Where{file_, record_, ""});
  }

  static constexpr std::size_t kFirstBytes = std::size_t{64} << 10;

  std::string file_;
  const FactSink& sink_;
  AssignmentJsonLimits limits_;
  JsonRecordCutter cutter_;
  dom::parser parser_;
  ConveyanceMemo memo_;
  std::uint64_t record_ = 0;
  std::uint64_t partial_ = 0;
  std::uint64_t unlisted_ = 0;
};

}  // namespace

Status read_uspto_assignment_json(ByteSource& source, std::string_view file, const FactSink& sink,
                                  const AssignmentJsonLimits& limits) {
  return Reader(source, file, sink, limits).read();
}

}  // namespace pignus::registers
