#include "valuation/method_parameters.h"

#include <utility>

#include "core/check.h"
#include "standards/embedded.h"

namespace pignus::valuation {

const standards::ParameterSet& method_parameters() {
  static const standards::ParameterSet kParameters = [] {
    constexpr const char* kFile = "valuation/methods/general.toml";
    auto parsed = standards::parse_parameters(standards::embedded_file(kFile), kFile);
    PIGNUS_CHECK(parsed);
    return *std::move(parsed);
  }();
  return kParameters;
}

}  // namespace pignus::valuation
