// The JPO's gazettes as XML, "jp-official-gazette" after WIPO ST.36 (dtd-version 1.0, 2004 to
// 2021), one document a file or several in a stream, in UTF-8, EUC-JP, Shift_JIS or what the prolog
// names. Published applications (A), national publications (A, A1), patents (B1, B2), registered
// utility models (U, Y2), designs (S). The gazettes since 2022 are ST.96 and not read here.
#pragma once

#include <string_view>

#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/record_tree.h"
#include "registers/wipo/bibliography.h"

namespace pignus::registers {

/// One RightRecord a document, keyed by its own number: of the publication (JP-P-2021193879) or of
/// the registration (JP-P-6020757), since the office numbers anew at grant; the application number,
/// which both share, is kept. `known` is the day of the gazette. Days in years of a reign are read.
/// A document without a readable number or day is a Problem.
[[nodiscard]] Status read_jpo_gazette(ByteSource& source, std::string_view file,
                                      const FactSink& sink, const TreeLimits& limits = {});

bool is_jpo_gazette_root(std::string_view name);

}  // namespace pignus::registers
