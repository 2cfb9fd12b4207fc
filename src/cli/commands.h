// The commands and flags, as data: the parser, the help, the completions and the man page's test
// all read these tables.
#pragma once

#include <string_view>
#include <vector>

namespace pignus::cli {

struct FlagRule {
  std::string_view name;     ///< "as-of", without the dashes
  std::string_view value;    ///< "DATE"; "" for a switch
  std::string_view setting;  ///< the setting it overrides, "" if none
  std::string_view choices;  ///< "en zh": words to complete, "" if none
  std::string_view help;     ///< message key
};

struct CommandRule {
  std::string_view name;
  std::string_view operand;  ///< "PATH", "" if none
  int operands_min;
  int operands_max;  ///< -1: any number
  bool operand_is_path;
  std::string_view choices;  ///< words the operand can be, "" if free
  std::string_view help;     ///< message key
};

const std::vector<FlagRule>& flag_rules();
const std::vector<CommandRule>& command_rules();

}  // namespace pignus::cli
