// Inside of the plain format: facts out of typed rows. A mapping file makes such rows out of other
// tables (registers/mapping/), so that there is one set of rules for what a field may hold.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/plain/plain_row.h"

namespace pignus::registers {

Result<RightRecord> right_of(const PlainRow& row);
Result<LegalEvent> event_of(const PlainRow& row);
Result<ReferenceFigure> figure_of(const PlainRow& row);
Result<TradeReport> trade_of(const PlainRow& row);
/// A recording on one row: parties and rights as lists in `grantors`, `grantees`, `rights`.
Result<Recording> flat_recording_of(const PlainRow& row);
/// The id of a recording in its normal form; "" where the column is empty.
Result<std::string> recording_key(const PlainRow& row, const std::string& office,
                                  std::string_view column);

}  // namespace pignus::registers
