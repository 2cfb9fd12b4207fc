// Where the lines of a log go: a stream that is open already, or a file that is changed for a new
// one when it grows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::telemetry {

class LogSink {
 public:
  virtual ~LogSink() = default;
  /// The whole line or an error (kIo): a reader that takes nothing for a second, a full disk.
  [[nodiscard]] virtual Status write(std::string_view line) = 0;
};

/// Standard error, or another descriptor that its owner keeps open.
class StreamSink : public LogSink {
 public:
  explicit StreamSink(int descriptor) : descriptor_(descriptor) {}
  [[nodiscard]] Status write(std::string_view line) override;

 private:
  int descriptor_;
};

struct FileSinkLimits {
  std::uint64_t bytes_max = std::uint64_t{64} << 20;  ///< of one file
  int files_max = 5;                                  ///< with the one written: log, log.1 … log.4
};

/// Appends. Several programs may write the same file: each line is written at once, and who finds
/// the file full renames it for all. A file taken away or renamed by others is made anew. A device
/// or pipe is written and never renamed.
class FileSink : public LogSink {
 public:
  FileSink(std::filesystem::path path, FileSinkLimits limits);
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;
  ~FileSink() override;
  [[nodiscard]] Status write(std::string_view line) override;

 private:
  Status open();
  void close();
  /// The file of the path is still the one that is open.
  bool is_in_place() const;
  void rotate() const;
  std::filesystem::path numbered(int number) const;

  std::filesystem::path path_;
  FileSinkLimits limits_;
  int descriptor_ = -1;
  bool regular_ = false;
  bool broken_line_ = false;  ///< the last line was cut off by an error
};

}  // namespace pignus::telemetry
