#include "learning/least_squares.h"

#include <cmath>
#include <numeric>

#include "core/object_reader.h"

namespace pignus::learning {

namespace {

using Column = std::vector<double>;

double dot(const Column& a, const Column& b, std::size_t from) {
  return std::inner_product(a.begin() + static_cast<std::ptrdiff_t>(from), a.end(),
                            b.begin() + static_cast<std::ptrdiff_t>(from), 0.0);
}

/// Columns less their means, missing values at the mean.
std::vector<Column> centred(const FeatureMatrix& features, std::vector<double>& means) {
  std::vector<Column> columns(features.columns, Column(features.rows(), 0.0));
  means.assign(features.columns, 0.0);
  for (std::size_t j = 0; j < features.columns; ++j) {
    double count = 0;
    for (std::size_t i = 0; i < features.rows(); ++i) {
      if (const float value = features.row(i)[j]; !std::isnan(value)) {
        means[j] += static_cast<double>(value);
        count += 1;
      }
    }
    means[j] = count > 0 ? means[j] / count : 0;
    for (std::size_t i = 0; i < features.rows(); ++i) {
      if (const float value = features.row(i)[j]; !std::isnan(value)) {
        columns[j][i] = static_cast<double>(value) - means[j];
      }
    }
  }
  return columns;
}

/// Reflects b by the direction v (from row `from` on), as I - 2 v v' / v'v.
void reflect(const Column& v, double length_squared, std::size_t from, Column& b) {
  const double factor = 2 * dot(v, b, from) / length_squared;
  for (std::size_t i = from; i < b.size(); ++i) {
    b[i] -= factor * v[i];
  }
}

}  // namespace

double LinearModel::predict(std::span<const float> row) const {
  double sum = intercept;
  for (std::size_t j = 0; j < coefficients.size(); ++j) {
    const double value = std::isnan(row[j]) ? means[j] : static_cast<double>(row[j]);
    sum += coefficients[j] * value;
  }
  return sum;
}

std::vector<double> LinearModel::predict(const FeatureMatrix& features) const {
  std::vector<double> answers(features.rows());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    answers[i] = predict(features.row(i));
  }
  return answers;
}

Result<LinearModel> fit_least_squares(const std::vector<std::string>& names,
                                      const FeatureMatrix& features,
                                      std::span<const double> target) {
  PIGNUS_TRY(check_features(features, names));
  const std::size_t rows = features.rows();
  if (target.size() != rows || rows < names.size() + 2) {
    return fail(ErrorCode::kInvalidInput, "needs a value a row, and more rows than columns",
                {"", 0, "target"});
  }
  Column rest(target.begin(), target.end());
  for (std::size_t i = 0; i < rows; ++i) {
    if (!std::isfinite(rest[i])) {
      return fail(ErrorCode::kInvalidInput, "must be a finite number", {"", i + 1, "target"});
    }
  }
  LinearModel model;
  model.names = names;
  std::vector<Column> columns = centred(features, model.means);
  const double mean = std::accumulate(rest.begin(), rest.end(), 0.0) / static_cast<double>(rows);
  for (double& value : rest) {
    value -= mean;
  }
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const std::size_t at = kept.size();
    const double whole = std::sqrt(dot(columns[j], columns[j], 0));
    const double length = std::sqrt(dot(columns[j], columns[j], at));
    if (length <= 1e-9 * whole || whole == 0) {
      model.left_out.push_back(names[j]);
      continue;
    }
    Column v(columns[j]);
    v[at] += v[at] < 0 ? -length : length;
    const double length_squared = dot(v, v, at);
    for (std::size_t k = j; k < columns.size(); ++k) {
      reflect(v, length_squared, at, columns[k]);
    }
    reflect(v, length_squared, at, rest);
    kept.push_back(j);
  }
  model.coefficients.assign(columns.size(), 0.0);
  for (std::size_t k = kept.size(); k-- > 0;) {
    double value = rest[k];
    for (std::size_t later = k + 1; later < kept.size(); ++later) {
      value -= columns[kept[later]][k] * model.coefficients[kept[later]];
    }
    model.coefficients[kept[k]] = value / columns[kept[k]][k];
  }
  model.intercept = mean;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    model.intercept -= model.coefficients[j] * model.means[j];
  }
  return model;
}

Json LinearModel::to_json() const {
  return Json{{"names", names},
              {"intercept", intercept},
              {"coefficients", coefficients},
              {"means", means},
              {"left_out", left_out}};
}

Result<LinearModel> LinearModel::from_json(const Json& json) {
  JsonVerdict verdict;
  ObjectReader reader(json, "linear", verdict);
  LinearModel model;
  model.names = reader.texts("names");
  model.intercept = reader.number("intercept");
  bool finite = std::isfinite(model.intercept);
  const auto numbers = [&](const char* name, std::vector<double>& out) {
    reader.each(name, [&](const Json& value, const std::string&) {
      out.push_back(reader.number_of(value, name));
      finite = finite && std::isfinite(out.back());
    });
    if (out.size() != model.names.size()) {
      reader.refuse(name, "must have a value a feature");
    }
  };
  numbers("coefficients", model.coefficients);
  numbers("means", model.means);
  model.left_out = reader.texts("left_out");
  reader.end();
  if (!finite || model.names.empty()) {
    reader.refuse("coefficients", "must be finite numbers");
  }
  PIGNUS_TRY(verdict.status({}));
  return model;
}

}  // namespace pignus::learning
