// What each engine of the DOCDB benchmark counts, so that it is seen to do the same work.
#pragma once

#include <cstdint>
#include <string>

struct DocdbTotals {
  std::uint64_t records = 0;
  std::uint64_t title_bytes = 0;
  std::uint64_t owners = 0;
  std::uint64_t inventors = 0;
  std::uint64_t classes = 0;
  std::uint64_t citations = 0;
  std::uint64_t family = 0;
};

/// The same fields by expat (read_docdb_expat.cpp).
DocdbTotals read_docdb_with_expat(const std::string& path);
