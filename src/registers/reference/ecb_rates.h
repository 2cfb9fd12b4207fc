// Exchange rates of the euro as the European Central Bank publishes them each working day:
// eurofxref, XML and CSV, of one day, 90 days or since 1999.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

bool is_ecb_xml(std::string_view head);
bool is_ecb_csv(std::string_view head);

/// One ReferenceFigure a rate: series "fx", item "EUR/USD", measure "rate", unit "USD per EUR";
/// date and known the day of the table, which is published that afternoon.
[[nodiscard]] Status read_ecb_xml(ByteSource& source, std::string_view file, const FactSink& sink);
[[nodiscard]] Status read_ecb_csv(ByteSource& source, std::string_view file, const FactSink& sink);

}  // namespace pignus::registers
