#include <fmt/format.h>

#include "cli/command_functions.h"

namespace pignus::cli {

Result<int> run_config(const Session& session) {
  if (session.arguments.json) {
    Json list = Json::array();
    for (const Setting& setting : session.settings.all()) {
      list.push_back(
          {{"name", setting.name}, {"value", setting.value}, {"origin", setting.origin}});
    }
    session.print_json(Json{{"format", "pignus.config/1"},
                            {"file", session.settings.file().string()},
                            {"settings", list}});
    return 0;
  }
  for (const Setting& setting : session.settings.all()) {
    session.print(fmt::format("{:<10}{:<48}  {}\n", setting.name, setting.value, setting.origin));
  }
  session.print(session.format.say("cli.config.file", {session.settings.file().string()}) + "\n");
  return 0;
}

}  // namespace pignus::cli
