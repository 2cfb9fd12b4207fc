// What `pignus appraise --json` wrote, read back to be compared with: a file a user kept, so every
// error says what of it is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "core/result.h"
#include "registers/right.h"

namespace pignus::desk {

/// Of one right; amounts in major units.
struct PreviousAppraisal {
  registers::RightId right;
  Currency currency;
  std::string state;  ///< a legal state's word
  double p5 = 0;
  double p50 = 0;
  double p95 = 0;
  double mean = 0;
  std::string sha256;  ///< of the whole distribution
  double liquidation_p50 = 0;
};

struct PreviousAppraisals {
  AsOf as_of;
  std::uint64_t seed = 0;
  std::uint64_t paths = 0;
  std::string software;
  std::map<std::string, std::string> standards;  ///< hash by file; empty: the file does not tell
  std::string sha256;                            ///< of the file
  std::vector<PreviousAppraisal> appraisals;     ///< in the file's order
};

inline constexpr std::size_t kPreviousBytesMax = std::size_t{4} << 30;

/// kUnsupported for a file that is none of `pignus appraise`; kInvalidInput, with the number of the
/// appraisal and the member, for one that was changed, cut or put together by hand;
/// kLimitExceeded beyond kPreviousBytesMax. Members this version does not need are not looked at.
[[nodiscard]] Result<PreviousAppraisals> read_previous_appraisals(
    const std::filesystem::path& file);
/// The same from text; `file` names it in errors.
[[nodiscard]] Result<PreviousAppraisals> parse_previous_appraisals(std::string_view text,
                                                                   const std::string& file);

}  // namespace pignus::desk
