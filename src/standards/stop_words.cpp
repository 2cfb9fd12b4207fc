#include "standards/stop_words.h"

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/graded_table.h"

namespace pignus::standards {

Result<StopWords> parse_stop_words(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  StopWords list;
  list.id = root.text("id");
  list.version = root.text("version");
  list.evidence = read_graded(root);
  list.words = root.texts("words");
  list.phrases = root.texts("phrases");
  PIGNUS_TRY(root.finish());
  return list;
}

const StopWords& embedded_stop_words() {
  static const StopWords list = [] {
    constexpr std::string_view kPath = "text/stop-words.toml";
    auto parsed = parse_stop_words(embedded_file(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    return *parsed;
  }();
  return list;
}

}  // namespace pignus::standards
