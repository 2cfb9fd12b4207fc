// Runs pignus-sheet on bytes: a spreadsheet is a stranger's file in an old format, so it is parsed
// by a process that can open nothing, and is killed when it takes too long or prints too much.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::registers {

struct SheetProgramLimits {
  int seconds_max = 60;
  std::size_t printed_bytes_max = std::size_t{512} << 20;
};

/// What it printed. kNotFound when the program is not beside the one that runs, kIo, kInvalidInput
/// (it ended without a last line: the file is damaged or a bound was reached), kLimitExceeded.
[[nodiscard]] Result<std::string> run_sheet_program(std::string_view bytes, std::string_view file,
                                                    const SheetProgramLimits& limits = {});

/// Where it is; empty when it is not there.
std::filesystem::path sheet_program();

/// What it prints when it is asked to examine itself: {"software":"0.1.0","confined":{…}}, one name
/// for each right it should not have, "yes" or why not. Errors as above.
[[nodiscard]] Result<std::string> check_sheet_program(int seconds_max = 10);

}  // namespace pignus::registers
