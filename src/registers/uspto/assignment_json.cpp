#include "registers/uspto/assignment_json.h"

#include <algorithm>
#include <simdjson.h>
#include <string>
#include <utility>
#include <vector>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/conveyance.h"
#include "registers/number/parsing.h"
#include "registers/trademark/mark_case.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers {
namespace {

namespace dom = simdjson::dom;

Result<std::string> read_all(ByteSource& source, std::size_t bytes_max) {
  constexpr std::size_t kPiece = 256U << 10;
  std::string content;
  for (;;) {
    const std::size_t held = content.size();
    content.resize(held + kPiece);
    auto count = source.read(content.data() + held, kPiece);
    if (!count) {
      return fail(std::move(count.error()));
    }
    content.resize(held + *count);
    if (*count == 0) {
      return content;
    }
    if (content.size() > bytes_max) {
      return fail(ErrorCode::kLimitExceeded, "longer than " + std::to_string(bytes_max) + " bytes");
    }
  }
}

tl::unexpected<Error> refuse(std::string_view field, std::string message,
                             ErrorCode code = ErrorCode::kInvalidInput) {
  return fail(code, std::move(message), Where{"", 0, std::string(field)});
}

/// A string or a whole number as text; null, an absent field and "" are "". The office writes the
/// same field as either ("frameNumber": "0093" and 75).
Result<std::string> text_of(const dom::object& object, std::string_view name) {
  dom::element value;
  if (object[name].get(value) != simdjson::SUCCESS || value.is_null()) {
    return std::string{};
  }
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) {
    return squeeze_spaces(text);
  }
  std::uint64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) {
    return std::to_string(number);
  }
  return refuse(name, "neither a text nor a whole number");
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
  if (text.size() == 10 && text[2] == '/' && text[5] == '/') {
    const std::string iso = std::string(text.substr(6)) + "-" + std::string(text.substr(0, 2)) +
                            "-" + std::string(text.substr(3, 2));
    if (const auto day = Date::parse(iso)) {
      return RegisterDate(*day);
    }
  }
  return refuse(field, "not a date (month/day/year): \"" + std::string(text.substr(0, 40)) + "\"");
}

