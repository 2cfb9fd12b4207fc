#include <array>

#include "registers/format.h"
#include "registers/reference/damodaran.h"
#include "registers/reference/ecb_rates.h"

namespace pignus::registers {

std::span<const Format> reference_formats() {
  static constexpr std::array kFormats{
      Format{"damodaran", "Damodaran, industry tables, .xls", "January 2025", is_damodaran,
             read_damodaran},
      Format{"ecb-rates-xml", "ECB euro exchange rates, XML", "2002-08-01, made-up files only",
             is_ecb_xml, read_ecb_xml},
      Format{"ecb-rates-csv", "ECB euro exchange rates, CSV", "made-up files only", is_ecb_csv,
             read_ecb_csv}};
  return kFormats;
}

}  // namespace pignus::registers
