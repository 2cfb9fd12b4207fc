// The reader `import_registers` is given for a path: the plain format for a folder, the register
// formats for a file.
#pragma once

#include <filesystem>

#include "desk/import_registers.h"
#include "registers/read_file.h"

namespace pignus::desk {

/// `summary`, where given, is filled in while the reader runs and must outlive it.
RegisterReader register_reader(const std::filesystem::path& path,
                               registers::ReadSummary* summary = nullptr);

}  // namespace pignus::desk
