// What differs between two JSON values, in words a person can follow: `pignus verify` shows it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/json.h"

namespace pignus::report {

struct JsonDifference {
  std::string path;      ///< JSON pointer, "/rights/3/appraisal/value/p50"
  std::string reported;  ///< canonical text, cut to 200 bytes; "" where it is missing
  std::string recomputed;

  friend bool operator==(const JsonDifference&, const JsonDifference&) = default;
};

/// At most `most` differences, in document order; empty when the values are equal.
std::vector<JsonDifference> compare_json(const Json& reported, const Json& recomputed,
                                         std::size_t most = 50);

}  // namespace pignus::report
