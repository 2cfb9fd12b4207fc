#include "connect/ops.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <pugixml.hpp>

#include "connect/answer_headers.h"
#include "connect/url.h"
#include "core/base64.h"
#include "registers/number.h"

namespace pignus::connect {

namespace {

constexpr double kBlackPauseSeconds = 60;
/// A token is renewed this long before its end.
constexpr double kTokenMarginSeconds = 30;
/// Before the first answer has told the limits: as if it were busy.
constexpr double kFirstPauseSeconds = 0.6;

struct Kind {
  std::string_view name;
  std::string_view path;
  std::string_view constituents;
  std::string_view limit;  ///< its name in X-Throttling-Control
};

constexpr std::array kKinds{
    Kind{"biblio", "published-data", "biblio", "retrieval"},
    Kind{"legal", "legal", "", "inpadoc"},
    Kind{"family", "family", "biblio", "inpadoc"},
    Kind{"register", "register", "biblio,events,procedural-steps", "other"},
    Kind{"claims", "published-data", "claims", "retrieval"},
    Kind{"description", "published-data", "description", "retrieval"},
};

const Kind* kind_named(std::string_view name) {
  const auto it = std::ranges::find_if(kKinds, [&](const Kind& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

bool is_well_formed(const std::string& xml) {
  pugi::xml_document document;
  return document.load_buffer(xml.data(), xml.size(), pugi::parse_minimal).status ==
             pugi::status_ok &&
         document.document_element();
}

/// "docdb/EP.1000000.B1", without a kind code "epodoc/EP1000000"; the register knows only the
/// latter.
std::string number_for(const Kind& kind, const registers::Number& number) {
  if (number.kind_code.empty() || kind.name == "register") {
    return fmt::format("epodoc/{}{}", number.office, number.serial);
  }
  return fmt::format("docdb/{}.{}.{}", number.office, number.serial, number.kind_code);
}

class Ops : public Service {
 public:
  Ops(OpsKeys keys, std::string base_url)
      : keys_(std::move(keys)), base_url_(std::move(base_url)) {}

  std::string_view name() const override { return "ops"; }
  std::string_view file_ending() const override { return "xml"; }
  std::vector<std::string_view> kinds() const override {
    std::vector<std::string_view> names;
    for (const Kind& kind : kKinds) names.push_back(kind.name);
    return names;
  }

  Status ready() const override {
    if (keys_.key.empty()) {
      return fail(ErrorCode::kInvalidInput,
                  "the key is missing: set PIGNUS_OPS_KEY to the consumer key of your OPS app");
    }
    if (keys_.secret.empty()) {
      return fail(ErrorCode::kInvalidInput,
                  "the secret is missing: set PIGNUS_OPS_SECRET to the consumer secret of your OPS "
                  "app");
    }
    return check_allowed(base_url_);
  }

  Result<Item> item(std::string_view kind_name, std::string_view text) const override {
    const Kind* kind = kind_named(kind_name);
    if (kind == nullptr) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("OPS has no answers of the kind \"{}\" here; it has biblio, legal, "
                              "family, register, claims, description",
                              kind_name));
    }
    PIGNUS_ASSIGN(const registers::Number number, registers::parse_number(text));
    if (number.kind != registers::NumberKind::kPublication) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("OPS is asked by publication number; {} is an application's", text));
    }
    if (kind->name == "register" && number.office != "EP") {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("the European register knows EP numbers only, not {}", text));
    }
    return Item{std::string(kind_name), number_for(*kind, number)};
  }

