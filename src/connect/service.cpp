#include "connect/service.h"

#include <fmt/format.h>

namespace pignus::connect {

Judgement judge_status(int status, std::optional<double> retry_after_s) {
  if (status == 200) return {};
  const std::string why = fmt::format("the service answered {}", status);
  if (status == 404) return {Verdict::kNothing, 0, "the service has nothing on this number"};
  if (status == 408 || status == 429 || status >= 500) {
    return {Verdict::kAgain, retry_after_s.value_or(0), why};
  }
  return {Verdict::kFailed, 0, why};
}

}  // namespace pignus::connect
