// A source held whole, for formats that cannot be cut: small files, up to a stated size.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

/// All bytes of `source`. kLimitExceeded, with the name `file`, when there are more than
/// `bytes_max`; else its own errors.
[[nodiscard]] Result<std::string> read_whole(ByteSource& source, std::size_t bytes_max,
                                             std::string_view file = {});

}  // namespace pignus::registers
