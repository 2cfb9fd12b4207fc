#include "core/object_reader.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace pignus {

namespace {

constexpr std::uint64_t kCountMax = std::uint64_t{1} << 53;

struct NamedNumber {
  std::string_view name;
  double value;
};
constexpr std::array<NamedNumber, 4> kNamed{{{"nan", std::numeric_limits<double>::quiet_NaN()},
                                             {"inf", std::numeric_limits<double>::infinity()},
                                             {"-inf", -std::numeric_limits<double>::infinity()},
                                             {"-0", -0.0}}};

const Json& nothing() {
  static const Json kNull;
  return kNull;
}

}  // namespace

void JsonVerdict::refuse(std::string field, std::string why) {
  if (!wrong_) wrong_ = Wrong{std::move(field), std::move(why)};
}

Status JsonVerdict::status(const Where& where) const {
  if (!wrong_) return {};
  return fail(ErrorCode::kInvalidInput, wrong_->why, {where.file, where.record, wrong_->field});
}

ObjectReader::ObjectReader(const Json& json, std::string path, JsonVerdict& verdict)
    : json_(json), path_(std::move(path)), verdict_(verdict) {
  if (!json_.is_object()) verdict_.refuse(path_, "is no object");
}

std::string ObjectReader::path_of(const char* name) const {
  return path_.empty() ? name : path_ + "." + name;
}

void ObjectReader::refuse(const char* name, std::string why) {
  verdict_.refuse(path_of(name), std::move(why));
}

const Json& ObjectReader::member(const char* name, bool optional) {
  if (!json_.is_object()) return nothing();
  const auto it = json_.find(name);
  if (it == json_.end()) {
    if (!optional) refuse(name, "is missing");
    return nothing();
  }
  ++taken_;
  return *it;
}

std::string ObjectReader::text(const char* name) {
  auto text = json_text(member(name));
  if (!text) refuse(name, "is no text");
  return std::move(text).value_or("");
}

bool ObjectReader::flag(const char* name) {
  const Json& json = member(name);
  if (!json.is_boolean()) refuse(name, "is neither true nor false");
  return json.is_boolean() && json.get<bool>();
}

int ObjectReader::integer(const char* name) {
  const Json& json = member(name);
  const bool in_range =
      json.is_number_unsigned()
          ? json.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<int>::max()}
          : json.is_number_integer() && json.get<std::int64_t>() >= std::numeric_limits<int>::min();
  if (!in_range) refuse(name, "is no whole number of 32 bits");
  return in_range ? json.get<int>() : 0;
}

std::optional<int> ObjectReader::optional_integer(const char* name) {
  if (has(name) && json_.at(name).is_null()) {
    ++taken_;
    return std::nullopt;
  }
  return integer(name);
}

std::uint64_t ObjectReader::count(const char* name) {
  const Json& json = member(name);
  if (json.is_number_unsigned() && json.get<std::uint64_t>() <= kCountMax) {
    return json.get<std::uint64_t>();
  }
  refuse(name, "is no count");
  return 0;
}

Date ObjectReader::day(const char* name) {
  const auto date = Date::parse(text(name));
  if (!date) refuse(name, "is no day");
  return date.value_or(Date());
}

std::optional<Date> ObjectReader::optional_day(const char* name) {
  const std::string iso = text(name);
  if (iso.empty()) return std::nullopt;
  const auto date = Date::parse(iso);
  if (!date) refuse(name, "is no day");
  return date;
}

RegisterDate ObjectReader::date(const char* name) {
  const std::string written = text(name);
  const auto date = RegisterDate::parse(written);
  if (!date || date->text() != written) refuse(name, "is no date of a register");
  return date.value_or(RegisterDate());
}

std::optional<Money> ObjectReader::optional_money(const char* name) {
  const Json& json = member(name);
  if (json.is_null()) return std::nullopt;
  const auto written = json_text(json);
  auto money = written ? Money::parse(*written) : std::nullopt;
  if (!money || money->text() != *written) {
    refuse(name, "is no amount of money");
    return std::nullopt;
  }
  return money;
}

std::vector<std::string> ObjectReader::texts(const char* name) {
  std::vector<std::string> list;
  each(name, [&](const Json& element, const std::string& path) {
    auto one = json_text(element);
    if (!one) verdict_.refuse(path, "is no text");
    list.push_back(std::move(one).value_or(""));
  });
  return list;
}

std::map<std::string, std::string> ObjectReader::text_map(const char* name) {
  std::map<std::string, std::string> map;
  const Json& json = member(name);
  if (!json.is_object()) {
    refuse(name, "is no object");
    return map;
  }
  for (const auto& [key, value] : json.items()) {
    auto one = json_text(value);
    if (!one || key.find('\0') != std::string::npos) refuse(name, "holds what is no text");
    map.emplace(key, std::move(one).value_or(""));
  }
  return map;
}

double ObjectReader::number_of(const Json& json, const char* name) {
  if (json.is_number()) {
    const auto value = json.get<double>();
    if (std::isfinite(value)) return value;
  }
  const auto word = json_text(json);
  for (const NamedNumber& named : kNamed) {
    if (word == named.name) return named.value;
  }
  refuse(name, "is no number");
  return 0;
}

void ObjectReader::end() {
  if (!json_.is_object() || taken_ == json_.size() || !verdict_.sound()) return;
  verdict_.refuse(path_, "holds members that do not belong there");
}

Json number_json(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  if (value == 0 && std::signbit(value)) return "-0";
  return value;
}

std::optional<std::string> json_text(const Json& json) {
  if (!json.is_string()) return std::nullopt;
  const auto& text = json.get_ref<const std::string&>();
  if (text.find('\0') != std::string::npos) return std::nullopt;
  return text;
}

}  // namespace pignus
