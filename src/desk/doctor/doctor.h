// `pignus doctor`: looks at everything the program needs, changes nothing, and says of each thing
// whether it is well and what to do.
#pragma once

#include <vector>

#include "core/progress.h"
#include "desk/doctor/check.h"

namespace pignus::desk {

const std::vector<Check>& doctor_checks();

/// One diagnosis for each check, in order. `progress` is told before each; when it says stop, the
/// rest is left out.
std::vector<Diagnosis> examine(const DoctorOptions& options, const Progress& progress);

}  // namespace pignus::desk