  std::optional<HttpRequest> authorisation(double now_s) const override {
    if (!token_.empty() && now_s < token_ends_s_) return std::nullopt;
    HttpRequest request;
    request.url = base_url_ + "/auth/accesstoken";
    request.headers = {{"Authorization", "Basic " + base64(keys_.key + ":" + keys_.secret)},
                       {"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = "grant_type=client_credentials";
    request.answer_bytes_max = 65536;
    return request;
  }

  Judgement take_authorisation(const HttpAnswer& answer, double now_s) override {
    Judgement judged = judge_status(
        answer.status,
        parse_retry_after(answer.header("retry-after"), RetryUnit::kMilliseconds, now_s));
    if (judged.verdict == Verdict::kAgain) return judged;
    if (judged.verdict != Verdict::kAnswer) {
      return {Verdict::kRefused, 0,
              fmt::format("OPS refuses the key (it answered {}): check PIGNUS_OPS_KEY and "
                          "PIGNUS_OPS_SECRET",
                          answer.status),
              ErrorCode::kInvalidInput};
    }
    auto token = parse_token(answer.body);
    if (!token) return {Verdict::kAgain, 0, token.error().message};
    token_ = std::move(token->text);
    token_ends_s_ = now_s + std::max(token->lifetime_s - kTokenMarginSeconds, 1.0);
    return {};
  }

  void drop_authorisation() override { token_.clear(); }

  HttpRequest request(const Item& item) const override {
    const Kind* kind = kind_named(item.kind);
    const auto slash = item.number.find('/');
    HttpRequest request;
    request.url = fmt::format("{}/rest-services/{}/publication/{}/{}{}{}", base_url_, kind->path,
                              item.number.substr(0, slash),
                              path_segment(std::string_view(item.number).substr(slash + 1)),
                              kind->constituents.empty() ? "" : "/", kind->constituents);
    request.headers = {{"Authorization", "Bearer " + token_}, {"Accept", "application/xml"}};
    return request;
  }

  Judgement judge(const Item& item, const HttpAnswer& answer, double now_s) override {
    const auto retry_after =
        parse_retry_after(answer.header("retry-after"), RetryUnit::kMilliseconds, now_s);
    note_limits(answer, retry_after, now_s);
    if (answer.status == 401 || (answer.status == 400 && speaks_of_the_token(answer.body))) {
      return {Verdict::kRenew, 0, "OPS says that the token is over"};
    }
    if (answer.status == 403) return judge_forbidden(item, answer, retry_after, now_s);
    Judgement judged = judge_status(answer.status, retry_after);
    if (judged.verdict != Verdict::kAnswer) return judged;
    if (answer.header("content-type").find("xml") == std::string::npos) {
      return {Verdict::kAgain, 0, "the answer is not XML"};
    }
    if (!is_well_formed(answer.body)) {
      return {Verdict::kAgain, 0, "the answer is no well-formed XML"};
    }
    return judged;
  }

  double pause_s(const Item& item) const override {
    const auto limit = throttling_.services.find(std::string(kind_named(item.kind)->limit));
    if (limit == throttling_.services.end()) return kFirstPauseSeconds;
    const double even =
        limit->second.per_minute == 0 ? kBlackPauseSeconds : 60.0 / limit->second.per_minute;
    switch (limit->second.colour) {
      case Colour::kGreen:
        return even;
      case Colour::kYellow:
        return 2 * even;
      case Colour::kRed:
        return 4 * even;
      case Colour::kBlack:
        return black_pause_s_;
    }
    return even;
  }

 private:
  static bool speaks_of_the_token(const std::string& body) {
    const std::string_view head = std::string_view(body).substr(0, 2000);
    return head.find("invalid_access_token") != std::string_view::npos ||
           head.find("Access Token") != std::string_view::npos ||
           head.find("access token") != std::string_view::npos;
  }

  void note_limits(const HttpAnswer& answer, std::optional<double> retry_after, double /*now_s*/) {
    const std::string header = answer.header("x-throttling-control");
    if (!header.empty()) throttling_ = parse_throttling(header);
    black_pause_s_ = retry_after.value_or(kBlackPauseSeconds);
  }

  /// Fair use: a quota that is used up, a service that is black, or a key that may not do this.
  Judgement judge_forbidden(const Item& item, const HttpAnswer& answer,
                            std::optional<double> retry_after, double now_s) const {
    const std::string reason = answer.header("x-rejection-reason").substr(0, 80);
    const bool hour = reason.find("PerHour") != std::string::npos;
    const bool week = reason.find("PerWeek") != std::string::npos;
    if (hour || week) {
      const std::string used =
          answer.header(hour ? "x-individualquotaperhour-used" : "x-registeredquotaperweek-used");
      const std::string when = retry_after
                                   ? "after " + utc_text(now_s + *retry_after)
                                   : (hour ? std::string("in an hour") : std::string("next week"));
      return {Verdict::kRefused, 0,
              fmt::format("the quota of OPS is used up ({}{}{}); give the same command again {}: "
                          "what is done stays done",
                          reason, used.empty() ? "" : ", bytes used: ", used.substr(0, 20), when),
              ErrorCode::kLimitExceeded};
    }
    const auto limit = throttling_.services.find(std::string(kind_named(item.kind)->limit));
    if (limit != throttling_.services.end() && limit->second.colour == Colour::kBlack) {
      return {Verdict::kAgain, black_pause_s_, "OPS has closed this service for a while (black)"};
    }
    return {Verdict::kFailed, 0,
            fmt::format("OPS does not allow it (403{}{})", reason.empty() ? "" : ", ", reason)};
  }

  OpsKeys keys_;
  std::string base_url_;
  std::string token_;
  double token_ends_s_ = 0;
  Throttling throttling_;
  double black_pause_s_ = kBlackPauseSeconds;
};

}  // namespace

std::unique_ptr<Service> make_ops(OpsKeys keys, std::string base_url) {
  return std::make_unique<Ops>(std::move(keys), std::move(base_url));
}

}  // namespace pignus::connect
