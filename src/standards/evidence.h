// Where a rule, rate, weight or figure comes from, and how far it may be trusted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pignus::standards {

enum class Grade {
  kSeen,      ///< read in the source named
  kRecalled,  ///< from memory: may raise "to be confirmed by counsel", never decide alone
  kOwn,       ///< this project's own default: an assumption, labelled as one
};
std::string_view name_of(Grade grade);
std::optional<Grade> parse_grade(std::string_view name);

struct Evidence {
  std::string source;
  Grade grade = Grade::kOwn;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

}  // namespace pignus::standards
