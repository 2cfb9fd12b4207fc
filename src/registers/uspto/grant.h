// USPTO patent grants, XML v4.0 to v4.7 (the Red Book files ipgYYMMDD.xml, since 2005, and the
// bibliographic ipgbYYYYMMDD.xml): many documents one after another in a file.
//
// Speed: a record is cut out of the stream without parsing; only its bibliographic element is
// parsed, and its claims are scanned for references. Description, drawings and abstract are not
// looked at but for their encoding. The whole-document parse is kept as the oracle of the tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

inline constexpr std::string_view kUsptoGrantRoot = "us-patent-grant";

struct GrantLimits {
  std::uint64_t record_bytes_max = std::uint64_t{64} << 20;
  std::uint64_t gap_bytes_max = std::uint64_t{512} << 20;
  /// Of the bibliographic element, which is held as a tree of about 20 times its size at worst. Ten
  /// thousand citations take 3 MB.
  std::size_t bibliography_bytes_max = std::size_t{8} << 20;
};

/// Yields a RightRecord a grant, in the order of the file; `known` is the day of grant. Independent
/// claims are those without a reference to another claim; owners are the assignees at grant, or the
/// applicants where there is none; the priority date is the earliest filing claimed, domestic or
/// foreign. A record that cannot be read (truncated, invalid UTF-8, malformed, without number or
/// day of grant) is a Problem. A lesser field that cannot be read is a Problem too, naming the
/// field; the record is still yielded, with that field unknown. Memory: about twice the largest
/// record.
[[nodiscard]] Status read_uspto_grants(ByteSource& source, std::string_view file,
                                       const FactSink& sink, const GrantLimits& limits = {});

/// One grant and what in it could not be read.
struct ParsedGrant {
  RightRecord record;
  std::vector<Error> unread;

  friend bool operator==(const ParsedGrant&, const ParsedGrant&) = default;
};
/// One record, from "<us-patent-grant" to "</us-patent-grant>". `plain` as in CutRecord.
[[nodiscard]] Result<ParsedGrant> parse_uspto_grant(std::string_view text, bool plain,
                                                    const Where& where,
                                                    const GrantLimits& limits = {});
/// The same by parsing the whole document: slow and obvious, the oracle of the tests.
[[nodiscard]] Result<ParsedGrant> parse_uspto_grant_whole(std::string_view text,
                                                          const Where& where);

}  // namespace pignus::registers
