// Small tables are read whole.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

/// kLimitExceeded beyond `bytes_max`.
[[nodiscard]] Result<std::string> read_whole(ByteSource& source, std::size_t bytes_max,
                                             std::string_view file);

}  // namespace pignus::registers
