#include "registers/io/whole_source.h"

namespace pignus::registers {

Result<std::string> read_whole(ByteSource& source, std::size_t bytes_max, std::string_view file) {
  constexpr std::size_t kPiece = std::size_t{256} << 10;
  std::string content;
  for (;;) {
    const std::size_t held = content.size();
    content.resize(held + kPiece);
    PIGNUS_ASSIGN(const std::size_t got, source.read(content.data() + held, kPiece));
    content.resize(held + got);
    if (got == 0) return content;
    if (content.size() > bytes_max) {
      return fail(ErrorCode::kLimitExceeded, "longer than " + std::to_string(bytes_max) + " bytes",
                  Where{std::string(file), 0, ""});
    }
  }
}

}  // namespace pignus::registers
