#include "report/compare_json.h"

namespace pignus::report {

namespace {

constexpr std::size_t kTextMax = 200;

std::string shown(const Json& value) {
  std::string text = canonical_json(value);
  if (text.size() > kTextMax) {
    // Cut between characters: a UTF-8 sequence is never split.
    std::size_t end = kTextMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    text = text.substr(0, end) + "…";
  }
  return text;
}

class Comparison {
 public:
  explicit Comparison(std::size_t most) : most_(most) {}

  void compare(const std::string& path, const Json& reported, const Json& recomputed) {
    if (found_.size() >= most_ || reported == recomputed) {
      return;
    }
    if (reported.is_object() && recomputed.is_object()) {
      compare_objects(path, reported, recomputed);
    } else if (reported.is_array() && recomputed.is_array() &&
               reported.size() == recomputed.size()) {
      for (std::size_t i = 0; i < reported.size(); ++i) {
        compare(path + "/" + std::to_string(i), reported[i], recomputed[i]);
      }
    } else {
      add(path, shown(reported), shown(recomputed));
    }
  }
  std::vector<JsonDifference> take() { return std::move(found_); }

 private:
  void compare_objects(const std::string& path, const Json& reported, const Json& recomputed) {
    for (const auto& [key, value] : reported.items()) {
      const std::string inner = path + "/" + key;
      if (recomputed.contains(key)) {
        compare(inner, value, recomputed[key]);
      } else {
        add(inner, shown(value), "");
      }
    }
    for (const auto& [key, value] : recomputed.items()) {
      if (!reported.contains(key)) {
        add(path + "/" + key, "", shown(value));
      }
    }
  }
  void add(const std::string& path, std::string reported, std::string recomputed) {
    if (found_.size() < most_) {
      found_.push_back({path, std::move(reported), std::move(recomputed)});
    }
  }

  std::size_t most_;
  std::vector<JsonDifference> found_;
};

}  // namespace

std::vector<JsonDifference> compare_json(const Json& reported, const Json& recomputed,
                                         std::size_t most) {
  Comparison comparison(most);
  comparison.compare("", reported, recomputed);
  return comparison.take();
}

}  // namespace pignus::report
