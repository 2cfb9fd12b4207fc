// Cuts a stream of XML into records, without parsing it: a record reaches from the start tag of one
// of the given root elements to the end tag of the same name. What lies between records (prologs,
// DOCTYPEs, other roots) is passed over. Bulk register files are many documents one after another,
// so no XML parser takes them whole; and a record at a time is all the memory needed.
//
// Method: one walk from '<' to '<', exact with respect to comments, CDATA sections and processing
// instructions; tags that begin like no root are passed over by SIMD (text_scan.h). An element
// named like the root must not nest in itself: a second start tag, or the prolog of a next
// document, ends a record that lost its own end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/io/byte_source.h"
#include "registers/io/stream_window.h"

namespace pignus::registers {

struct CutterLimits {
  /// A larger record is a problem and is passed over. Memory stays below three times this.
  std::uint64_t record_bytes_max = std::uint64_t{64} << 20;
  /// Bytes without a record (a foreign root such as a sequence listing may be large).
  std::uint64_t gap_bytes_max = std::uint64_t{512} << 20;
};

struct CutRecord {
  std::string_view text;     ///< from "<root" to "</root>"; valid until the next call of next()
  std::string_view root;     ///< which of the roots
  std::uint64_t number = 0;  ///< from 1; records with a problem count
  std::uint64_t offset = 0;  ///< of the first byte of text in the stream
  /// No comment, CDATA section or declaration, and no '<' within a processing instruction: each
  /// "<name" in the text is the start of an element.
  bool plain = true;
  /// Why the record cannot be used: truncated, too large, or in another encoding than UTF-8. `text`
  /// is then what there is of it (empty when too large).
  std::optional<Error> problem;
};

class RecordCutter {
 public:
  /// `file` names the source in errors. At least one root.
  RecordCutter(ByteSource& source, std::string file, std::vector<std::string> roots,
               CutterLimits limits = {});

  /// The next record; nullopt at the end of the stream. Errors end the file: the source's own,
  /// kLimitExceeded for a gap over its bound, kUnsupported for UTF-16 or UTF-32.
  [[nodiscard]] Result<std::optional<CutRecord>> next();

  std::uint64_t bytes_read() const { return window_.end(); }

 private:
  /// How a search within a record ended.
  enum class Outcome { kGoOn, kComplete, kTruncated };

  Status refuse_wide_encodings();
  Result<bool> find_start(CutRecord& record);
  Result<Outcome> step_in_record(CutRecord& record, std::uint64_t& cursor);
  Result<Outcome> read_start_tag(CutRecord& record, std::uint64_t& cursor);
  Result<bool> pass(std::string_view terminator, std::uint64_t& cursor, std::uint64_t hold_end);
  Result<bool> pass_instruction(std::string_view head, std::uint64_t& cursor,
                                std::uint64_t hold_end, bool& has_angle);
  std::string_view root_named_at(std::string_view text) const;
  Status finish(CutRecord& record, Outcome outcome, std::uint64_t cursor);
  void note_prolog(std::string_view prolog);
  bool too_large(const CutRecord& record, std::uint64_t cursor) const {
    return cursor - record.offset > limits_.record_bytes_max;
  }

  StreamWindow window_;
  std::string file_;
  std::vector<std::string> roots_;
  MarkupScan scan_;  ///< for the roots
  CutterLimits limits_;
  std::uint64_t cursor_ = 0;  ///< the walk has passed everything before
  std::uint64_t count_ = 0;
  std::size_t tag_bytes_ = 0;  ///< enough to tell any of the tags looked for
  std::string encoding_;       ///< declared by the last prolog, where it is not UTF-8 or ASCII
};

}  // namespace pignus::registers
