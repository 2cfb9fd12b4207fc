// What every reader yields: records and problems, in the order of the file. A bad record is
// quarantined and counted; it never stops the file.
#pragma once

#include <functional>
#include <string>
#include <variant>

#include "core/result.h"
#include "registers/event.h"
#include "registers/recording.h"
#include "registers/reference/reference.h"
#include "registers/retraction.h"
#include "registers/right.h"

namespace pignus::registers {

/// A record that could not be read: the error says where and why.
struct Problem {
  Error error;
  std::string sha256;  ///< of the raw record, so that it can be found again
};

using Fact =
    std::variant<RightRecord, LegalEvent, Recording, Retraction, ReferenceFigure, TradeReport>;

/// Called for each fact and each problem. Returning false stops the reader (kCancelled).
struct FactSink {
  std::function<bool(Fact&&)> on_fact;
  std::function<bool(Problem&&)> on_problem;
};

}  // namespace pignus::registers
