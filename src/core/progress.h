// How long work tells its caller where it stands, and learns that it should stop.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace pignus {

/// `total` 0 means unknown. Returns false when the work should stop (kCancelled).
using Progress =
    std::function<bool(std::string_view stage, std::uint64_t done, std::uint64_t total)>;

/// A Progress that listens to nothing and never stops.
Progress silent_progress();

}  // namespace pignus
