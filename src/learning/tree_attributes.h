// Names under which our training writes into XGBoost's "attributes", and tree_model.cpp reads.
#pragma once

namespace pignus::learning {

inline constexpr const char* kLossAttribute = "pignus_loss";
inline constexpr const char* kQuantileAttribute = "pignus_quantile";
inline constexpr const char* kOffsetAttribute = "pignus_offset";
inline constexpr const char* kScaleAttribute = "pignus_scale";

}  // namespace pignus::learning
