// The files of the folder standards/, compiled into the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pignus::standards {

/// Content of "fees/us-maintenance.toml" and the like; aborts when there is no such file, because
/// the name comes from the program, never from a user.
std::string_view embedded_file(std::string_view path);
/// Paths that begin with `prefix`, sorted.
std::vector<std::string> embedded_files(std::string_view prefix);

}  // namespace pignus::standards
