// What must never be read off a screen, a log or an error: keys, passwords.
//
// Two nets. A Secret is a value that shows itself only to who asks by name. A Redactor cleans every
// text on its way out, whoever made it: the values it was told, and passwords where addresses of
// databases and services carry them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace pignus::telemetry {

/// Stands where a secret stood.
inline constexpr std::string_view kRedacted = "***";

/// Neither printed nor compared nor made JSON by accident: only reveal() gives the text.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

class Redactor {
 public:
  /// A shorter value is not looked for: it would be found in every second word. It is no secret.
  static constexpr std::size_t kBytesMin = 4;

  /// From now on the value is left out of every text, as it is and as JSON, URLs and HTTP's basic
  /// authorisation write it. `with`: of a key and its secret, written together "key:secret".
  void add(const Secret& secret);
  void add_pair(const Secret& key, const Secret& secret);

  /// The text with kRedacted for each value told, and for the password of an address
  /// ("postgresql://user:password@host", "nats://token@host") or of "password=…".
  std::string clean(std::string_view text) const;
  /// The values told alone: for a text in which an address may stand across fields, as JSON.
  std::string clean_values(std::string_view text) const;
  /// Every text within, names of fields too.
  Json clean_json(const Json& json) const;
  Error clean_error(const Error& error) const;

 private:
  void add_text(std::string text);

  std::vector<std::string> values_;  ///< the longest first: a part never hides the whole
};

}  // namespace pignus::telemetry
