// Any bytes, as a text and as lists of stop words: terms are valid UTF-8 and never empty, a text
// beside itself has its terms twice, and texts can be indexed and compared with themselves.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/check.h"
#include "core/utf8.h"
#include "text/bm25.h"
#include "text/tokens.h"

using namespace pignus;        // NOLINT: a fuzz target is one function
using namespace pignus::text;  // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT
  const std::string_view first = text.substr(0, text.find('\n'));
  // Lists are data of the program, but a user may bring his own.
  const auto own = Tokenizer::make({{std::string(first)}, {std::string(first)}});
  const auto usual = Tokenizer::make({{"the", "said"}, {"所述", "其中"}});
  PIGNUS_CHECK(usual.has_value());
  for (const auto* cut : {&own, &usual}) {
    if (!cut->has_value()) {
      continue;
    }
    const std::vector<std::string> terms = (*cut)->terms(text);
    for (const std::string& term : terms) {
      PIGNUS_CHECK(!term.empty() && first_invalid_utf8(term) == std::string_view::npos);
    }
    const std::string twice = std::string(text) + "\n;\n" + std::string(text);
    PIGNUS_CHECK((*cut)->terms(twice).size() == 2 * terms.size());
  }
  const RightBag bag{"a", usual->counts(text), {}};
  const auto index = index_of({bag, {"b", {{"rotor", 1}}, {}}});
  PIGNUS_CHECK(index.has_value());
  const auto hits = index->search(bag.terms, 2);
  PIGNUS_CHECK(hits.empty() == bag.terms.empty());
  PIGNUS_CHECK(hits.empty() || hits.front().score > 0);
  return 0;
}
