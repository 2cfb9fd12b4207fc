// The one door to XGBoost's C API (1.7): handles with an owner, return codes as errors. Nothing but
// training and tests comes through here: what is read from bytes is read by tree_model.h, so that
// bytes from outside never reach XGBoost's own reader, which trusts them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "learning/feature_matrix.h"

namespace pignus::learning {

/// XGBoost's copy of features, with what belongs to its rows. Made by one thread, as all here: our
/// own pools run several models at once, not several threads a model.
class XgboostMatrix {
 public:
  [[nodiscard]] static Result<XgboostMatrix> make(const FeatureMatrix& features);

  /// "label", "weight" or "base_margin": a value a row.
  [[nodiscard]] Status set(const char* field, std::span<const float> values);

  void* handle() const { return handle_.get(); }
  std::size_t rows() const { return rows_; }

 private:
  struct Free {
    void operator()(void* handle) const;
  };
  std::unique_ptr<void, Free> handle_;
  std::size_t rows_ = 0;
};

struct XgboostParameter {
  std::string name;
  std::string value;
};

class XgboostBooster {
 public:
  /// Predictions for the matrices named here are kept between rounds.
  [[nodiscard]] static Result<XgboostBooster> make(std::span<void* const> matrices,
                                                   std::span<const XgboostParameter> parameters);
  /// Trusts the bytes: for those that tree_model.h has read, or that XGBoost has just written.
  [[nodiscard]] static Result<XgboostBooster> from_json(std::string_view bytes);

  [[nodiscard]] Status set_feature_names(const std::vector<std::string>& names);
  [[nodiscard]] Status set_attribute(const char* name, const std::string& value);

  /// One round by XGBoost's own objective.
  [[nodiscard]] Status update(int round, const XgboostMatrix& train);
  /// One round by the caller's gradient and curvature, a value a row.
  [[nodiscard]] Status boost(const XgboostMatrix& train, std::vector<float>& gradient,
                             std::vector<float>& curvature);
  /// The first `rounds` rounds; at least one.
  [[nodiscard]] Result<XgboostBooster> first_rounds(int rounds) const;

  /// The sum of the trees and the starting value, before the link; a value a row.
  [[nodiscard]] Result<std::vector<float>> margins(const XgboostMatrix& matrix) const;
  /// SHAP values of the margin: a row of (features + 1) a row, the last the expected value.
  [[nodiscard]] Result<std::vector<float>> contributions(const XgboostMatrix& matrix) const;
  [[nodiscard]] Result<std::string> to_json() const;

 private:
  struct Free {
    void operator()(void* handle) const;
  };
  [[nodiscard]] Result<std::vector<float>> predict(const XgboostMatrix& matrix, int type) const;

  std::unique_ptr<void, Free> handle_;
};

}  // namespace pignus::learning
