// A dossier's files, cut at the byte 0x1E: read whole or refused with a place, and what is read can
// be written and read again and compared without facts.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "book/dossier_json.h"
#include "core/check.h"
#include "cut_input.h"
#include "desk/dossier_reader.h"
#include "disclosure/compare.h"

namespace {

struct Part {
  const char* file;
  pignus::Status (*parse)(std::string_view text, std::string_view file,
                          const pignus::desk::DossierLimits& limits,
                          pignus::book::Dossier& dossier);
};
constexpr Part kParts[] = {{"rights.csv", pignus::desk::parse_offered_rights},
                           {"statements.csv", pignus::desk::parse_statements},
                           {"plans.toml", pignus::desk::parse_plans},
                           {"intangibles.toml", pignus::desk::parse_intangibles},
                           {"groups.toml", pignus::desk::parse_groups}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);  // NOLINT
  auto dossier = pignus::desk::parse_dossier_toml(pignus::fuzz::take(rest), "dossier.toml");
  if (!dossier) {
    PIGNUS_CHECK(!dossier.error().where.file.empty());
    return 0;
  }
  const pignus::desk::DossierLimits limits;
  for (const Part& part : kParts) {
    if (const auto read = part.parse(pignus::fuzz::take(rest), part.file, limits, *dossier);
        !read) {
      PIGNUS_CHECK(read.error().where.file == part.file);
      return 0;
    }
  }
  const pignus::Json written = pignus::book::to_json(*dossier);
  const auto again = pignus::book::dossier_from_json(written);
  PIGNUS_CHECK(again.has_value() && pignus::book::to_json(*again) == written);
  (void)pignus::disclosure::compare(*dossier, {}, {{dossier->as_of, dossier->as_of}, false});
  return 0;
}
