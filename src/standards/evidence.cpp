#include "standards/evidence.h"

namespace pignus::standards {

std::string_view name_of(Grade grade) {
  switch (grade) {
    case Grade::kSeen:
      return "seen";
    case Grade::kRecalled:
      return "recalled";
    case Grade::kOwn:
      return "own";
  }
  return "own";
}

std::optional<Grade> parse_grade(std::string_view name) {
  for (const Grade grade : {Grade::kSeen, Grade::kRecalled, Grade::kOwn}) {
    if (name == name_of(grade)) {
      return grade;
    }
  }
  return std::nullopt;
}

}  // namespace pignus::standards
