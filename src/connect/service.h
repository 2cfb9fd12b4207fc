// A service of an office: what can be asked, how it is asked, and what an answer means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connect/http.h"
#include "core/result.h"

namespace pignus::connect {

struct Item {
  std::string kind;    ///< "biblio", "legal", …
  std::string number;  ///< as the service writes it: "docdb/EP.1000000.B1", "16123456"

  /// Names the request in the log, and, without the service, in the answer's file.
  std::string id() const { return kind + "/" + number; }
  friend bool operator==(const Item&, const Item&) = default;
};

enum class Verdict {
  kAnswer,   ///< save it
  kNothing,  ///< the service has nothing on that number
  kAgain,    ///< a passing trouble: ask again after a while
  kRenew,    ///< the authorisation is over: renew it and ask again
  kFailed,   ///< this request will not work; others may
  kRefused,  ///< no request will work now: `error` says why and when to go on
};

struct Judgement {
  Verdict verdict = Verdict::kAnswer;
  double wait_s = 0;  ///< kAgain: at least so long
  std::string why;    ///< all but kAnswer
  ErrorCode code = ErrorCode::kIo;
};

class Service {
 public:
  virtual ~Service() = default;
  virtual std::string_view name() const = 0;  ///< "ops"
  virtual std::string_view file_ending() const = 0;
  virtual std::vector<std::string_view> kinds() const = 0;  ///< the first is asked by default
  /// Everything asked beforehand: which key is missing (kInvalidInput).
  [[nodiscard]] virtual Status ready() const = 0;
  /// kInvalidInput: a kind the service does not have, a number it cannot be asked for.
  [[nodiscard]] virtual Result<Item> item(std::string_view kind, std::string_view number) const = 0;
  /// A request to be answered before others, nullopt when authorised.
  virtual std::optional<HttpRequest> authorisation(double now_s) const = 0;
  virtual Judgement take_authorisation(const HttpAnswer& answer, double now_s) = 0;
  virtual void drop_authorisation() = 0;
  virtual HttpRequest request(const Item& item) const = 0;
  virtual Judgement judge(const Item& item, const HttpAnswer& answer, double now_s) = 0;
  /// Seconds to leave before the next request of that kind.
  virtual double pause_s(const Item& item) const = 0;
};

/// What all HTTP services share: 408, 429, 5xx pass; 404 is nothing; other refusals fail the item.
Judgement judge_status(int status, std::optional<double> retry_after_s);

}  // namespace pignus::connect
