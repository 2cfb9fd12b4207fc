// Words that say nothing of an invention: data from standards/text/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

struct StopWords {
  std::string id;
  std::string version;
  Evidence evidence;
  std::vector<std::string> words;    ///< of alphabetic scripts
  std::vector<std::string> phrases;  ///< of Han characters

  friend bool operator==(const StopWords&, const StopWords&) = default;
};

/// kInvalidInput names file and key. Whether each entry is one word or Han alone is for whoever
/// cuts texts by them (text/tokens.h).
[[nodiscard]] Result<StopWords> parse_stop_words(std::string_view toml, std::string_view file);
/// standards/text/stop-words.toml. Aborts if it does not parse.
const StopWords& embedded_stop_words();

}  // namespace pignus::standards
