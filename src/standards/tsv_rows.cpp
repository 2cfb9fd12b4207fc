#include "standards/tsv_rows.h"

#include <string>

namespace pignus::standards {

Result<std::vector<std::vector<std::string_view>>> tsv_rows(std::string_view text,
                                                            std::string_view file,
                                                            std::size_t columns) {
  std::vector<std::vector<std::string_view>> rows;
  std::uint64_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::vector<std::string_view> row;
    row.reserve(columns);
    for (;;) {
      const std::size_t tab = line.find('\t');
      row.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) {
        break;
      }
      line.remove_prefix(tab + 1);
    }
    if (row.size() != columns) {
      return tl::unexpected(
          Error{ErrorCode::kInvalidInput,
                "has " + std::to_string(row.size()) + " fields, not " + std::to_string(columns),
                {std::string(file), number, ""}});
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace pignus::standards
