#include "registers/uspto/maintenance_fee.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/sha256.h"

namespace pignus::registers {
namespace {

/// Lines of a stream, from a buffer of one piece.
class Lines {
 public:
  explicit Lines(ByteSource& source) : source_(&source) {}

  /// The next line without its end, valid until the next call; nullopt at the end of the file.
  Result<std::optional<std::string_view>> next() {
    while (true) {
      const char* start = buffer_.data() + position_;
      const std::size_t held = filled_ - position_;
      const void* found = held == 0 ? nullptr : std::memchr(start, '\n', held);
      const bool last = found == nullptr && ended_;
      if (found != nullptr || last) {
        const auto size =
            last ? held : static_cast<std::size_t>(static_cast<const char*>(found) - start);
        if (last && size == 0) return std::optional<std::string_view>{};
        std::string_view line(start, size);
        position_ += last ? size : size + 1;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.size() > kLineMax) break;
        return std::optional{line};
      }
      if (held > kLineMax) break;
      PIGNUS_TRY(fill());
    }
    return fail(ErrorCode::kInvalidInput, "a line longer than 4,096 bytes");
  }

 private:
  static constexpr std::size_t kLineMax = 4096;
  static constexpr std::size_t kPiece = 256U << 10;

  Status fill() {
    std::memmove(buffer_.data(), buffer_.data() + position_, filled_ - position_);
    filled_ -= position_;
    position_ = 0;
    PIGNUS_ASSIGN(const std::size_t count,
                  source_->read(buffer_.data() + filled_, buffer_.size() - filled_));
    filled_ += count;
    ended_ = count == 0;
    return {};
  }

  ByteSource* source_;
  std::vector<char> buffer_ = std::vector<char>(kPiece + 2 * kLineMax);
  std::size_t position_ = 0;
  std::size_t filled_ = 0;
  bool ended_ = false;
};

bool blank(std::string_view line) {
  return line.find_first_not_of(' ') == std::string_view::npos;
}

/// Gathers rows and hands them on, before each problem and at the end.
class Batch {
 public:
  explicit Batch(const MaintenanceSink& sink) : sink_(sink) { rows_.reserve(kRows); }

  bool add(const MaintenanceRow& row) {
    rows_.push_back(row);
    return rows_.size() < kRows || flush();
  }
  bool flush() {
    const bool goes_on = rows_.empty() || sink_.on_rows(rows_);
    rows_.clear();
    return goes_on;
  }

 private:
  static constexpr std::size_t kRows = 256;
  const MaintenanceSink& sink_;
  std::vector<MaintenanceRow> rows_;
};

std::string_view entity_of(char flag) {
  return flag == 'Y' ? "small" : flag == 'M' ? "micro" : "undiscounted";
}

std::string eight(std::uint32_t number) {
  std::string digits = std::to_string(number);
  return std::string(8 - std::min<std::size_t>(8, digits.size()), '0') + digits;
}

}  // namespace

LegalEvent maintenance_event(const MaintenanceRow& row, std::string_view file) {
  LegalEvent event;
  event.right.value = std::string("US-") + row.series + "-" + std::to_string(row.serial);
  event.code = row.code->code;
  event.st27 = row.code->st27;
  event.date = row.date;
  std::string application = "US" + eight(row.application);
  application.insert(4, 1, '/');
  // In the order of the map, so that each is put at its end.
  auto& details = event.details;
  details.emplace_hint(details.end(), "application_number", std::move(application));
  if (!row.code->effect.empty()) details.emplace_hint(details.end(), "effect", row.code->effect);
  details.emplace_hint(details.end(), "entity", entity_of(row.entity));
  if (row.code->fee_year != 0) {
    details.emplace_hint(details.end(), "fee_year", std::to_string(row.code->fee_year));
  }
  event.source.file = file;
  event.source.record = row.record;
  return event;
}

Status read_maintenance_fee_rows(ByteSource& source, std::string_view file,
                                 const MaintenanceSink& sink) {
  Lines lines(source);
  Batch batch(sink);
  const auto where = [&](std::uint64_t record) { return Where{std::string(file), record, ""}; };
  for (std::uint64_t record = 1;; ++record) {
    auto line = lines.next();
    if (!line) {
      batch.flush();
      return fail(line.error().code, line.error().message, where(record));
    }
    if (!*line) {
      return batch.flush() ? Status{} : fail(ErrorCode::kCancelled, "stopped", where(record));
    }
    bool goes_on = true;
    if (auto usual = usual_maintenance_row(**line)) {
      usual->record = record;
      goes_on = batch.add(*usual);
    } else if (!blank(**line)) {
      auto row = maintenance_row(**line);
      if (row) {
        row->record = record;
        goes_on = batch.add(*row);
      } else {
        Error error = std::move(row.error());
        error.where.file = file;
        error.where.record = record;
        goes_on = batch.flush() && sink.on_problem({std::move(error), sha256_hex(**line)});
      }
    }
    if (!goes_on) return fail(ErrorCode::kCancelled, "stopped", where(record));
  }
}

Status read_maintenance_fee_events(ByteSource& source, std::string_view file,
                                   const FactSink& sink) {
  return read_maintenance_fee_rows(
      source, file,
      {.on_rows =
           [&](std::span<const MaintenanceRow> rows) {
             return std::ranges::all_of(rows, [&](const MaintenanceRow& row) {
               return sink.on_fact(maintenance_event(row, file));
             });
           },
       .on_problem = [&](Problem&& problem) { return sink.on_problem(std::move(problem)); }});
}

}  // namespace pignus::registers
