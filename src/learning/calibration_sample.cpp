#include "learning/calibration_sample.h"

#include <cmath>
#include <limits>

#include "core/object_reader.h"

namespace pignus::learning {

Json CalibrationSample::to_json() const {
  Json cells = Json::array();
  for (const float value : values) {
    cells.push_back(std::isnan(value) ? Json(nullptr) : Json(static_cast<double>(value)));
  }
  return Json{{"names", names}, {"values", std::move(cells)}, {"low", low},
              {"high", high},   {"actual", actual},           {"group", group}};
}

Result<CalibrationSample> CalibrationSample::from_json(const Json& json) {
  JsonVerdict verdict;
  ObjectReader reader(json, "sample", verdict);
  CalibrationSample sample;
  sample.names = reader.texts("names");
  sample.group = reader.texts("group");
  bool finite = true;
  reader.each("values", [&](const Json& value, const std::string&) {
    const double number = value.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                          : reader.number_of(value, "values");
    finite = finite && !std::isinf(static_cast<float>(number));
    sample.values.push_back(static_cast<float>(number));
  });
  const auto numbers = [&](const char* name, std::vector<double>& out) {
    reader.each(name, [&](const Json& value, const std::string&) {
      out.push_back(reader.number_of(value, name));
      finite = finite && std::isfinite(out.back());
    });
    if (out.size() != sample.group.size()) {
      reader.refuse(name, "must have a value a row");
    }
  };
  numbers("low", sample.low);
  numbers("high", sample.high);
  numbers("actual", sample.actual);
  reader.end();
  if (!finite || sample.names.empty() ||
      sample.values.size() != sample.names.size() * sample.group.size()) {
    reader.refuse("values", "must be whole rows of finite numbers");
  }
  PIGNUS_TRY(verdict.status({}));
  return sample;
}

}  // namespace pignus::learning
