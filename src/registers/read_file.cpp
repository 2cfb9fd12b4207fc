#include "registers/read_file.h"

#include <system_error>
#include <utility>
#include <variant>

#include "core/utf8.h"
#include "registers/format.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kHeadBytes = std::size_t{64} << 10;

/// Counts bytes, and lets progress stop the reading.
class Watched : public ByteSource {
 public:
  Watched(ByteSource& source, SourceBounds bounds, std::uint64_t& bytes, std::uint64_t total,
          const Progress& progress)
      : source_(source), bounds_(bounds), bytes_(bytes), total_(total), progress_(progress) {}

  SourceBounds bounds() const override { return bounds_; }

  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    PIGNUS_ASSIGN(const std::size_t got, source_.read(buffer, capacity));
    bytes_ += got;
    if (progress_ && !progress_("read", bytes_, total_)) {
      return fail(ErrorCode::kCancelled, "stopped by the user");
    }
    return got;
  }

 private:
  ByteSource& source_;
  SourceBounds bounds_;
  std::uint64_t& bytes_;
  std::uint64_t total_;
  const Progress& progress_;
};

std::uint64_t record_of(const Fact& fact) {
  return std::visit([](const auto& value) { return value.source.record; }, fact);
}

/// Passes on to `sink` and counts.
class Tally {
 public:
  Tally(const FactSink& sink, ReadSummary& summary) : sink_(sink), summary_(summary) {}

  FactSink counting() {
    return {.on_fact =
                [this](Fact&& fact) {
                  std::visit([this](auto& value) { value.source.registry = registry_; }, fact);
                  met(record_of(fact));
                  ++summary_.facts;
                  return sink_.on_fact(std::move(fact));
                },
            .on_problem =
                [this](Problem&& problem) {
                  met(problem.error.where.record);
                  ++summary_.problems;
                  return sink_.on_problem(std::move(problem));
                }};
  }
  void next_member(const Format& format) {
    last_ = 0;
    registry_ = format.id;
  }

 private:
  void met(std::uint64_t record) {
    if (record != 0 && record != last_) ++summary_.records;
    last_ = record;
  }
  const FactSink& sink_;
  ReadSummary& summary_;
  std::uint64_t last_ = 0;
  std::string_view registry_;
};

Result<std::string> head_of(ByteSource& source) {
  std::string head(kHeadBytes, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  return head;
}

std::string why_not(const Format* format, std::string_view head) {
  if (head.empty()) return "the file is empty";
  if (format != nullptr) return "no reader yet for the format: " + std::string(format->name);
  return "no format that Pignus reads";
}

}  // namespace

SniffedFormat sniff_format(std::string_view head) {
  const Format* format = format_of(head);
  if (format == nullptr) return {};
  return {.name = format->name, .readable = format->read != nullptr};
}

Result<ReadSummary> read_register_file(const std::filesystem::path& path, const FactSink& sink,
                                       const ReadLimits& limits, const Progress& progress) {
  ReadSummary summary;
  Tally tally(sink, summary);
  const FactSink counting = tally.counting();
  const std::string file = valid_utf8(path.filename().string());
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  PIGNUS_TRY(visit_members(path, limits.archive,
                           [&](const std::string& name, ByteSource& bytes) -> Status {
                             const std::uint64_t total = name == file && !error ? size : 0;
                             Watched watched(bytes, limits.source, summary.bytes, total, progress);
                             PIGNUS_ASSIGN(const std::string head, head_of(watched));
                             const Format* format = format_of(head);
                             if (format == nullptr || format->read == nullptr) {
                               summary.others.push_back({name, why_not(format, head)});
                               return {};
                             }
                             summary.format = format->name;
                             summary.format_id = format->id;
                             summary.readers[std::string(format->id)] = format->revision;
                             ++summary.members;
                             tally.next_member(*format);
                             PrefixedSource whole(head, watched);
                             return format->read(whole, name, counting);
                           }));
  if (summary.members > 0) return summary;
  if (summary.others.empty()) {
    return fail(ErrorCode::kInvalidInput, "the archive is empty",
                Where{.file = file, .record = 0, .field = ""});
  }
  const OtherMember& first = summary.others.front();
  return fail(
      first.reason == "the file is empty" ? ErrorCode::kInvalidInput : ErrorCode::kUnsupported,
      first.reason, Where{.file = first.name, .record = 0, .field = ""});
}

}  // namespace pignus::registers
