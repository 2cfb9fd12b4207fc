// The command line, parsed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "core/result.h"
#include "report/format.h"

namespace pignus::cli {

struct Arguments {
  std::string command;  ///< "" when only --help or --version was asked
  std::vector<std::string> operands;
  bool json = false;
  bool help = false;
  bool version = false;
  std::optional<Date> as_of;
  std::optional<Date> known;
  std::optional<Currency> currency;
  std::string map;                           ///< path of a mapping file, "" none
  std::map<std::string, std::string> flags;  ///< by setting name, for Settings::load
  /// Flags that are neither a setting nor above, as given: "watch" → "in", "once" → "".
  std::map<std::string, std::string> others;

  /// Of a flag with a value; nullopt where it was not given.
  std::optional<std::string> value(const std::string& flag) const;
  bool is_on(const std::string& flag) const { return others.contains(flag); }
};

/// `words` without the program's name. kInvalidInput says what is wrong and how to get help.
[[nodiscard]] Result<Arguments> parse_arguments(const std::vector<std::string>& words,
                                                const report::Format& format);
/// The help of the program, or of one command where `command` is not empty.
std::string help_text(std::string_view command, const report::Format& format);

/// The language of the command line itself ("--lang zh"), before anything else is parsed: errors of
/// parsing should come in it too. nullopt where it does not say.
std::optional<std::string> language_flag(const std::vector<std::string>& words);

}  // namespace pignus::cli
