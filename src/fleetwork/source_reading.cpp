#include "fleetwork/source_reading.h"

#include <string>
#include <system_error>

#include "registers/plain/plain_format.h"
#include "registers/reader_ids.h"

namespace pignus::fleetwork {

namespace {

namespace fs = std::filesystem;

Status read_plain(const fs::path& path, const registers::FactSink& sink,
                  registers::ReadSummary& summary) {
  summary.format = "plain format";
  summary.format_id = registers::kPlainFormatId;
  summary.readers[std::string(registers::kPlainFormatId)] = registers::kPlainFormatRevision;
  for (const std::string_view table : registers::kPlainFiles) {
    std::error_code missing;
    const auto bytes = fs::file_size(path / table, missing);
    if (!missing) summary.bytes += bytes;
  }
  return registers::read_plain_registers(path, sink);
}

Status read_mapped(const fs::path& path, const SourceReading& reading,
                   const registers::FactSink& sink, registers::ReadSummary& summary) {
  summary.format = reading.mapping->registry;
  summary.readers[std::string(registers::kMappingId)] = registers::kMappingRevision;
  registers::TableLimits limits;
  limits.child_seconds_max = reading.limits.source.child_seconds_max;
  return registers::read_mapped_file(path, *reading.mapping, reading.known, sink, limits);
}

}  // namespace

Status read_as(const fs::path& path, const SourceReading& reading, const registers::FactSink& sink,
               const Progress& progress, registers::ReadSummary& summary) {
  if (reading.mapping != nullptr) return read_mapped(path, reading, sink, summary);
  if (reading.plain) return read_plain(path, sink, summary);
  PIGNUS_ASSIGN(summary, registers::read_register_file(path, sink, reading.limits, progress));
  return {};
}

}  // namespace pignus::fleetwork
