#include "registers/reference/whole.h"

#include <fmt/format.h>

namespace pignus::registers {

Result<std::string> read_whole(ByteSource& source, std::size_t bytes_max, std::string_view file) {
  std::string bytes;
  std::string buffer(std::size_t{1} << 16, '\0');
  for (;;) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(buffer.data(), buffer.size()));
    if (got == 0) return bytes;
    bytes.append(buffer, 0, got);
    if (bytes.size() > bytes_max) {
      return fail(ErrorCode::kLimitExceeded,
                  fmt::format("is larger than the {} bytes read of such a table", bytes_max),
                  {std::string(file), 0, ""});
    }
  }
}

}  // namespace pignus::registers
