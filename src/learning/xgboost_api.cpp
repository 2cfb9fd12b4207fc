#include "learning/xgboost_api.h"

#include <limits>
#include <xgboost/c_api.h>

namespace pignus::learning {

namespace {

/// XGBoost's messages begin with the time of day and end with a stack: neither belongs in a result.
std::string last_message() {
  std::string text = XGBGetLastError();
  if (const std::size_t time_end = text.find("] ");
      text.starts_with('[') && time_end != std::string::npos) {
    text.erase(0, time_end + 2);
  }
  if (const std::size_t line_end = text.find('\n'); line_end != std::string::npos) {
    text.erase(line_end);
  }
  return "XGBoost: " + text;
}

Status checked(int code) {
  if (code == 0) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, last_message());
}

}  // namespace

void XgboostMatrix::Free::operator()(void* handle) const {
  XGDMatrixFree(handle);
}

Result<XgboostMatrix> XgboostMatrix::make(const FeatureMatrix& features) {
  XgboostMatrix matrix;
  DMatrixHandle handle = nullptr;
  PIGNUS_TRY(
      checked(XGDMatrixCreateFromMat_omp(features.values.data(), features.rows(), features.columns,
                                         std::numeric_limits<float>::quiet_NaN(), &handle, 1)));
  matrix.handle_.reset(handle);
  matrix.rows_ = features.rows();
  return matrix;
}

Status XgboostMatrix::set(const char* field, std::span<const float> values) {
  return checked(XGDMatrixSetFloatInfo(handle_.get(), field, values.data(), values.size()));
}

void XgboostBooster::Free::operator()(void* handle) const {
  XGBoosterFree(handle);
}

Result<XgboostBooster> XgboostBooster::make(std::span<void* const> matrices,
                                            std::span<const XgboostParameter> parameters) {
  XgboostBooster booster;
  BoosterHandle handle = nullptr;
  PIGNUS_TRY(checked(XGBoosterCreate(matrices.data(), matrices.size(), &handle)));
  booster.handle_.reset(handle);
  for (const XgboostParameter& parameter : parameters) {
    PIGNUS_TRY(checked(XGBoosterSetParam(handle, parameter.name.c_str(), parameter.value.c_str())));
  }
  return booster;
}

Result<XgboostBooster> XgboostBooster::from_json(std::string_view bytes) {
  PIGNUS_ASSIGN(XgboostBooster booster, make({}, {}));
  PIGNUS_TRY(checked(XGBoosterSetParam(booster.handle_.get(), "nthread", "1")));
  PIGNUS_TRY(
      checked(XGBoosterLoadModelFromBuffer(booster.handle_.get(), bytes.data(), bytes.size())));
  return booster;
}

Status XgboostBooster::set_feature_names(const std::vector<std::string>& names) {
  std::vector<const char*> texts;
  texts.reserve(names.size());
  for (const std::string& name : names) {
    texts.push_back(name.c_str());
  }
  return checked(
      XGBoosterSetStrFeatureInfo(handle_.get(), "feature_name", texts.data(), texts.size()));
}

Status XgboostBooster::set_attribute(const char* name, const std::string& value) {
  return checked(XGBoosterSetAttr(handle_.get(), name, value.c_str()));
}

Status XgboostBooster::update(int round, const XgboostMatrix& train) {
  return checked(XGBoosterUpdateOneIter(handle_.get(), round, train.handle()));
}

Status XgboostBooster::boost(const XgboostMatrix& train, std::vector<float>& gradient,
                             std::vector<float>& curvature) {
  return checked(XGBoosterBoostOneIter(handle_.get(), train.handle(), gradient.data(),
                                       curvature.data(), gradient.size()));
}

Result<XgboostBooster> XgboostBooster::first_rounds(int rounds) const {
  XgboostBooster booster;
  BoosterHandle handle = nullptr;
  PIGNUS_TRY(checked(XGBoosterSlice(handle_.get(), 0, rounds, 1, &handle)));
  booster.handle_.reset(handle);
  return booster;
}

Result<std::vector<float>> XgboostBooster::predict(const XgboostMatrix& matrix, int type) const {
  const std::string config = R"({"type": )" + std::to_string(type) +
                             R"(, "training": false, "iteration_begin": 0, "iteration_end": 0, )"
                             R"("strict_shape": true})";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* values = nullptr;
  PIGNUS_TRY(checked(XGBoosterPredictFromDMatrix(handle_.get(), matrix.handle(), config.c_str(),
                                                 &shape, &dimensions, &values)));
  std::size_t count = 1;
  for (bst_ulong i = 0; i < dimensions; ++i) {
    count *= shape[i];
  }
  return std::vector<float>(values, values + count);
}

Result<std::vector<float>> XgboostBooster::margins(const XgboostMatrix& matrix) const {
  return predict(matrix, 1);
}

Result<std::vector<float>> XgboostBooster::contributions(const XgboostMatrix& matrix) const {
  return predict(matrix, 2);
}

Result<std::string> XgboostBooster::to_json() const {
  bst_ulong size = 0;
  const char* bytes = nullptr;
  PIGNUS_TRY(
      checked(XGBoosterSaveModelToBuffer(handle_.get(), R"({"format": "json"})", &size, &bytes)));
  return std::string(bytes, size);
}

}  // namespace pignus::learning
