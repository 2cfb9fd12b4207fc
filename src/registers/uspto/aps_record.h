// One grant in APS text as fields under their sections. Internal to its reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/io/byte_source.h"
#include "registers/uspto/aps_grant.h"

namespace pignus::registers {

struct ApsField {
  std::string tag;
  std::string value;  ///< continuation lines joined by a blank
};

/// "INVT" and the fields below it, in order. The head of the grant is the section "PATN".
struct ApsSection {
  std::string name;
  std::vector<ApsField> fields;

  /// The first field of that tag, "" where there is none.
  std::string_view value(std::string_view tag) const;
};

struct ApsRecord {
  std::vector<ApsSection> sections;
  bool too_large = false;  ///< fields over the bound were left out
  bool not_utf8 = false;   ///< bytes that are no UTF-8 were replaced

  const ApsSection* section(std::string_view name) const;
};

/// Cuts the stream into grants.
class ApsRecords {
 public:
  ApsRecords(ByteSource& source, const ApsLimits& limits) : source_(source), limits_(limits) {
    limits_.record_bytes_max =
        std::min<std::size_t>(limits_.record_bytes_max, source.bounds().record_bytes_max);
  }
  /// nullopt at the end.
  [[nodiscard]] Result<std::optional<ApsRecord>> next();

 private:
  Result<bool> next_line();
  void take(ApsRecord& record);

  ByteSource& source_;
  ApsLimits limits_;
  std::string buffer_;
  std::size_t position_ = 0;
  bool ended_ = false;
  std::string line_;
  bool started_ = false;  ///< the line at hand is a "PATN" not yet used
  std::size_t kept_ = 0;
  bool skipping_ = false;
};

}  // namespace pignus::registers
