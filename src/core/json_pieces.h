// A large text of JSON taken apart without holding it parsed: the members of its object, the
// elements of a list, each as its own text for parse_json().
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus {

/// Calls `take(name, value)` for each member of the object that `text` is, in order; white space
/// around it is fine. kInvalidInput, naming `file`, where `text` is no object; what is inside a
/// value is not looked at. Names with escapes are handed over as written.
[[nodiscard]] Status for_each_json_member(
    std::string_view text, std::string_view file,
    const std::function<Status(std::string_view name, std::string_view value)>& take);

/// The same for the elements of a list.
[[nodiscard]] Status for_each_json_element(
    std::string_view text, std::string_view file,
    const std::function<Status(std::string_view element)>& take);

}  // namespace pignus
