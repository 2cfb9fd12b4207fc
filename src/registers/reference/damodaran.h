// The industry tables Aswath Damodaran publishes each January (cost of capital, betas, margins,
// employees), .xls and .xlsx of one shape: rows that say what it is and the day it was updated,
// then a header row that begins with "Industry Name". Parsed through pignus-sheet.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/table/table.h"

namespace pignus::registers {

bool is_damodaran(std::string_view head);

/// One ReferenceFigure a number: series "damodaran-wacc", "-betas", "-margin", "-employee" (by the
/// columns; another table by its title), with "/REGION" behind where the file is not of US firms;
/// item the industry, measure the column, date and known the day the file says it was updated.
/// Without such a day the file is refused: none is made up. Cells "NA" and empty ones are no
/// figure.
[[nodiscard]] Status read_damodaran(ByteSource& source, std::string_view file,
                                    const FactSink& sink);
/// The same on the rows of its sheet.
[[nodiscard]] Status read_damodaran_rows(const std::vector<TableRow>& rows, std::string_view file,
                                         const FactSink& sink);

}  // namespace pignus::registers
