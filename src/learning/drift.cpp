#include "learning/drift.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <numeric>

#include "core/check.h"
#include "core/object_reader.h"

namespace pignus::learning {

namespace {

constexpr std::size_t kBins = 10;
constexpr std::size_t kBinsRead = 64;

std::vector<std::string> names_of(const auto& features) {
  std::vector<std::string> names;
  for (const auto& feature : features) {
    names.push_back(feature.name);
  }
  return names;
}

double total_of(const std::vector<std::size_t>& counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
}

double share_of(const std::vector<std::size_t>& counts, std::size_t bin) {
  return (static_cast<double>(counts[bin]) + 0.5) /
         (total_of(counts) + (0.5 * static_cast<double>(counts.size())));
}

}  // namespace

std::string_view name_of(DriftLevel level) {
  switch (level) {
    case DriftLevel::kStable:
      return "stable";
    case DriftLevel::kWatch:
      return "watch";
    case DriftLevel::kAlarm:
      return "alarm";
  }
  PIGNUS_CHECK(false);
}

std::size_t DriftReference::bin_of(const Feature& feature, float value) {
  if (std::isnan(value)) {
    return feature.counts.size() - 1;
  }
  const auto at =
      std::lower_bound(feature.edges.begin(), feature.edges.end(), static_cast<double>(value));
  return static_cast<std::size_t>(at - feature.edges.begin());
}

Result<DriftReference> DriftReference::of(const std::vector<std::string>& names,
                                          const FeatureMatrix& features) {
  PIGNUS_TRY(check_features(features, names));
  if (features.rows() == 0) {
    return fail(ErrorCode::kInvalidInput, "there are no rows", {"", 0, "features"});
  }
  DriftReference reference;
  for (std::size_t j = 0; j < names.size(); ++j) {
    std::vector<double> values;
    for (std::size_t i = 0; i < features.rows(); ++i) {
      if (const float value = features.row(i)[j]; !std::isnan(value)) {
        values.push_back(static_cast<double>(value));
      }
    }
    std::sort(values.begin(), values.end());
    Feature feature;
    feature.name = names[j];
    for (std::size_t bin = 1; bin < kBins && !values.empty(); ++bin) {
      const double edge = values[(values.size() - 1) * bin / kBins];
      // The largest value is no edge: nothing of the reference lies above it.
      if (edge < values.back() && (feature.edges.empty() || edge > feature.edges.back())) {
        feature.edges.push_back(edge);
      }
    }
    feature.counts.assign(feature.edges.size() + 2, 0);
    for (std::size_t i = 0; i < features.rows(); ++i) {
      ++feature.counts[bin_of(feature, features.row(i)[j])];
    }
    reference.features_.push_back(std::move(feature));
  }
  return reference;
}

Result<std::vector<FeatureDrift>> DriftReference::measure(const FeatureMatrix& features,
                                                          const DriftThresholds& limits) const {
  PIGNUS_TRY(check_features(features, names_of(features_)));
  if (features.rows() == 0) {
    return fail(ErrorCode::kInvalidInput, "there are no rows", {"", 0, "features"});
  }
  std::vector<FeatureDrift> found;
  for (std::size_t j = 0; j < features_.size(); ++j) {
    const Feature& before = features_[j];
    std::vector<std::size_t> counts(before.counts.size(), 0);
    for (std::size_t i = 0; i < features.rows(); ++i) {
      ++counts[bin_of(before, features.row(i)[j])];
    }
    FeatureDrift drift;
    drift.feature = before.name;
    std::size_t bins = 0;
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
      if (before.counts[bin] + counts[bin] == 0) {
        continue;  // no value was missing, before or now
      }
      const double p = share_of(before.counts, bin);
      const double q = share_of(counts, bin);
      drift.index += (q - p) * std::log(q / p);
      ++bins;
    }
    const double rows_before = total_of(before.counts);
    const auto rows_now = static_cast<double>(features.rows());
    if (bins > 1) {
      const boost::math::chi_squared_distribution<> law(static_cast<double>(bins - 1));
      drift.chance = boost::math::quantile(law, 0.95) * ((1 / rows_before) + (1 / rows_now));
    }
    drift.missing_before = static_cast<double>(before.counts.back()) / rows_before;
    drift.missing_now = static_cast<double>(counts.back()) / rows_now;
    if (drift.index > drift.chance && drift.index > limits.watch) {
      drift.level = drift.index > limits.alarm ? DriftLevel::kAlarm : DriftLevel::kWatch;
    }
    found.push_back(std::move(drift));
  }
  return found;
}

Json DriftReference::to_json() const {
  Json json = Json::array();
  for (const Feature& feature : features_) {
    json.push_back(
        Json{{"name", feature.name}, {"edges", feature.edges}, {"counts", feature.counts}});
  }
  return json;
}

Result<DriftReference> DriftReference::from_json(const Json& json) {
  JsonVerdict verdict;
  DriftReference reference;
  if (!json.is_array() || json.empty()) {
    return fail(ErrorCode::kInvalidInput, "must be a list of features", {"", 0, "drift"});
  }
  for (const Json& element : json) {
    ObjectReader reader(element, "drift", verdict);
    Feature feature;
    feature.name = reader.text("name");
    reader.each("edges", [&](const Json& edge, const std::string&) {
      feature.edges.push_back(reader.number_of(edge, "edges"));
    });
    std::size_t rows = 0;
    reader.each("counts", [&](const Json& count, const std::string&) {
      const bool sound = count.is_number_unsigned() && count.get<std::uint64_t>() < (1ULL << 40U);
      feature.counts.push_back(sound ? count.get<std::size_t>() : 0);
      rows += feature.counts.back();
    });
    reader.end();
    const bool ascending =
        std::adjacent_find(feature.edges.begin(), feature.edges.end(),
                           [](double a, double b) { return !(a < b); }) == feature.edges.end() &&
        std::all_of(feature.edges.begin(), feature.edges.end(),
                    [](double edge) { return std::isfinite(edge); });
    if (!ascending || feature.edges.size() > kBinsRead ||
        feature.counts.size() != feature.edges.size() + 2 || rows == 0) {
      reader.refuse("edges", "must rise, with two more counts than edges");
    }
    reference.features_.push_back(std::move(feature));
  }
  PIGNUS_TRY(verdict.status({}));
  return reference;
}

}  // namespace pignus::learning
