// The code tables of EPO's INPADOC and of WIPO ST.27, as the user has them: tab-separated files.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::registers {

/// Whether an event speaks for (+) or against (-) the right living on. The table leaves most blank;
/// blank is unknown, not neutral.
enum class Influence { kUnknown, kPositive, kNegative };

struct InpadocCode {
  std::string office;
  std::string code;
  Influence influence = Influence::kUnknown;
  std::string description;
  std::string event_class;  ///< "H", "" where the table has none
};

struct InpadocCodeTable {
  std::vector<InpadocCode> codes;  ///< in the order of the file

  const InpadocCode* find(std::string_view office, std::string_view code) const;
};

struct St27Code {
  std::string code;  ///< "H13"
  bool is_key = false;
  std::string description;
};

inline constexpr std::size_t kCodeTableBytesMax = 64U << 20;

/// Parse the tables; an error names the file, the line and the column. Columns are found by name.
[[nodiscard]] Result<InpadocCodeTable> parse_inpadoc_codes(std::string_view tsv,
                                                           std::string_view file);
/// Key and detailed events only; the table holds other lists too.
[[nodiscard]] Result<std::map<std::string, St27Code, std::less<>>> parse_st27_codes(
    std::string_view tsv, std::string_view file);
[[nodiscard]] Result<InpadocCodeTable> read_inpadoc_codes(const std::filesystem::path& path);
[[nodiscard]] Result<std::map<std::string, St27Code, std::less<>>> read_st27_codes(
    const std::filesystem::path& path);

}  // namespace pignus::registers
