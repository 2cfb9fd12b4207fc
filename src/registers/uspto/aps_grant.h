// USPTO patent grants as APS text (the Green Book files, 1976 to 2001): lines of a tag of four
// columns and a value, continued on lines that begin with blanks; "PATN" begins a grant, and weekly
// files begin with a line "HHHHHT".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct ApsLimits {
  std::size_t line_bytes_max = std::size_t{64} << 10;  ///< what is over is cut off
  /// Of the fields kept of one grant (the description is not).
  std::size_t record_bytes_max = std::size_t{16} << 20;
};

/// Yields a RightRecord a grant, as read_uspto_grants does. A claim is dependent where its words
/// say so. The check digits behind patent and application numbers are held against the number: one
/// that does not fit is a problem of that field. A series code that is missing is taken from the
/// filing date. A defensive publication (T) is no patent: it is keyed by its application.
[[nodiscard]] Status read_uspto_aps_grants(ByteSource& source, std::string_view file,
                                           const FactSink& sink, const ApsLimits& limits = {});

/// Digit behind a number in these files: weights 2, 3, … from the right, modulo 11; "&" for ten.
char aps_check_digit(std::string_view digits);

}  // namespace pignus::registers
