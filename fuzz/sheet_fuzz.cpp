// Spreadsheets of any bytes: .xls and .xlsx.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sheet/sheet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pignus::sheet::SheetLimits limits;
  limits.cells_max = 20'000;
  limits.expanded_bytes_max = 1U << 22;
  const auto status = pignus::sheet::read_sheets(
      std::string_view(reinterpret_cast<const char*>(data), size),
      [](const std::string&, std::uint64_t, const std::vector<pignus::sheet::Cell>&) {
        return true;
      },
      limits);
  return status ? 0 : 0;
}
