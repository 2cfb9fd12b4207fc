#include "fleetwork/kinds.h"

#include "core/sha256.h"
#include "fleetwork/appraise_rights.h"
#include "fleetwork/read_facts.h"
#include "fleetwork/read_source.h"
#include "fleetwork/reappraise_rights.h"
#include "fleetwork/underwrite_case.h"
#include "registers/format.h"
#include "registers/reader_ids.h"
#include "standards/embedded.h"

namespace pignus::fleetwork {

namespace {

/// Raised when a kind comes to yield other bytes for the same inputs.
constexpr int kWorkRevision = 3;
constexpr std::size_t kDigits = 12;

}  // namespace

fleet::WorkRegistry all_kinds() {
  fleet::WorkRegistry registry;
  registry.add(std::string(kReadSource), read_source);
  registry.add_stream(std::string(kReadFacts), read_facts);
  registry.add(std::string(kUnderwrite), underwrite_case);
  registry.add(std::string(kAppraise), appraise_rights);
  registry.add(std::string(kReappraise), reappraise_rights);
  return registry;
}

std::string build_of(std::string_view version) {
  std::string revisions = "work " + std::to_string(kWorkRevision) + "\n";
  registers::for_each_format(
      [](const registers::Format& format, void* context) {
        auto& text = *static_cast<std::string*>(context);
        text += std::string(format.id) + " " + std::to_string(format.revision) + "\n";
      },
      &revisions);
  for (const auto& [id, revision] :
       {std::pair(registers::kPlainFormatId, registers::kPlainFormatRevision),
        std::pair(registers::kMappingId, registers::kMappingRevision)}) {
    revisions += std::string(id) + " " + std::to_string(revision) + "\n";
  }
  for (const std::string& path : standards::embedded_files("")) {
    revisions += path + " " + sha256_hex(standards::embedded_file(path)) + "\n";
  }
  return std::string(version) + "+r" + sha256_hex(revisions).substr(0, kDigits);
}

}  // namespace pignus::fleetwork
