// What the JSON writers of this room share. Unknown is null, so an empty text becomes null.
#pragma once

#include <string>
#include <vector>

#include "book/appraisal.h"
#include "core/json.h"

namespace pignus::report {

inline Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json evidence_json(const standards::Evidence& evidence);
Json method_json(const book::MethodValue& method);

template <typename T>
Json list(const std::vector<T>& values, Json (*write)(const T&)) {
  Json out = Json::array();
  for (const T& value : values) {
    out.push_back(write(value));
  }
  return out;
}

}  // namespace pignus::report
