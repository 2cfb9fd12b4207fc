// Numbers that models use, as data: each an interval with its unit, its source and its grade.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

/// An uncertain number: least, most likely and greatest value; all three equal when it is fixed.
struct ModelParameter {
  std::string name;
  double low = 0;
  double mode = 0;
  double high = 0;
  std::string unit;
  Evidence evidence;

  friend bool operator==(const ModelParameter&, const ModelParameter&) = default;
};

/// The parameters of one file under standards/.
struct ParameterSet {
  std::string id;
  std::string version;
  std::map<std::string, ModelParameter, std::less<>> values;

  /// Aborts when there is none of that name: the names come from the program.
  const ModelParameter& at(std::string_view name) const;
};

/// Reads
///   id = "…"            version = "…"
///   [parameters.NAME]   value = 0.1, or low, mode, high; unit, source, grade
/// Every parameter needs unit, source and grade, and low <= mode <= high, all finite. `file` is
/// named in errors. kInvalidInput otherwise.
[[nodiscard]] Result<ParameterSet> parse_parameters(std::string_view toml, std::string_view file);

}  // namespace pignus::standards
