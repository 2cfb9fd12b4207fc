// Inside the room: what a worker tells a job's coordinator beside results. Not stored: a word lost
// is said again.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::fleet {

struct Tell {
  std::string worker;
  std::string want;     ///< SHA-256 of an input the servers do not hold; "" none
  std::string refuses;  ///< the build of a worker that may not run this job; "" none

  friend bool operator==(const Tell&, const Tell&) = default;
};

std::string message_of(const Tell& tell);
[[nodiscard]] Result<Tell> parse_tell(std::string_view message);

}  // namespace pignus::fleet
