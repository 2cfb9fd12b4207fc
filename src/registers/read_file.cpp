#include "registers/read_file.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>
#include <variant>

#include "core/utf8.h"
#include "registers/maintenance_fee.h"
#include "registers/uspto_assignment_json.h"
#include "registers/uspto_assignment_xml.h"
#include "registers/uspto_grant.h"
#include "registers/xml_text.h"

namespace pignus::registers {

namespace {

// The columns of a maintenance-fee line: d a digit, c any character, blanks as they stand.
constexpr std::string_view kMaintenanceShape =
    "ccccccccccccc cccccccc c dddddddd dddddddd dddddddd c";
constexpr std::size_t kHeadBytes = std::size_t{64} << 10;

using Reader = Status (*)(ByteSource& source, std::string_view file, const FactSink& sink);

struct Format {
  std::string_view name;
  bool (*recognises)(std::string_view head);
  Reader read;  ///< nullptr: known, not yet read
};

bool rooted_in(std::string_view head, std::initializer_list<std::string_view> roots) {
  const std::string_view root = first_element_name(head);
  return std::ranges::find(roots, root) != roots.end();
}

bool is_grant(std::string_view head) {
  // A cut of a bulk file may begin with the sequence listing of a grant before.
  return rooted_in(head, {kUsptoGrantRoot, "sequence-cwu"});
}
bool is_assignment_xml(std::string_view head) {
  return rooted_in(head, {"response"});
}
bool is_assignment_json(std::string_view head) {
  const std::string start = trim(head.substr(0, 256));
  return start.starts_with("[") || start.starts_with("{")
             ? head.find("reelNumber") != std::string_view::npos ||
                   head.find("searchCriteria") != std::string_view::npos
             : false;
}
/// "0000004287053 06218896 N 19801222 19810901 19881222 M171": thirteen digits, blank, eight.
bool is_maintenance(std::string_view head) {
  if (head.size() < kMaintenanceShape.size()) return false;
  for (std::size_t i = 0; i < kMaintenanceShape.size(); ++i) {
    const auto c = static_cast<unsigned char>(head[i]);
    if (kMaintenanceShape[i] == ' '   ? c != ' '
        : kMaintenanceShape[i] == 'd' ? std::isdigit(c) == 0
                                      : c <= ' ') {
      return false;
    }
  }
  return true;
}
bool is_application(std::string_view head) {
  return rooted_in(head, {"us-patent-application"});
}
bool is_pap(std::string_view head) {
  return rooted_in(head, {"patent-application-publication"});
}
bool is_sgml_grant(std::string_view head) {
  return rooted_in(head, {"PATDOC"});
}
bool is_aps(std::string_view head) {
  return head.starts_with("PATN\n") || head.starts_with("PATN\r") || head.starts_with("PATN ") ||
         (head.starts_with("HHHHHT") && head.find("\nPATN") != std::string_view::npos);
}

Status read_grants(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_grants(source, file, sink);
}

Status read_assignment_xml(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_assignment_xml(source, file, sink);
}
Status read_assignment_json(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_assignment_json(source, file, sink);
}

// A reader that arrives takes the place of its nullptr.
constexpr std::array<Format, 8> kFormats{
    {{"USPTO grants, XML v4", is_grant, read_grants},
     {"USPTO assignment search answers, XML", is_assignment_xml, read_assignment_xml},
     {"USPTO assignment search answers, JSON", is_assignment_json, read_assignment_json},
     {"USPTO maintenance-fee events", is_maintenance, read_maintenance_fee_events},
     {"USPTO applications, XML v4", is_application, nullptr},
     {"USPTO applications, PAP v1 (2001 to 2004)", is_pap, nullptr},
     {"USPTO grants, SGML-derived ST.32 (2001 to 2004)", is_sgml_grant, nullptr},
     {"USPTO grants, APS text (1976 to 2001)", is_aps, nullptr}}};

const Format* format_of(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const auto found =
      std::ranges::find_if(kFormats, [&](const Format& format) { return format.recognises(head); });
  return found == kFormats.end() ? nullptr : &*found;
}

/// Counts bytes, and lets progress stop the reading.
class Watched : public ByteSource {
 public:
  Watched(ByteSource& source, std::uint64_t& bytes, std::uint64_t total, const Progress& progress)
      : source_(source), bytes_(bytes), total_(total), progress_(progress) {}

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
  void next_member() { last_ = 0; }

 private:
  void met(std::uint64_t record) {
    if (record != 0 && record != last_) ++summary_.records;
    last_ = record;
  }
  const FactSink& sink_;
  ReadSummary& summary_;
  std::uint64_t last_ = 0;
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
                             Watched watched(bytes, summary.bytes, total, progress);
                             PIGNUS_ASSIGN(const std::string head, head_of(watched));
                             const Format* format = format_of(head);
                             if (format == nullptr || format->read == nullptr) {
                               summary.others.push_back({name, why_not(format, head)});
                               return {};
                             }
                             summary.format = format->name;
                             ++summary.members;
                             tally.next_member();
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
