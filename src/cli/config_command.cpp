#include <fmt/format.h>

#include "cli/command_functions.h"
#include "core/utf8.h"
#include "store/location.h"

namespace pignus::cli {

Result<int> run_config(const Session& session) {
  if (session.arguments.json) {
    Json list = Json::array();
    for (const Setting& setting : session.settings.all()) {
      list.push_back({{"name", setting.name},
                      {"value", valid_utf8(store::shown_location(setting.value))},
                      {"origin", valid_utf8(setting.origin)}});
    }
    session.print_json(Json{{"format", "pignus.config/1"},
                            {"file", valid_utf8(session.settings.file().string())},
                            {"settings", list}});
    return 0;
  }
  for (const Setting& setting : session.settings.all()) {
    session.print_line(fmt::format("{:<26}{:<48}  {}", setting.name,
                                   valid_utf8(store::shown_location(setting.value)),
                                   valid_utf8(setting.origin)));
  }
  session.print_line(session.format.say("cli.config.file", {session.settings.file().string()}));
  return 0;
}

}  // namespace pignus::cli
