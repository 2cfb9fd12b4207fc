// What a reader gives, as JSON Lines: how it travels from a worker to who stores it.
//
//   {"format":"pignus.facts/1"}
//   one line a fact or problem, as store/fact_lines.h says, in the reader's order
//   {"end":{"error":null,"summary":{…}}}    error: the one that ended the reading
//
// Texts of an error may name the place where the source lay when it was read. They travel in parts:
// texts, and the numbers of PlacePart for that place.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"
#include "fleet/shard_result.h"
#include "fleetwork/lines.h"
#include "registers/batch.h"
#include "registers/read_file.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kFactsFormat = "pignus.facts/1";

/// The place of a source, as far as a message may name it.
enum class PlacePart { kSource = 0, kWithSlash = 1, kParent = 2 };

/// Where a source lies: a message that names it can be told of another place.
class SourcePlace {
 public:
  /// `plain`: a folder, whose files messages name too.
  SourcePlace(const std::filesystem::path& source, bool plain);
  /// Parts for a text that may name this place.
  Json parts_of(std::string_view text) const;
  /// The text for this place; nullopt: these are no parts.
  std::optional<std::string> text_of(const Json& parts) const;

 private:
  std::string source_;
  std::string with_slash_;
  std::string parent_;
  bool plain_;
};

class FactStreamWriter {
 public:
  explicit FactStreamWriter(fleet::ResultSink sink);
  /// Refuses, once the sink below has failed.
  registers::FactSink facts();
  /// The last line. `error`: what ended the reading, at `place`.
  [[nodiscard]] Status end(const registers::ReadSummary& summary, const Error* error,
                           const SourcePlace& place);
  /// The failure of the sink below.
  const Status& status() const { return status_; }

 private:
  bool write(std::string line);
  fleet::ResultSink sink_;
  Status status_;
};

/// Takes the stream's bytes as they come and hands on what the reader gave.
class FactStreamReader {
 public:
  /// `file` names the stream in errors.
  FactStreamReader(std::string file, registers::FactSink sink, SourcePlace place);
  FactStreamReader(const FactStreamReader&) = delete;
  FactStreamReader& operator=(const FactStreamReader&) = delete;

  /// kInvalidInput, with line and member, where it is not such a stream. kCancelled: the sink of
  /// facts refused.
  [[nodiscard]] Status write(std::string_view piece) { return lines_.write(piece); }
  /// After the last piece: how the reading ended.
  [[nodiscard]] Status end(registers::ReadSummary& summary) const;

 private:
  Status take(const Json& line, const Where& where);
  Status take_end(const Json& json, const Where& where);

  registers::FactSink sink_;
  SourcePlace place_;
  FramedLines lines_;
  registers::ReadSummary summary_;
  std::optional<Error> error_;
};

}  // namespace pignus::fleetwork
