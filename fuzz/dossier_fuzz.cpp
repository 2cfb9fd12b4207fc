// A dossier's four files, cut at the byte 0x1E: read whole or refused with a place, and what is
// read can be compared without facts.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "desk/dossier_reader.h"
#include "disclosure/compare.h"

namespace {

std::string_view take(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\x1e'), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);  // NOLINT
  auto dossier = pignus::desk::parse_dossier_toml(take(rest), "dossier.toml");
  if (!dossier) {
    PIGNUS_CHECK(!dossier.error().where.file.empty());
    return 0;
  }
  const pignus::desk::DossierLimits limits;
  if (const auto read =
          pignus::desk::parse_offered_rights(take(rest), "rights.csv", limits, *dossier);
      !read) {
    PIGNUS_CHECK(!read.error().where.file.empty());
    return 0;
  }
  if (const auto read =
          pignus::desk::parse_statements(take(rest), "statements.csv", limits, *dossier);
      !read) {
    PIGNUS_CHECK(!read.error().where.file.empty());
    return 0;
  }
  if (const auto read = pignus::desk::parse_plans(take(rest), "plans.toml", limits, *dossier);
      !read) {
    PIGNUS_CHECK(!read.error().where.file.empty());
    return 0;
  }
  (void)pignus::disclosure::compare(*dossier, {}, {{dossier->as_of, dossier->as_of}, false});
  return 0;
}
