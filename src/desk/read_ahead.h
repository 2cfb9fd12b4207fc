// Sources read before it is their turn, on threads or by a fleet, so that whoever stores them does
// not wait for readers. What is handed over is what reading each source here would give, and a
// source that was not read ahead, or changed since, is read here.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "desk/import_registers.h"
#include "fleet/runner.h"
#include "fleetwork/source_reading.h"

namespace pignus::desk {

struct ReadAheadPlan {
  std::vector<std::filesystem::path> sources;  ///< in the order in which they will be asked for
  fleetwork::SourceReading reading;            ///< of each; `plain` is told by the source itself
  std::string mapping_text;                    ///< of reading.mapping
  std::string variant;                         ///< as ImportOptions has it
  std::uint64_t source_bytes_max = 0;          ///< larger ones are not read ahead; 0: no bound
  /// SHA-256 of what the store has already, as today's readers read it: not read ahead.
  std::set<std::string> imported;
};

class ReadAhead {
 public:
  ReadAhead() = default;
  virtual ~ReadAhead() = default;
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// Hands over the source at this place of the list; as read_as(). Places are asked for in rising
  /// order; those left out are dropped.
  [[nodiscard]] virtual Status read(std::size_t place, const SourceAtHand& source,
                                    const registers::FactSink& sink, const Progress& progress,
                                    registers::ReadSummary& summary) = 0;
  /// Why nothing more will be read ahead: no server answers. Reading has failed with it.
  virtual std::optional<Error> failure() const { return std::nullopt; }
};

std::unique_ptr<ReadAhead> read_ahead_on_threads(ReadAheadPlan plan, std::size_t threads);

/// `build`: of this program (fleetwork::build_of).
std::unique_ptr<ReadAhead> read_ahead_by_fleet(ReadAheadPlan plan,
                                               std::unique_ptr<fleet::Runner> runner,
                                               std::string build);

/// What of the plan is worth reading: not larger than allowed, not there already. `described`: by
/// describe_variant().
bool worth_reading(const ReadAheadPlan& plan, const store::ImportSource& described);
/// How this source is read.
fleetwork::SourceReading reading_of(const ReadAheadPlan& plan, const std::filesystem::path& source);

}  // namespace pignus::desk
