// EPO Open Patent Services 3.2: OAuth2 client credentials, XML answers, fair-use limits told in
// headers. Facts from the header texts of real answers and public client documentation; graded
// `recalled` where docs/updates.md says so.
#pragma once

#include <memory>

#include "connect/service.h"

namespace pignus::connect {

struct OpsKeys {
  std::string key;     ///< "" missing
  std::string secret;  ///< "" missing
};

inline constexpr std::string_view kOpsBaseUrl = "https://ops.epo.org/3.2";

std::unique_ptr<Service> make_ops(OpsKeys keys, std::string base_url);

}  // namespace pignus::connect
