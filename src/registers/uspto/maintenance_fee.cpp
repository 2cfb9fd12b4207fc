#include "registers/uspto/maintenance_fee.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers {
namespace {

constexpr std::string_view kPaid = "U10";
constexpr std::string_view kLapsed = "H13";
constexpr std::string_view kRestored = "K13";

/// Codes that pay a year's fee, three by three: 4th, 8th and 12th year.
constexpr std::array<std::array<std::string_view, 3>, 11> kPayments{{{"F170", "F171", "F172"},
                                                                     {"F173", "F174", "F175"},
                                                                     {"F273", "F274", "F275"},
                                                                     {"M170", "M171", "M172"},
                                                                     {"M173", "M174", "M175"},
                                                                     {"M183", "M184", "M185"},
                                                                     {"M273", "M274", "M275"},
                                                                     {"M283", "M284", "M285"},
                                                                     {"M1551", "M1552", "M1553"},
                                                                     {"M2551", "M2552", "M2553"},
                                                                     {"M3551", "M3552", "M3553"}}};

constexpr std::array<std::string_view, 28> kSurcharges{
    "F176", "F177", "F277", "M1554", "M1555", "M1556", "M1557", "M1558", "M176",  "M177",
    "M178", "M181", "M182", "M186",  "M187",  "M188",  "M2554", "M2555", "M2556", "M277",
    "M281", "M282", "M286", "M3554", "M3555", "M3556", "M3557", "M3558"};

constexpr std::array<MaintenanceCode, 36> kOthers{{
    {"EXP.", 0, kLapsed, "expired"},
    {"EXPX", 0, kRestored, "reinstated"},
    {"REM.", 0, "", "reminder"},
    {"ASPN", 0, "", ""},
    {"RMPN", 0, "", ""},
    {"BIG.", 0, "", "entity_undiscounted"},
    {"SMAL", 0, "", "entity_small"},
    {"MICR", 0, "", "entity_micro"},
    {"LTOS", 0, "", "entity_small"},
    {"SM01", 0, "", "entity_small"},
    {"SM02", 0, "", "entity_small"},
    {"SM03", 0, "", "entity_small"},
    {"STOM", 0, "", "entity_micro"},
    {"LSM1", 0, "", "entity_undiscounted"},
    {"LSM2", 0, "", "entity_undiscounted"},
    {"LSM3", 0, "", "entity_undiscounted"},
    {"STOL", 0, "", "entity_undiscounted"},
    {"MTOS", 0, "", ""},
    {"PMFD", 0, "", ""},
    {"PMFG", 0, "", ""},
    {"PMFP", 0, "", ""},
    {"PMFS", 0, "", ""},
    {"F160", 0, "", ""},
    {"F161", 0, "", ""},
    {"F162", 0, "", ""},
    {"F163", 0, "", ""},
    {"F164", 0, "", ""},
    {"F165", 0, "", ""},
    {"F166", 0, "", ""},
    {"F167", 0, "", ""},
    {"F168", 0, "", ""},
    {"F169", 0, "", ""},
    {"M1461", 0, "", ""},
    {"M1559", 0, "", ""},
    {"M695", 0, "", ""},
    {"M699", 0, "", ""},
}};

/// Refunds of something else than a fee that has a payment code.
constexpr std::array<std::string_view, 9> kRefunds{"R160",  "R161",  "R165", "R169", "R2558",
                                                   "R1461", "R1559", "R695", "R669"};

struct Line {
  std::string_view patent, application, entity, filed, granted, event, code;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  const std::size_t last = text.find_last_not_of(' ');
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, last - first + 1);
}

/// The columns, or nullopt where the blanks do not stand between them.
std::optional<Line> columns_of(std::string_view line) {
  constexpr std::size_t kBeforeCode = 52;
  constexpr std::size_t kWidth = 57;
  if (line.size() <= kBeforeCode || trimmed(line).size() > kWidth) {
    return std::nullopt;
  }
  for (const std::size_t blank : {13U, 22U, 24U, 33U, 42U, 51U}) {
    if (line[blank] != ' ') {
      return std::nullopt;
    }
  }
  return Line{line.substr(0, 13),
              line.substr(14, 8),
              line.substr(23, 1),
              line.substr(25, 8),
              line.substr(34, 8),
              line.substr(43, 8),
              trimmed(line.substr(kBeforeCode))};
}

tl::unexpected<Error> refuse(std::string_view field, std::string_view value, std::string_view why) {
  return fail(ErrorCode::kInvalidInput,
              std::string(why) + ": \"" + std::string(value.substr(0, 40)) + "\"",
              Where{"", 0, std::string(field)});
}

