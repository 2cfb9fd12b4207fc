// What was asked and came, one line a request, so that the same command goes on where it was cut
// off. Tabs between day, request, outcome and file:
//   2026-11-24  biblio/docdb/EP.1000000.B1  saved  ops-biblio-EP.1000000.B1-2026-11-24.xml
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/date.h"
#include "core/result.h"

namespace pignus::connect {

struct Done {
  Date day;
  std::string file;  ///< "" when the service had nothing
};

class FetchLog {
 public:
  /// A missing file is an empty log; lines that are none of ours, as one cut off by a kill, count
  /// for nothing.
  [[nodiscard]] static Result<FetchLog> open(const std::filesystem::path& file);

  /// The latest answer to that request, when it is of `not_before` or later and its file is there.
  std::optional<Done> find(const std::string& id, Date not_before) const;
  /// Appends and flushes to disk.
  [[nodiscard]] Status add(const std::string& id, const Done& done);

 private:
  std::filesystem::path file_;
  std::map<std::string, Done> done_;
  bool ends_clean_ = true;
};

}  // namespace pignus::connect
