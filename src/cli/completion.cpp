#include "cli/completion.h"

#include <fmt/format.h>

#include "cli/commands.h"

namespace pignus::cli {

namespace {

/// Text inside single quotes of a POSIX shell.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result + "'";
}

std::string bash_script() {
  std::string commands;
  std::string flags;
  std::string flag_values;
  std::string operand_words;
  for (const CommandRule& rule : command_rules()) {
    commands += fmt::format("{}{}", commands.empty() ? "" : " ", rule.name);
    if (!rule.choices.empty()) {
      operand_words +=
          fmt::format("      {}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n",
                      rule.name, rule.choices);
    } else if (rule.operand_is_path) {
      operand_words +=
          fmt::format("      {}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", rule.name);
    }
  }
  for (const FlagRule& flag : flag_rules()) {
    flags += fmt::format("{}--{}", flags.empty() ? "" : " ", flag.name);
    if (!flag.choices.empty()) {
      flag_values +=
          fmt::format("    --{}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n",
                      flag.name, flag.choices);
    } else if (flag.value == "PATH" || flag.value == "DIR") {
      flag_values +=
          fmt::format("    --{}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", flag.name);
    } else if (!flag.value.empty()) {
      flag_values += fmt::format("    --{}) return ;;\n", flag.name);
    }
  }
  return fmt::format(R"(# bash completion for pignus; load with: source <(pignus completion bash)
_pignus() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} at
  case $before in
{}  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "{}" -- "$word"))
    return
  fi
  for at in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $at in
{}    esac
  done
  COMPREPLY=($(compgen -W "{}" -- "$word"))
}}
complete -F _pignus pignus
)",
                     flag_values, flags, operand_words, commands);
}

std::string zsh_script(const report::Format& format) {
  std::string commands;
  std::string flags;
  std::string operands;
  for (const CommandRule& rule : command_rules()) {
    commands +=
        fmt::format("    {}\n", quoted(fmt::format("{}:{}", rule.name, format.say(rule.help))));
    const std::string action = !rule.choices.empty()  ? fmt::format("({})", rule.choices)
                               : rule.operand_is_path ? std::string("_files")
                                                      : std::string(" ");
    if (!rule.operand.empty()) {
      operands += fmt::format("      {}) _arguments $flags '*:{}:{}' ;;\n", rule.name, rule.operand,
                              action);
    }
  }
  for (const FlagRule& flag : flag_rules()) {
    const std::string action = !flag.choices.empty() ? fmt::format("({})", flag.choices)
                               : flag.value == "PATH" || flag.value == "DIR" ? std::string("_files")
                                                                             : std::string(" ");
    const std::string value = flag.value.empty() ? "" : fmt::format(":{}:{}", flag.value, action);
    flags += fmt::format(
        "    {}\n", quoted(fmt::format("--{}[{}]{}", flag.name, format.say(flag.help), value)));
  }
  return fmt::format(R"(#compdef pignus
# zsh completion for pignus; put it in a folder of $fpath as _pignus
_pignus() {{
  local -a commands flags
  commands=(
{}  )
  flags=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments $flags
  else
    case $words[2] in
{}      *) _arguments $flags ;;
    esac
  fi
}}
_pignus "$@"
)",
                     commands, flags, operands);
}

std::string fish_script(const report::Format& format) {
  std::string script = "# fish completion for pignus; load with: pignus completion fish | source\n";
  for (const CommandRule& rule : command_rules()) {
    script += fmt::format("complete -c pignus -n __fish_use_subcommand -f -a {} -d {}\n", rule.name,
                          quoted(format.say(rule.help)));
    if (!rule.choices.empty()) {
      script += fmt::format("complete -c pignus -n '__fish_seen_subcommand_from {}' -f -a {}\n",
                            rule.name, quoted(rule.choices));
    }
  }
  for (const FlagRule& flag : flag_rules()) {
    const bool path = flag.value == "PATH" || flag.value == "DIR";
    script += fmt::format("complete -c pignus -l {}{}{}{} -d {}\n", flag.name,
                          flag.value.empty() ? "" : " -r", path || flag.value.empty() ? "" : " -f",
                          flag.choices.empty() ? "" : " -a " + quoted(flag.choices),
                          quoted(format.say(flag.help)));
  }
  return script;
}

}  // namespace

Result<std::string> completion_script(std::string_view shell, const report::Format& format) {
  if (shell == "bash") {
    return bash_script();
  }
  if (shell == "zsh") {
    return zsh_script(format);
  }
  if (shell == "fish") {
    return fish_script(format);
  }
  return fail(ErrorCode::kUnsupported, format.say("cli.bad_shell", {std::string(shell)}));
}

}  // namespace pignus::cli
