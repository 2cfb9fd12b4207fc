// What the Open Data Portal says outside of file wrappers: proceedings of the trial and appeal
// board, interferences, petition decisions, lists of documents. Inside of odp.cpp.
#pragma once

#include <set>
#include <simdjson.h>
#include <string>
#include <string_view>

#include "registers/batch.h"

namespace pignus::registers::uspto {

/// Reads the records of one file. A trial's petition and institution are told once, though each of
/// its documents repeats them.
class ProceedingReader {
 public:
  explicit ProceedingReader(const FactSink& sink) : sink_(sink) {}

  /// False: the sink wants no more. `bag` is the list that the record stood in.
  bool read(std::string_view bag, const simdjson::dom::object& record, const Source& source);

 private:
  const FactSink& sink_;
  std::set<std::string, std::less<>> told_;  ///< trials already told, at most kToldMax
};

}  // namespace pignus::registers::uspto
