#include "cli/rights_list.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/file.h"
#include "core/utf8.h"
#include "registers/number.h"

namespace pignus::cli {

Result<std::vector<registers::RightId>> read_rights_list(const std::filesystem::path& path) {
  constexpr std::size_t kBytesMax = std::size_t{256} << 20;
  PIGNUS_ASSIGN(const std::string text, read_file(path, kBytesMax));
  std::vector<registers::RightId> rights;
  Where where{path.string(), 0, ""};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    ++where.record;
    const std::string number = trim(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
    if (number.empty() || number.front() == '#') {
      continue;
    }
    auto id = registers::parse_right_key(number);
    if (!id) {
      id.error().where = where;
      return fail(std::move(id.error()));
    }
    rights.push_back(std::move(*id));
  }
  return rights;
}

}  // namespace pignus::cli
