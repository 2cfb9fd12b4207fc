#include "standards/embedded.h"

#include "core/check.h"
#include "standards/embedded_table.h"

namespace pignus::standards {

std::string_view embedded_file(std::string_view path) {
  for (const EmbeddedRow* row = kEmbeddedRows; row->path != nullptr; ++row) {
    if (path == row->path) {
      return {row->begin, static_cast<std::size_t>(row->end - row->begin)};
    }
  }
  PIGNUS_CHECK(!"an embedded file of this name");
}

std::vector<std::string> embedded_files(std::string_view prefix) {
  std::vector<std::string> paths;
  for (const EmbeddedRow* row = kEmbeddedRows; row->path != nullptr; ++row) {
    if (std::string_view(row->path).starts_with(prefix)) {
      paths.emplace_back(row->path);
    }
  }
  return paths;
}

}  // namespace pignus::standards
