// Aggregates of US patents by field, section, owner and year, as romkhun/patentworld counts them
// from PatentsView and keeps them as JSON: arrays of flat objects, an object of such arrays (by
// firm), or one array with a list of years in each member (company profiles). What each table
// holds, and its traps: docs/methods/trends.md.
#pragma once

#include <string_view>

#include "core/date.h"
#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

/// One ReferenceFigure a number: series "patentworld-fields", "-sections", "-citation-lags", … by
/// the names of the columns, so a table of other columns is kUnsupported; item the field, section,
/// firm, or "all"; measure the column; date the year, the first year of a period or decade, or
/// unknown where the table has none. Company profiles give "patents" and, for each CPC section,
/// "patents.G". A missing (null) number is no figure.
///
/// The files tell no day on which they became known: `known` is the caller's to say, and a figure
/// that holds for a year after it is a problem. A problem (an unknown column, a text for a number,
/// a column that stands twice, a year that is none) names file, record and column and leaves out
/// the rest of its record; records count from 1 over the file, of nested tables by the firm. The
/// first row tells the table: where it is none, the file is kUnsupported. Limits: 64 MiB, depth 8,
/// names of 200 bytes.
[[nodiscard]] Status read_patentworld(ByteSource& source, std::string_view file, Date known,
                                      const FactSink& sink);

}  // namespace pignus::registers
