// The reader `import_registers` is given for a path: the plain format for a folder, the register
// formats for a file.
#pragma once

#include <filesystem>
#include <optional>

#include "desk/import_registers.h"
#include "registers/mapping/mapping.h"
#include "registers/read_file.h"

namespace pignus::desk {

/// `summary`, where given, is filled in while the reader runs and must outlive it.
RegisterReader register_reader(const std::filesystem::path& path,
                               registers::ReadSummary* summary = nullptr);

/// A table read by a mapping (registers/mapping/mapping.h); `mapping` must outlive the reader.
RegisterReader mapped_reader(const registers::Mapping& mapping, std::optional<Date> known,
                             registers::ReadSummary* summary = nullptr);

}  // namespace pignus::desk
