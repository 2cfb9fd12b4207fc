#include "standards/inpadoc.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/tsv_rows.h"

namespace pignus::standards {
namespace {

std::tuple<std::string_view, std::string_view> place(const InpadocCode& row) {
  return {row.office, row.code};
}

bool one_of(std::string_view text, std::string_view letters) {
  return text.empty() || (text.size() == 1 && letters.find(text[0]) != std::string_view::npos);
}

}  // namespace

Result<std::vector<InpadocCode>> parse_inpadoc(std::string_view tsv, std::string_view file) {
  PIGNUS_ASSIGN(const auto rows, tsv_rows(tsv, file, 4));
  std::vector<InpadocCode> codes;
  codes.reserve(rows.size());
  for (const auto& row : rows) {
    const auto refuse = [&](const char* message) {
      return tl::unexpected(Error{ErrorCode::kInvalidInput,
                                  std::string(row[0]) + " " + std::string(row[1]) + " " + message,
                                  {std::string(file), 0, ""}});
    };
    if (row[0].size() != 2 || row[1].empty()) {
      return refuse("is no office and code");
    }
    if (!one_of(row[2], "+-") || !one_of(row[3], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
      return refuse("has an influence or a class that is none");
    }
    const InpadocCode code{row[0], row[1], row[2].empty() ? ' ' : row[2][0],
                           row[3].empty() ? ' ' : row[3][0]};
    if (!codes.empty() && place(codes.back()) >= place(code)) {
      return refuse("is out of order or stands twice");
    }
    codes.push_back(code);
  }
  return codes;
}

std::span<const InpadocCode> inpadoc_codes() {
  static const std::vector<InpadocCode> all_of_them = [] {
    constexpr std::string_view kPath = "inpadoc/codes.tsv";
    auto parsed = parse_inpadoc(embedded_file(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all_of_them;
}

const InpadocCode* inpadoc_code(std::string_view office, std::string_view code) {
  const auto all = inpadoc_codes();
  const std::tuple wanted{office, code};
  const auto at =
      std::lower_bound(all.begin(), all.end(), wanted,
                       [](const InpadocCode& row, const auto& key) { return place(row) < key; });
  return at != all.end() && place(*at) == wanted ? &*at : nullptr;
}

}  // namespace pignus::standards