Result<LegalEvent> event_of(std::string_view text) {
  const auto line = columns_of(text);
  if (!line) {
    return refuse("line", text, "not the columns of a maintenance-fee event");
  }
  const auto right = us_patent_right(trimmed(line->patent));
  if (!right) {
    return refuse("patent number", line->patent, "not a US patent number");
  }
  if (!us_application_right(line->application)) {
    return refuse("application number", line->application, "not a US application number");
  }
  if (line->entity != "Y" && line->entity != "N" && line->entity != "M") {
    return refuse("entity", line->entity, "neither Y, N nor M");
  }
  for (const auto& [name, value] :
       {std::pair{"filing date", line->filed}, std::pair{"grant date", line->granted}}) {
    if (!RegisterDate::parse(value)) {
      return refuse(name, value, "not a date");
    }
  }
  const auto date = RegisterDate::parse(line->event);
  if (!date || !date->known()) {
    return refuse("event date", line->event, "not a date");
  }
  const auto code = maintenance_code(line->code);
  if (!code) {
    return refuse("event code", line->code, "not on the office's list of codes");
  }
  LegalEvent event;
  event.right = *right;
  event.code = line->code;
  event.st27 = code->st27;
  event.date = *date;
  event.details["application_number"] = "US" + std::string(line->application.substr(0, 2)) + "/" +
                                        std::string(line->application.substr(2));
  event.details["entity"] = line->entity == "Y"   ? "small"
                            : line->entity == "M" ? "micro"
                                                  : "undiscounted";
  if (!code->effect.empty()) {
    event.details["effect"] = code->effect;
  }
  if (code->fee_year != 0) {
    event.details["fee_year"] = std::to_string(code->fee_year);
  }
  return event;
}

class Lines {
 public:
  explicit Lines(ByteSource& source) : source_(&source) {}

  /// The next line without its end, valid until the next call; nullopt at the end of the file.
  Result<std::optional<std::string_view>> next() {
    constexpr std::size_t kLineMax = 4096;
    constexpr std::size_t kPiece = 256U << 10;
    for (;;) {
      const std::size_t end = buffer_.find('\n', position_);
      const bool last = ended_ && end == std::string::npos;
      if (end != std::string::npos || last) {
        const std::size_t stop = last ? buffer_.size() : end;
        auto line = std::string_view(buffer_).substr(position_, stop - position_);
        if (last && line.empty()) {
          return std::optional<std::string_view>{};
        }
        position_ = last ? stop : stop + 1;
        if (line.ends_with('\r')) {
          line.remove_suffix(1);
        }
        if (line.size() <= kLineMax) {
          return std::optional{line};
        }
      }
      if (buffer_.size() - position_ > kLineMax || last || end != std::string::npos) {
        return fail(ErrorCode::kInvalidInput, "a line longer than 4,096 bytes");
      }
      buffer_.erase(0, position_);
      position_ = 0;
      const std::size_t held = buffer_.size();
      buffer_.resize(held + kPiece);
      auto count = source_->read(buffer_.data() + held, kPiece);
      buffer_.resize(held + (count ? *count : 0));
      if (!count) {
        return fail(std::move(count.error()));
      }
      ended_ = *count == 0;
    }
  }

 private:
  ByteSource* source_;
  std::string buffer_;
  std::size_t position_ = 0;
  bool ended_ = false;
};

}  // namespace

std::optional<MaintenanceCode> maintenance_code(std::string_view code) {
  for (const auto& row : kPayments) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] == code) {
        return MaintenanceCode{row[i], 4 * (static_cast<int>(i) + 1), kPaid, "paid"};
      }
    }
  }
  if (const auto* found = std::ranges::find(kSurcharges, code); found != kSurcharges.end()) {
    return MaintenanceCode{*found, 0, "", "surcharge"};
  }
  if (const auto* found = std::ranges::find(kOthers, code, &MaintenanceCode::code);
      found != kOthers.end()) {
    return *found;
  }
  if (const auto* found = std::ranges::find(kRefunds, code); found != kRefunds.end()) {
    return MaintenanceCode{*found, 0, "", "refund"};
  }
  // A refund bears the number of the payment it undoes.
  if (code.size() > 1 && code.front() == 'R') {
    const std::string paid = "M" + std::string(code.substr(1));
    if (std::ranges::find(kSurcharges, paid) != kSurcharges.end()) {
      return MaintenanceCode{code, 0, "", "refund"};
    }
    for (const auto& row : kPayments) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] == paid) {
          return MaintenanceCode{code, 4 * (static_cast<int>(i) + 1), "", "refund"};
        }
      }
    }
  }
  return std::nullopt;
}

Status read_maintenance_fee_events(ByteSource& source, std::string_view file,
                                   const FactSink& sink) {
  Lines lines(source);
  for (std::uint64_t record = 1;; ++record) {
    const Where where{std::string(file), record, ""};
    auto line = lines.next();
    if (!line) {
      return fail(line.error().code, line.error().message, where);
    }
    if (!*line) {
      return {};
    }
    if (trimmed(**line).empty()) {
      continue;
    }
    auto event = event_of(**line);
    bool goes_on = false;
    if (event) {
      event->source.file = file;
      event->source.record = record;
      goes_on = sink.on_fact(std::move(*event));
    } else {
      Error error = std::move(event.error());
      error.where = Where{std::string(file), record, error.where.field};
      goes_on = sink.on_problem({std::move(error), sha256_hex(**line)});
    }
    if (!goes_on) {
      return fail(ErrorCode::kCancelled, "stopped", where);
    }
  }
}

}  // namespace pignus::registers
