#include "cli/commands.h"

namespace pignus::cli {

const std::vector<FlagRule>& flag_rules() {
  static const std::vector<FlagRule> kRules{
      {"json", "", "", "", "cli.flag.json"},
      {"as-of", "DATE", "", "", "cli.flag.as_of"},
      {"known", "DATE", "", "", "cli.flag.known"},
      {"map", "FILE", "", "", "cli.flag.map"},
      {"lang", "LANGUAGE", "lang", "en zh", "cli.flag.lang"},
      {"db", "PATH", "db", "", "cli.flag.db"},
      {"out", "DIR", "out", "", "cli.flag.out"},
      {"seed", "N", "seed", "", "cli.flag.seed"},
      {"paths", "N", "paths", "", "cli.flag.paths"},
      {"weights", "LIST", "", "", "cli.flag.weights"},
      {"weights-folder", "DIR", "weights_folder", "", "cli.flag.weights_folder"},
      {"currency", "CODE", "", "CNY EUR GBP JPY KRW USD", "cli.flag.currency"},
      {"color", "WHEN", "color", "auto always never", "cli.flag.color"},
      {"no-progress", "", "", "", "cli.flag.no_progress"},
      {"watch", "DIR", "", "", "cli.flag.watch"},
      {"once", "", "", "", "cli.flag.once"},
      {"lease", "SECONDS", "", "", "cli.flag.lease"},
      {"kind", "LIST", "", "", "cli.flag.kind"},
      {"into", "DIR", "", "", "cli.flag.into"},
      {"max-age", "DAYS", "", "", "cli.flag.max_age"},
      {"base-url", "URL", "", "", "cli.flag.base_url"},
      {"timeout", "SECONDS", "", "", "cli.flag.timeout"},
      {"no-import", "", "", "", "cli.flag.no_import"},
      {"log", "FILE", "log", "", "cli.flag.log"},
      {"log-level", "LEVEL", "log_level", "debug info warning error", "cli.flag.log_level"},
      {"log-format", "FORMAT", "log_format", "auto json text", "cli.flag.log_format"},
      {"metrics", "FILE", "metrics", "", "cli.flag.metrics"},
      {"limit", "NAME=VALUE", "", "", "cli.flag.limit"},
      {"quick", "", "", "", "cli.flag.quick"},
      {"online", "", "", "", "cli.flag.online"},
      {"threads", "N", "", "", "cli.flag.threads"},
      {"nats", "URL", "fleet.url", "", "cli.flag.nats"},
      {"fleet", "NAME", "fleet.name", "", "cli.flag.fleet"},
      {"tls-ca", "FILE", "fleet.tls_ca", "", "cli.flag.tls_ca"},
      {"tls-cert", "FILE", "fleet.tls_cert", "", "cli.flag.tls_cert"},
      {"tls-key", "FILE", "fleet.tls_key", "", "cli.flag.tls_key"},
      {"credentials", "FILE", "fleet.credentials", "", "cli.flag.credentials"},
      {"key", "PATH", "", "", "cli.flag.key"},
      {"public-key", "PATH", "", "", "cli.flag.public_key"},
      {"checkpoint", "PATH", "", "", "cli.flag.checkpoint"},
      {"from", "PATH", "", "", "cli.flag.from"},
      {"period", "FROM-TO", "", "", "cli.flag.period"},
      {"threshold", "SHARE", "", "", "cli.flag.threshold"},
      {"person", "NAME", "", "", "cli.flag.person"},
      {"reason", "TEXT", "", "", "cli.flag.reason"},
      {"version", "", "", "", "cli.flag.version"},
      {"help", "", "", "", "cli.flag.help"}};
  return kRules;
}

const std::vector<CommandRule>& command_rules() {
  static const std::vector<CommandRule> kRules{
      {"import", "PATH", 1, -1, true, "", "cli.command.import"},
      {"fetch", "ops|odp NUMBER", 2, -1, true, "ops odp", "cli.command.fetch"},
      {"show", "NUMBER", 1, 1, false, "", "cli.command.show"},
      {"underwrite", "DOSSIER", 1, -1, true, "", "cli.command.underwrite"},
      {"appraise", "NUMBER", 0, -1, false, "", "cli.command.appraise"},
      {"reappraise", "FILE", 1, 1, true, "", "cli.command.reappraise"},
      {"check", "DOSSIER", 1, 1, true, "", "cli.command.check"},
      {"verify", "REPORT", 1, 1, true, "", "cli.command.verify"},
      {"what-if", "DOSSIER NAME=VALUE", 2, -1, true, "", "cli.command.what_if"},
      {"formats", "", 0, 0, false, "", "cli.command.formats"},
      {"survey", "PATH", 1, -1, true, "", "cli.command.survey"},
      {"study", "", 0, 0, false, "", "cli.command.study"},
      {"reference", "SERIES ITEM", 0, 2, false, "", "cli.command.reference"},
      {"trades", "RIGHT", 0, 1, false, "", "cli.command.trades"},
      {"weights", "list|save FILE", 0, 2, true, "list save", "cli.command.weights"},
      {"jobs", "list|add|show|cancel|run …", 0, -1, true, "list add show cancel run",
       "cli.command.jobs"},
      {"db", "copy|backup|restore|rebuild PLACE", 2, -1, true, "copy backup restore rebuild",
       "cli.command.db"},
      {"train", "TASK TABLE", 2, 2, true, "", "cli.command.train"},
      {"evaluate", "MODEL TABLE", 2, 2, true, "", "cli.command.evaluate"},
      {"score", "MODEL TABLE ROW", 2, -1, true, "", "cli.command.score"},
      {"config", "", 0, 0, false, "", "cli.command.config"},
      {"doctor", "", 0, 0, false, "", "cli.command.doctor"},
      {"journal", "ACTION", 1, 5, false, "checkpoint verify prove export keys note personal",
       "cli.command.journal"},
      {"completion", "SHELL", 1, 1, false, "bash zsh fish", "cli.command.completion"}};
  return kRules;
}

}  // namespace pignus::cli
