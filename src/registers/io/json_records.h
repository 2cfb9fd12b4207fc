// Cuts a stream of JSON into records without parsing it: the objects of an array that stands under
// one of the given names, at whatever depth. Answers of offices wrap their records in pages, facets
// and counts; bulk files hold gigabytes in one array, which no parser takes whole. A record at a
// time is all the memory needed.
//
// Method: within a record, blocks of 64 bytes become bit masks of quotes and brackets (SSE2 where
// there is, byte by byte elsewhere); strings are told by a running exclusive or over the quotes,
// and brackets outside strings are counted. Whether a record is sound JSON is for its parser to
// say.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct JsonCutterLimits {
  std::uint64_t record_bytes_max = std::uint64_t{64} << 20;
  /// Bytes outside any record: the wrapping, and other arrays of the answer.
  std::uint64_t gap_bytes_max = std::uint64_t{64} << 20;
};

struct JsonRecord {
  std::string_view text;     ///< from "{" to "}"; valid until the next call of next()
  std::string_view bag;      ///< the name of its array; "" for the array that is the whole file
  std::uint64_t number = 0;  ///< from 1 over the file; records with a problem count
  /// Truncated, too large, or not an object; `text` is then what there is of it.
  std::optional<Error> problem;
};

class JsonRecordCutter {
 public:
  /// Behind JsonRecord::text stand at least this many bytes that a parser may read and ignore.
  static constexpr std::size_t kPadding = 64;

  /// `bags`: names of arrays of records; "" means that an array may be the whole file. `file` names
  /// the source in errors.
  JsonRecordCutter(ByteSource& source, std::string file, std::vector<std::string> bags,
                   JsonCutterLimits limits = {});

  /// The next record; nullopt at the end of the stream. Errors end the file: the source's own,
  /// kLimitExceeded for a gap over its bound, kInvalidInput when it is no JSON or ends early.
  [[nodiscard]] Result<std::optional<JsonRecord>> next();

  /// Whole numbers that stood beside or around the arrays, by name ("count", "numFound"): the last
  /// of each. Complete once next() has returned nullopt.
  const std::map<std::string, std::uint64_t, std::less<>>& numbers() const { return numbers_; }
  /// Texts likewise ("errorMessage"), up to 256 bytes of each, escapes as they stand.
  const std::map<std::string, std::string, std::less<>>& texts() const { return texts_; }
  bool met(std::string_view bag) const;  ///< the array was there, be it empty

 private:
  Result<bool> fill();
  Result<std::optional<char>> peek();
  Result<std::optional<char>> next_token();
  Status read_string(std::string& into);
  Status read_value(const std::string& key);
  Result<std::optional<JsonRecord>> in_bag();
  Status outside();
  Result<JsonRecord> cut(std::string_view bag);
  Result<std::size_t> end_of_value();
  std::optional<std::size_t> bag_named(std::string_view key) const;
  tl::unexpected<Error> refuse(ErrorCode code, const std::string& message) const;
  Status pass(std::size_t count);

  ByteSource& source_;
  std::string file_;
  std::vector<std::string> bags_;
  std::vector<bool> met_;
  JsonCutterLimits limits_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;   ///< the walk has passed everything before
  std::size_t end_ = 0;  ///< bytes of the buffer after are not yet read
  bool done_ = false;    ///< the source has no more
  bool begun_ = false;   ///< the first bracket was met
  bool single_ = false;  ///< the open bag is one object, not a list
  std::uint64_t gap_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t depth_ = 0;  ///< open brackets outside records
  std::optional<std::size_t> bag_;
  std::map<std::string, std::uint64_t, std::less<>> numbers_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace pignus::registers
