#include "desk/register_reader.h"

#include <system_error>

#include "registers/plain/plain_format.h"

namespace pignus::desk {

namespace {

RegisterReader plain_reader(registers::ReadSummary* summary) {
  return [summary](const std::filesystem::path& path, const registers::FactSink& sink,
                   const Progress&) {
    if (summary != nullptr) {
      summary->format = "plain format";
    }
    return registers::read_plain_registers(path, sink);
  };
}

RegisterReader file_reader(registers::ReadSummary* summary) {
  return [summary](const std::filesystem::path& path, const registers::FactSink& sink,
                   const Progress& progress) -> Status {
    PIGNUS_ASSIGN(registers::ReadSummary read,
                  registers::read_register_file(path, sink, registers::ReadLimits{}, progress));
    if (summary != nullptr) {
      *summary = std::move(read);
    }
    return {};
  };
}

}  // namespace

RegisterReader register_reader(const std::filesystem::path& path, registers::ReadSummary* summary) {
  std::error_code unreadable;  // the reader itself says so
  return std::filesystem::is_directory(path, unreadable) ? plain_reader(summary)
                                                         : file_reader(summary);
}

RegisterReader mapped_reader(const registers::Mapping& mapping, std::optional<Date> known,
                             registers::ReadSummary* summary) {
  return [&mapping, known, summary](const std::filesystem::path& path,
                                    const registers::FactSink& sink, const Progress&) {
    if (summary != nullptr) {
      summary->format = mapping.registry;
    }
    return registers::read_mapped_file(path, mapping, known, sink);
  };
}

}  // namespace pignus::desk
