// One door for register files: tells the format by content, unwraps .gz and .zip, and calls the
// reader.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_sources.h"

namespace pignus::registers {

struct ReadLimits {
  ArchiveLimits archive;
  SourceBounds source;
};

/// Something in an archive that no reader took: a list or report the office packs beside the data.
struct OtherMember {
  std::string name;
  std::string reason;

  friend bool operator==(const OtherMember&, const OtherMember&) = default;
};

struct ReadSummary {
  std::string format;         ///< "USPTO grants, XML", … of the last member read
  std::string format_id;      ///< Format::id of it, "uspto-grant"
  std::uint64_t members = 0;  ///< files or archive members read
  std::uint64_t records = 0;  ///< records met, readable or not
  std::uint64_t facts = 0;
  std::uint64_t problems = 0;
  std::uint64_t bytes = 0;  ///< unpacked
  std::vector<OtherMember> others;
  /// Readers that read: Format::id and Format::revision, of all members.
  std::map<std::string, int> readers;
};

/// What the first bytes of a file tell.
struct SniffedFormat {
  std::string_view name;  ///< "" when unknown
  bool readable = false;
};
SniffedFormat sniff_format(std::string_view head);

/// Streams facts and problems to `sink`. Errors end the file: kNotFound, kIo, kInvalidInput (a
/// directory, an empty file, a broken archive), kUnsupported (a format without a reader, named
/// where it is known), kLimitExceeded (a bomb), kCancelled (sink or progress said stop). What was
/// delivered before an error is the caller's to discard. Progress counts unpacked bytes under the
/// stage "read"; the total is 0 for archives. Source.file is the file's name without directory, in
/// an archive "a.zip/member.xml".
[[nodiscard]] Result<ReadSummary> read_register_file(const std::filesystem::path& path,
                                                     const FactSink& sink, const ReadLimits& limits,
                                                     const Progress& progress);

}  // namespace pignus::registers
