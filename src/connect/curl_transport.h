// HTTP through libcurl: certificates verified, only https (or this machine itself), redirects only
// to the same host, bounds on time and size.
#pragma once

#include <functional>
#include <memory>

#include "connect/http.h"

namespace pignus::connect {

struct CurlLimits {
  int connect_s = 20;
  int whole_s = 120;  ///< of one answer, redirects apart
  /// Slower than so many bytes a second for so long counts as broken off.
  int bytes_a_second_min = 100;
  int slow_s = 30;
  int redirects_max = 3;
  std::size_t header_bytes_max = 65536;
};

/// `keep_going` is asked while waiting; false ends the request (kCancelled).
std::unique_ptr<Transport> make_curl_transport(std::string user_agent, const CurlLimits& limits,
                                               std::function<bool()> keep_going);

}  // namespace pignus::connect
