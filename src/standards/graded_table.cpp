#include "standards/graded_table.h"

namespace pignus::standards {

Evidence read_graded(TomlTable& table) {
  Evidence evidence;
  evidence.source = table.text("source");
  if (evidence.source.empty()) {
    table.refuse("source", "must say where this comes from");
  }
  if (const auto grade = parse_grade(table.text("grade"))) {
    evidence.grade = *grade;
  } else {
    table.refuse("grade", "must be seen, recalled or own");
  }
  return evidence;
}

}  // namespace pignus::standards
