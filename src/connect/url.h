// Which addresses are allowed: https, or http to this machine itself (for tests).
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::connect {

struct UrlParts {
  std::string scheme;  ///< lower case
  std::string host;    ///< lower case, with the port where one is given
  std::string path;    ///< from "/" on, query included; "" when there is none
};

/// kInvalidInput: no absolute http or https address, or one that holds a user, blanks or controls.
[[nodiscard]] Result<UrlParts> parse_url(std::string_view url);

/// https of any host, http of 127.0.0.1, [::1] and localhost only.
[[nodiscard]] Status check_allowed(std::string_view url);

/// Where a redirect leads, when it may: the same scheme and host. `location` may be a path.
[[nodiscard]] Result<std::string> redirected(std::string_view from, std::string_view location);

/// A path segment with everything but letters, digits, "-", ".", "_", "~" and "," percent-encoded.
std::string path_segment(std::string_view text);

}  // namespace pignus::connect
