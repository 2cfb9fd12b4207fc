// One request, one answer. Everything above the transport is tested without a network.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "core/result.h"

namespace pignus::connect {

inline constexpr std::size_t kAnswerBytesMax = std::size_t{64} << 20;

struct HttpRequest {
  std::string url;
  std::map<std::string, std::string> headers;
  std::string body;  ///< not empty: POST
  std::size_t answer_bytes_max = kAnswerBytesMax;
};

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case; the last of equal ones
  std::string body;

  /// "" where there is none. `name` in lower case.
  std::string header(const std::string& name) const {
    const auto it = headers.find(name);
    return it == headers.end() ? std::string() : it->second;
  }
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// Any answer of the server, whatever its status, is a value. Errors: kIo (no connection, broken
  /// off, too slow: trying again may help), kLimitExceeded (an answer beyond its bound),
  /// kInvalidInput (an address or redirect that is not allowed), kCancelled.
  [[nodiscard]] virtual Result<HttpAnswer> send(const HttpRequest& request) = 0;
};

}  // namespace pignus::connect
