// What each engine of the benchmark counts, so that it is seen to do the same work.
#pragma once

#include <cstdint>
#include <string>

struct GrantTotals {
  std::uint64_t records = 0;
  std::uint64_t title_bytes = 0;
  std::uint64_t owners = 0;
  std::uint64_t inventors = 0;
  std::uint64_t classes = 0;
  std::uint64_t citations = 0;
  std::uint64_t claims = 0;
  std::uint64_t independent = 0;
};

/// The same fields by expat, one document after another (read_grants_expat.cpp).
GrantTotals read_with_expat(const std::string& path);
