#include "standards/method_parameters.h"

#include <string>

#include "standards/embedded.h"

namespace pignus::standards {

Result<ParameterSet> load_method_parameters(std::string_view name) {
  const std::string path = "valuation/methods/" + std::string(name) + ".toml";
  return parse_parameters(embedded_file(path), path);
}

}  // namespace pignus::standards
