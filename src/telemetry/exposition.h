// The Prometheus text exposition format, version 0.0.4.
#pragma once

#include <string>

#include "telemetry/metrics.h"

namespace pignus::telemetry {

/// HELP, TYPE and samples of every family that has a series, families in order of their names,
/// series in order of their labels' values: equal registries give equal bytes.
std::string exposition(const Registry& registry);

}  // namespace pignus::telemetry