Status read_parties(const dom::object& row, const AssignmentJsonLimits& limits,
                    Recording& recording) {
  PIGNUS_ASSIGN(const dom::array assignors, array_of(row, "assignors", limits.parties_max));
  for (const auto& element : assignors) {
    dom::object assignor;
    if (element.get(assignor) != simdjson::SUCCESS) {
      return refuse("assignors", "not an object");
    }
    RecordedParty party;
    PIGNUS_ASSIGN(party.party.name, text_of(assignor, "assignorName"));
    PIGNUS_ASSIGN(const std::string executed, text_of(assignor, "executionDate"));
    PIGNUS_ASSIGN(party.executed, date_of(executed, "executionDate"));
    if (party.party.name.empty()) {
      return refuse("assignorName", "no name");
    }
    recording.grantors.push_back(std::move(party));
  }
  PIGNUS_ASSIGN(const dom::array assignees, array_of(row, "assignees", limits.parties_max));
  for (const auto& element : assignees) {
    std::string_view name;
    if (element.get(name) != simdjson::SUCCESS || squeeze_spaces(name).empty()) {
      return refuse("assignees", "no name");
    }
    recording.grantees.push_back({{squeeze_spaces(name), "", ""}, {}});
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
  PIGNUS_ASSIGN(const std::string patent, text_of(row, "patentNumber"));
  PIGNUS_ASSIGN(const std::string application, text_of(row, "applicationNumber"));
  PIGNUS_ASSIGN(const std::string publication, text_of(row, "publicationNumber"));
  PIGNUS_ASSIGN(const std::string pct, text_of(row, "pctNumber17"));
  PIGNUS_ASSIGN(const std::string title, text_of(row, "inventionTitle"));
  return us_property({patent, application, publication, pct, title});
}

Status read_properties(const dom::object& row, const AssignmentJsonLimits& limits,
                       Recording& recording) {
  PIGNUS_ASSIGN(const dom::array properties, array_of(row, "properties", limits.properties_max));
  std::size_t number = 0;
  for (const auto& element : properties) {
    const std::string place = "property " + std::to_string(++number);
    dom::object property;
    if (element.get(property) != simdjson::SUCCESS) {
      return refuse(place, "not an object");
    }
    const bool trademark = property["serialNumber"].error() == simdjson::SUCCESS;
    auto read = trademark ? trademark_property(property) : patent_property(property);
    if (!read) {
      return refuse(place, read.error().message);
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
  PIGNUS_ASSIGN(const std::string reel, text_of(row, "reelNumber"));
  PIGNUS_ASSIGN(const std::string frame, text_of(row, "frameNumber"));
  recording.id = recording_id(reel, frame);
  if (recording.id.empty()) {
    return refuse("reelNumber", "no reel and frame number");
  }
  PIGNUS_ASSIGN(recording.conveyance, text_of(row, "conveyance"));
  PIGNUS_TRY(read_parties(row, limits, recording));
  PIGNUS_TRY(read_properties(row, limits, recording));
  PIGNUS_ASSIGN(read.unlisted, unlisted(row, recording));
  PIGNUS_ASSIGN(const std::string latest, text_of(row, "assignorExecutionDate"));
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
  classify(recording);
  return read;
}

struct Rows {
  dom::array rows;
  std::uint64_t total = 0;  ///< rows the search found, 0 where the answer does not say
};

Result<std::vector<Rows>> rows_of(const dom::element& root) {
  const auto unsupported = [](std::string message) {
    return fail(ErrorCode::kUnsupported, std::move(message));
  };
  std::vector<Rows> all;
  dom::array answers;
  if (root.get(answers) == simdjson::SUCCESS) {
    for (const auto& answer : answers) {
      Rows rows;
      if (answer["data"].get(rows.rows) != simdjson::SUCCESS) {
        return unsupported("no \"data\" list: not a USPTO trademark assignment answer");
      }
      all.push_back(rows);
    }
    return all;
  }
  Rows rows;
  if (root["successResponse"]["data"].get(rows.rows) != simdjson::SUCCESS) {
    return unsupported("no \"successResponse\" with \"data\": not a USPTO assignment answer");
  }
  if (root["successResponse"]["totalRows"].get(rows.total) != simdjson::SUCCESS) {
    rows.total = 0;
  }
  all.push_back(rows);
  return all;
}

class Reader {
 public:
  Reader(std::string_view file, const FactSink& sink, const AssignmentJsonLimits& limits)
      : file_(file), sink_(&sink), limits_(limits) {}

  Status read(const std::vector<Rows>& answers) {
    for (const auto& answer : answers) {
      for (const auto& row : answer.rows) {
        PIGNUS_TRY(take(row));
      }
      if (answer.total > answer.rows.size()) {
        PIGNUS_TRY(report({ErrorCode::kLimitExceeded,
                           "the answer holds " + std::to_string(answer.rows.size()) + " of " +
                               std::to_string(answer.total) +
                               " recordings found; the others are not in this file",
                           {}},
                          0, ""));
      }
    }
    if (partial_ > 0) {
      PIGNUS_TRY(report({ErrorCode::kLimitExceeded,
                         std::to_string(partial_) +
                             " recordings list only part of their "
                             "properties; " +
                             std::to_string(unlisted_) + " are not in this file",
                         {}},
                        0, ""));
    }
    return {};
  }

 private:
  Status take(const dom::element& row) {
    ++record_;
    auto read = recording_of(row, limits_);
    if (!read) {
      return report(std::move(read.error()), record_, sha256_hex(simdjson::minify(row)));
    }
    if (read->unlisted > 0) {
      ++partial_;
      unlisted_ += read->unlisted;
    }
    read->recording.source.file = file_;
    read->recording.source.record = record_;
    return sink_->on_fact(std::move(read->recording)) ? Status{} : stopped();
  }
  Status report(Error error, std::uint64_t record, std::string sha256) {
    error.where.file = file_;
    error.where.record = record;
    return sink_->on_problem({std::move(error), std::move(sha256)}) ? Status{} : stopped();
  }
  Status stopped() const {
    return fail(ErrorCode::kCancelled, "stopped", Where{std::string(file_), record_, ""});
  }

  std::string_view file_;
  const FactSink* sink_;
  AssignmentJsonLimits limits_;
  std::uint64_t record_ = 0;
  std::uint64_t partial_ = 0;
  std::uint64_t unlisted_ = 0;
};

}  // namespace

Status read_uspto_assignment_json(ByteSource& source, std::string_view file, const FactSink& sink,
                                  const AssignmentJsonLimits& limits) {
  const auto whole_file = [&](Error error) {
    error.where.file = file;
    return fail(std::move(error));
  };
  auto content = read_all(source, limits.file_bytes_max);
  if (!content) {
    return whole_file(std::move(content.error()));
  }
  dom::parser parser;
  if (parser.allocate(std::max<std::size_t>(content->size(), 64), limits.depth_max) !=
      simdjson::SUCCESS) {
    return whole_file({ErrorCode::kLimitExceeded, "no memory to parse the file", {}});
  }
  dom::element root;
  const auto error = parser.parse(*content).get(root);
  if (error != simdjson::SUCCESS) {
    return whole_file(
        {error == simdjson::DEPTH_ERROR ? ErrorCode::kLimitExceeded : ErrorCode::kInvalidInput,
         std::string("not JSON: ") + simdjson::error_message(error),
         {}});
  }
  auto answers = rows_of(root);
  if (!answers) {
    return whole_file(std::move(answers.error()));
  }
  return Reader(file, sink, limits).read(*answers);
}

}  // namespace pignus::registers
