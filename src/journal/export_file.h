// The journal as a file that can be judged without the store: JSON Lines, "pignus.journal/1".
//
// The first line is canonical JSON {"at","format":"pignus.journal/1","streams":[{"hash","number",
// "stream"}, …]}: where each stream ends. Every other line is one entry, byte for byte: the stream
// "checkpoints" first, then the others in order of their names, each from entry 1 on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "journal/judge.h"

namespace pignus::journal {

struct StreamEnd {
  std::string stream;
  std::uint64_t number = 0;
  std::string hash;

  friend bool operator==(const StreamEnd&, const StreamEnd&) = default;
};

/// With its line end. `ends` as they come; they are put in order of the names.
std::string export_header(std::string_view at, std::vector<StreamEnd> ends);

/// Reads an export that arrives in pieces of any size and judges it.
class ExportJudge {
 public:
  /// `options.file` names the export in errors, whose `record` is then the line. `visit` is called
  /// for each entry that is sound so far; what it fails with ends the reading.
  explicit ExportJudge(JudgeOptions options, std::function<Status(const EntryRow&)> visit = {});

  /// kInvalidInput where the file breaks its format, with the line; else as Judge::take().
  [[nodiscard]] Status take(std::string_view piece);
  /// The file is over.
  [[nodiscard]] Result<Verdict> finish();
  const CheckpointLog& log() const { return judge_.log(); }

 private:
  [[nodiscard]] Status take_line(std::string_view line);
  [[nodiscard]] Status take_header(std::string_view line);
  [[nodiscard]] Status take_entry(std::string_view line);
  tl::unexpected<Error> refuse(std::string why) const;

  std::string file_;
  Judge judge_;
  std::function<Status(const EntryRow&)> visit_;
  std::uint64_t line_ = 0;
  std::string rest_;  ///< of a line that is not yet whole
  std::vector<StreamEnd> ends_;
};

}  // namespace pignus::journal
