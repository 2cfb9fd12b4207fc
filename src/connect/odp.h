// USPTO Open Data Portal: a key in a header, JSON answers, 429 with Retry-After in seconds.
#pragma once

#include <memory>

#include "connect/service.h"

namespace pignus::connect {

inline constexpr std::string_view kOdpBaseUrl = "https://api.uspto.gov";

/// `key` "": missing.
std::unique_ptr<Service> make_odp(std::string key, std::string base_url);

}  // namespace pignus::connect
