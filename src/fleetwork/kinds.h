// All kinds of work of this build.
#pragma once

#include <string>
#include <string_view>

#include "fleet/work.h"

namespace pignus::fleetwork {

fleet::WorkRegistry all_kinds();

/// "0.1.0+r1f3a…": the version and what decides the results of its work, the readers' revisions and
/// the standards it holds.
/// Two programs with the same yield the same bytes.
std::string build_of(std::string_view version);

}  // namespace pignus::fleetwork
