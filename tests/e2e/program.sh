#!/usr/bin/env bash
# Help, settings, completions, man page: they tell the truth and agree with each other.
source "$(dirname "$0")/lib.sh"
pignus --help
expect_code 0 "help"
commands=(import fetch show underwrite appraise reappraise check verify what-if formats survey study reference weights trades jobs db train evaluate score config doctor journal completion)
for command in "${commands[@]}"; do
  expect_out "$command"
  grep -q "$command" "$tree/docs/man/pignus.1" || complain "the man page lacks $command"
done
sed 's/\\-/-/g' "$tree/docs/man/pignus.1" >"$work/man"
for flag in $(grep -oE '^  --[a-z-]+' "$work/stdout"); do
  grep -qe "$flag" "$work/man" || complain "the man page lacks $flag"
done
for command in "${commands[@]}"; do
  pignus "$command" --help
  expect_code 0 "help of $command"
  expect_out "pignus $command"
done
pignus --help --lang zh
expect_out "命令"
pignus --version
expect_code 0 "version"
expect_out "pignus "
pignus
expect_code 2 "no command"

PIGNUS_SEED=7 pignus config
expect_code 0 "config"
expect_out "environment PIGNUS_SEED"
PIGNUS_SEED=7 pignus config --seed 9 --json
printf '%s' "$out" >"$work/config.json"
[ "$(json "$work/config.json" "[s['origin'] for s in d['settings'] if s['name'] == 'seed'][0]")" = "flag --seed" ] ||
  complain "a flag beats the environment"
PIGNUS_LANG=fr pignus config
expect_code 2 "a language there is not"

pignus completion bash
expect_code 0 "bash completion"
bash -n "$work/stdout" || complain "the bash completion does not parse"
completed=$(bash -c 'source "$0"; COMP_WORDS=(pignus un); COMP_CWORD=1; _pignus; echo "${COMPREPLY[*]}"' "$work/stdout")
[ "$completed" = underwrite ] || complain "completing 'un' gave '$completed'"
pignus completion zsh
expect_code 0 "zsh completion"
pignus completion fish
expect_code 0 "fish completion"
pignus completion tcsh
expect_code 4 "a shell there is no completion for"
finish
