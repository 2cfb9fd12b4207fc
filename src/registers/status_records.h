// What a right's records say of its dates. Inside of the status engine.
#pragma once

#include <optional>

#include "core/date.h"
#include "registers/facts.h"

namespace pignus::registers {

/// What the records say, each field from the latest record that gives it.
struct RecordDates {
  std::optional<Date> filed;
  std::optional<Date> granted;
  std::optional<Date> expiry;
  std::optional<int> claims;
  RightType type = RightType::kUnknown;
  int adjustment_days = 0;
  bool terminal_disclaimer = false;
  Source source;
};

RecordDates record_dates(const RightFacts& facts);

}  // namespace pignus::registers
