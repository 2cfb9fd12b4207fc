// Headers and the token's JSON of the services, as the connectors parse them. The first byte
// chooses.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "connect/answer_headers.h"
#include "connect/url.h"
#include "core/check.h"

using namespace pignus::connect;

namespace {

void check_throttling(std::string_view text) {
  const Throttling read = parse_throttling(text);
  PIGNUS_CHECK(read.services.size() <= 32 && read.state.size() <= 40);
}

void check_retry_after(std::string_view text) {
  constexpr double kNow = 1'792'567'680;
  for (const RetryUnit unit : {RetryUnit::kSeconds, RetryUnit::kMilliseconds}) {
    const auto wait = parse_retry_after(text, unit, kNow);
    PIGNUS_CHECK(!wait || (*wait >= 0 && *wait <= 366.0 * 86400));
    if (wait) PIGNUS_CHECK(!utc_text(kNow + *wait).empty());
  }
}

void check_token(std::string_view text) {
  const auto token = parse_token(text);
  if (!token) return;
  PIGNUS_CHECK(!token->text.empty() && std::isfinite(token->lifetime_s) && token->lifetime_s >= 0);
  for (const char c : token->text) PIGNUS_CHECK(c > ' ' && c < 0x7F);
}

void check_redirect(std::string_view text) {
  const auto target = redirected("https://ops.epo.org/3.2/x", text);
  if (!target) return;
  const auto parts = parse_url(*target);
  PIGNUS_CHECK(parts && parts->scheme == "https" && parts->host == "ops.epo.org");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      check_throttling(text);
      break;
    case 1:
      check_retry_after(text);
      break;
    case 2:
      check_token(text);
      break;
    default:
      check_redirect(text);
  }
  return 0;
}
