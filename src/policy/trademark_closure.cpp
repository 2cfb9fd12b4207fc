#include "policy/trademark_closure.h"

#include <algorithm>

#include "registers/number.h"

namespace pignus::policy {

namespace {

bool share_a_class(const registers::RightRecord& left, const registers::RightRecord& right) {
  return std::any_of(left.classes.begin(), left.classes.end(), [&](const std::string& one) {
    return std::find(right.classes.begin(), right.classes.end(), one) != right.classes.end();
  });
}

}  // namespace

MarkClosure mark_closure(const registers::RightFacts& mark,
                         const std::vector<const registers::RightFacts*>& offered) {
  MarkClosure closure;
  const registers::RightRecord* record = mark.latest_record();
  if (record == nullptr || record->type != registers::RightType::kTrademark) {
    return closure;
  }
  for (const registers::RightFacts* other : offered) {
    const registers::RightRecord* its = other->latest_record();
    if (other->id != mark.id && its != nullptr && its->type == record->type &&
        its->title == record->title && !record->title.empty() && share_a_class(*record, *its)) {
      closure.together.push_back(other->id);
    }
  }
  for (const std::string& relative : record->family) {
    const auto key = registers::parse_right_key(relative);
    if (!key || key->value.substr(2, 3) != "-T-" || *key == mark.id) {
      continue;
    }
    const bool there =
        std::any_of(offered.begin(), offered.end(),
                    [&](const registers::RightFacts* other) { return other->id == *key; });
    if (!there) {
      closure.left_out.push_back(*key);
    }
  }
  return closure;
}

}  // namespace pignus::policy
