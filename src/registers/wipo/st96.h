// WIPO ST.96 and its forerunner ST.66, whatever the office: documents of trademarks, designs,
// geographical indications and patents. Prefixes and the version in the namespace do not matter:
// elements are known by their local names.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct St96Limits {
  std::uint64_t record_bytes_max = std::uint64_t{64} << 20;
  std::uint64_t gap_bytes_max = std::uint64_t{64} << 20;
};

/// A record is a Trademark (ST.66: TradeMark), a DesignApplication, a GIApplication or a
/// PatentPublication, alone or within a transaction. Marks of the US become the same facts as in
/// the office's own files, recordings included (trademark/mark_case.h). A design application gives
/// a right a design; a geographical indication is a right of type unknown, keyed "<office>-T-…" by
/// its application. Versions V1 to V9 are known; another is reported.
[[nodiscard]] Status read_wipo_st96(ByteSource& source, std::string_view file, const FactSink& sink,
                                    const St96Limits& limits = {});

bool is_wipo_st96(std::string_view head);
bool is_wipo_st66(std::string_view head);

}  // namespace pignus::registers
