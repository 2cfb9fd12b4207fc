// A mapping file and a table in one input, parted by a line of three dashes: neither may crash the
// reader, whatever it holds.
#include "check_facts.h"
#include "registers/mapping/mapping.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::registers;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = input.find("\n---\n");
  if (cut == std::string_view::npos) return 0;
  auto mapping = parse_mapping(input.substr(0, cut), "m.toml");
  if (!mapping || mapping->table.kind == TableKind::kSheet) return 0;
  if (!mapping->table.kind) mapping->table.kind = TableKind::kDelimited;
  const auto table = parse_table(std::string(input.substr(cut + 5)), "t", mapping->table,
                                 {1 << 16, 1 << 12, 64, 200});
  if (!table) return 0;
  const FactSink sink = pignus::fuzz::any_facts();
  const auto status = apply_mapping(*mapping, *table, pignus::Date::from_days(20'000), sink);
  return status ? 0 : 0;
}
