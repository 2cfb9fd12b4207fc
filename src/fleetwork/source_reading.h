// How one source of a register is read: a file, a folder of the plain format, a table by a mapping.
#pragma once

#include <filesystem>
#include <optional>

#include "core/date.h"
#include "core/progress.h"
#include "core/result.h"
#include "registers/batch.h"
#include "registers/mapping/mapping.h"
#include "registers/read_file.h"

namespace pignus::fleetwork {

struct SourceReading {
  bool plain = false;  ///< a folder of the plain format
  registers::ReadLimits limits;
  const registers::Mapping* mapping = nullptr;  ///< read by it, whatever the content
  std::optional<Date> known;                    ///< for facts whose mapping says no day
};

/// Facts and problems to `sink`, in an order that is the source's own. `summary` holds after an
/// error what was known of the source by then.
[[nodiscard]] Status read_as(const std::filesystem::path& path, const SourceReading& reading,
                             const registers::FactSink& sink, const Progress& progress,
                             registers::ReadSummary& summary);

}  // namespace pignus::fleetwork
