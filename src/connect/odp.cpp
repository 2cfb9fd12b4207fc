#include "connect/odp.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "connect/answer_headers.h"
#include "connect/url.h"
#include "core/json.h"
#include "registers/number.h"

namespace pignus::connect {

namespace {

/// The portal takes one request after another; this leaves it air.
constexpr double kPauseSeconds = 0.25;

struct Kind {
  std::string_view name;
  std::string_view path;  ///< after the application's number
};

constexpr std::array kKinds{
    Kind{"application", ""},           Kind{"assignment", "/assignment"},
    Kind{"continuity", "/continuity"}, Kind{"transactions", "/transactions"},
    Kind{"adjustment", "/adjustment"}, Kind{"foreign-priority", "/foreign-priority"},
    Kind{"meta-data", "/meta-data"},
};

const Kind* kind_named(std::string_view name) {
  const auto it = std::ranges::find_if(kKinds, [&](const Kind& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

bool is_json(const std::string& body) {
  const auto start = body.find_first_not_of(" \t\r\n");
  return start != std::string::npos && body[start] == '{' && Json::accept(body);
}

constexpr std::string_view kPatentPrefix = "patent-";

class Odp : public Service {
 public:
  Odp(std::string key, std::string base_url)
      : key_(std::move(key)), base_url_(std::move(base_url)) {}

  std::string_view name() const override { return "odp"; }
  std::string_view file_ending() const override { return "json"; }
  std::vector<std::string_view> kinds() const override {
    std::vector<std::string_view> names;
    for (const Kind& kind : kKinds) names.push_back(kind.name);
    return names;
  }

  Status ready() const override {
    if (key_.empty()) {
      return fail(ErrorCode::kInvalidInput,
                  "the key is missing: set PIGNUS_ODP_KEY to your key of the USPTO's Open Data "
                  "Portal");
    }
    return check_allowed(base_url_);
  }

  Result<Item> item(std::string_view kind_name, std::string_view text) const override {
    if (kind_named(kind_name) == nullptr) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("the Open Data Portal has no answers of the kind \"{}\" here; it has "
                              "application, assignment, continuity, transactions, adjustment, "
                              "foreign-priority, meta-data",
                              kind_name));
    }
    PIGNUS_ASSIGN(const std::string number, number_of(text));
    if (number.starts_with(kPatentPrefix) && kind_name != "application") {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("{} is a patent's number: the portal gives the kind \"{}\" by "
                              "application number (the kind \"application\" finds it)",
                              text, kind_name));
    }
    return Item{std::string(kind_name), number};
  }

  std::optional<HttpRequest> authorisation(double /*now_s*/) const override { return std::nullopt; }
  Judgement take_authorisation(const HttpAnswer& /*answer*/, double /*now_s*/) override {
    return {};
  }
  void drop_authorisation() override {}

  HttpRequest request(const Item& item) const override {
    HttpRequest request;
    const std::string root = base_url_ + "/api/v1/patent/applications/";
    if (item.number.starts_with(kPatentPrefix)) {
      request.url = fmt::format("{}search?q=applicationMetaData.patentNumber:{}", root,
                                path_segment(item.number.substr(kPatentPrefix.size())));
    } else {
      request.url = root + path_segment(item.number) + std::string(kind_named(item.kind)->path);
    }
    request.headers = {{"X-API-KEY", key_}, {"Accept", "application/json"}};
    return request;
  }

  Judgement judge(const Item& /*item*/, const HttpAnswer& answer, double now_s) override {
    if (answer.status == 401 || answer.status == 403) {
      return {Verdict::kRefused, 0,
              fmt::format("the Open Data Portal refuses the key (it answered {}): check "
                          "PIGNUS_ODP_KEY",
                          answer.status),
              ErrorCode::kInvalidInput};
    }
    Judgement judged = judge_status(
        answer.status, parse_retry_after(answer.header("retry-after"), RetryUnit::kSeconds, now_s));
    if (judged.verdict != Verdict::kAnswer) return judged;
    if (answer.header("content-type").find("json") == std::string::npos) {
      return {Verdict::kAgain, 0, "the answer is not JSON"};
    }
    if (!is_json(answer.body)) return {Verdict::kAgain, 0, "the answer is no whole JSON"};
    return judged;
  }

  double pause_s(const Item& /*item*/) const override { return kPauseSeconds; }

 private:
  /// "16123456" of an application, "patent-8789601" of a patent.
  static Result<std::string> number_of(std::string_view text) {
    std::string digits(text);
    std::erase_if(digits, [](char c) { return c == '/' || c == ',' || c == ' '; });
    const bool bare =
        !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (bare && digits.size() == 8) return digits;  // as the portal itself writes it
    PIGNUS_ASSIGN(const registers::Number number, registers::parse_number(text));
    if (number.office != "US") {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("the Open Data Portal knows US numbers only, not {}", text));
    }
    if (number.kind == registers::NumberKind::kApplication) {
      std::string serial = number.serial;
      std::erase(serial, '/');
      return serial;
    }
    constexpr std::size_t kGrantDigitsMax = 8;  // those of publications begin with their year
    if (number.serial.size() > kGrantDigitsMax) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("{} is a published application's number: the portal is asked by "
                              "application or patent number",
                              text));
    }
    return std::string(kPatentPrefix) + number.serial;
  }

  std::string key_;
  std::string base_url_;
};

}  // namespace

std::unique_ptr<Service> make_odp(std::string key, std::string base_url) {
  return std::make_unique<Odp>(std::move(key), std::move(base_url));
}

}  // namespace pignus::connect
