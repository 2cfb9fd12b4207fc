#include "registers/declared_standards.h"

#include <algorithm>
#include <string_view>

#include "core/utf8.h"

namespace pignus::registers {

std::vector<StandardDeclaration> declared_standards(const RightFacts& facts) {
  std::vector<StandardDeclaration> declared;
  const std::vector<RightRecord> records = facts.standing_records();
  for (const RightRecord& record : records) {
    const auto detail = record.details.find(kStandardEssential);
    if (detail == record.details.end()) {
      continue;
    }
    for (std::string_view rest = detail->second; !rest.empty();) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string standard = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const bool new_here =
          std::none_of(declared.begin(), declared.end(),
                       [&standard](const auto& one) { return one.standard == standard; });
      if (!standard.empty() && new_here) {
        declared.push_back({standard, record.source, record.known});
      }
    }
  }
  return declared;
}

}  // namespace pignus::registers
