// read_fees ENGINE FILE: maintenance-fee events on one core, a line of JSON. ENGINE: rows (Pignus
// to typed rows), getline (a plain C++ program with the same fields).
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <unordered_map>

#include "measure.h"
#include "registers/io/byte_sources.h"
#include "registers/uspto/maintenance_fee.h"

namespace {

struct Totals {
  std::uint64_t events = 0, serials = 0, applications = 0, days = 0, paid = 0, years = 0, small = 0;
};

void print(const Measure& measure, const char* engine, const std::string& path, const Totals& sum) {
  measure.print(engine, path,
                {{"records", sum.events},
                 {"serials", sum.serials},
                 {"applications", sum.applications},
                 {"days", sum.days},
                 {"paid", sum.paid},
                 {"years", sum.years},
                 {"small", sum.small}});
}

int read_rows(const std::string& path) {
  using namespace pignus::registers;
  const Measure measure;
  Totals sum;
  auto source = open_plain_file(path);
  if (!source) return 1;
  const MaintenanceSink sink{
      .on_rows =
          [&](std::span<const MaintenanceRow> rows) {
            for (const MaintenanceRow& row : rows) {
              ++sum.events;
              sum.serials += row.serial;
              sum.applications += row.application;
              sum.days += static_cast<std::uint64_t>(row.date.days_since_1970() +
                                                     row.filed.exact()->days_since_1970() +
                                                     row.granted.exact()->days_since_1970());
              sum.paid += row.code->effect == "paid" ? 1U : 0U;
              sum.years += static_cast<unsigned>(row.code->fee_year);
              sum.small += row.entity == 'Y' ? 1U : 0U;
            }
            return true;
          },
      .on_problem = [](Problem&&) { return true; }};
  if (!read_maintenance_fee_rows(**source, path, sink)) return 1;
  print(measure, "pignus rows", path, sum);
  return 0;
}

/// Columns by substr, numbers by stoul, dates by the calendar of the standard library, codes from a
/// hash map: what one writes without thinking of speed.
std::int64_t days_of(const std::string& text) {
  using namespace std::chrono;
  const year_month_day date{year{std::stoi(text.substr(0, 4))},
                            month{static_cast<unsigned>(std::stoul(text.substr(4, 2)))},
                            day{static_cast<unsigned>(std::stoul(text.substr(6, 2)))}};
  return sys_days{date}.time_since_epoch().count();
}

int read_lines(const std::string& path) {
  const Measure measure;
  Totals sum;
  std::unordered_map<std::string, pignus::registers::MaintenanceCode> codes;
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    ++sum.events;
    sum.serials += std::stoul(line.substr(0, 13));
    sum.applications += std::stoul(line.substr(14, 8));
    sum.days += static_cast<std::uint64_t>(
        days_of(line.substr(25, 8)) + days_of(line.substr(34, 8)) + days_of(line.substr(43, 8)));
    std::string code = line.substr(52);
    while (!code.empty() && (code.back() == ' ' || code.back() == '\r')) code.pop_back();
    auto found = codes.find(code);
    if (found == codes.end()) {
      found = codes.emplace(code, pignus::registers::maintenance_code(code).value()).first;
    }
    sum.paid += found->second.effect == "paid" ? 1U : 0U;
    sum.years += static_cast<unsigned>(found->second.fee_year);
    sum.small += line[23] == 'Y' ? 1U : 0U;
  }
  print(measure, "getline (C++)", path, sum);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: read_fees rows|getline FILE\n", stderr);
    return 2;
  }
  return std::strcmp(argv[1], "rows") == 0 ? read_rows(argv[2]) : read_lines(argv[2]);
}
