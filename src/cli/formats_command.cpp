// `pignus formats`: the formats of registers that are read, with the versions each was tested on.
#include <algorithm>
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "registers/format.h"

namespace pignus::cli {

namespace {

std::vector<registers::Format> all_formats() {
  std::vector<registers::Format> formats;
  registers::for_each_format(
      [](const registers::Format& format, void* context) {
        static_cast<std::vector<registers::Format>*>(context)->push_back(format);
      },
      &formats);
  return formats;
}

}  // namespace

Result<int> run_formats(const Session& session) {
  const std::vector<registers::Format> formats = all_formats();
  if (session.arguments.json) {
    Json list = Json::array();
    for (const registers::Format& format : formats) {
      list.push_back({{"id", format.id},
                      {"name", format.name},
                      {"versions", format.versions},
                      {"read", format.read != nullptr}});
    }
    session.print_json(Json{{"format", "pignus.formats/1"}, {"formats", list}});
    return 0;
  }
  const auto widest = [&](std::string_view registers::Format::* column) {
    std::size_t width = 0;
    for (const registers::Format& format : formats) {
      width = std::max(width, (format.*column).size());
    }
    return width + 2;
  };
  const std::size_t ids = widest(&registers::Format::id);
  const std::size_t names = widest(&registers::Format::name);
  for (const registers::Format& format : formats) {
    session.print_line(fmt::format("{:<{}}{:<{}}{}", format.id, ids, format.name, names,
                                   format.read != nullptr
                                       ? std::string(format.versions)
                                       : session.format.say("cli.formats.not_yet_read")));
  }
  return 0;
}

}  // namespace pignus::cli
