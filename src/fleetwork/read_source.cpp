#include "fleetwork/read_source.h"

#include <map>

#include "core/sha256.h"
#include "core/utf8.h"
#include "fleetwork/named_inputs.h"
#include "registers/plain/plain_format.h"
#include "registers/read_file.h"
#include "store/fact_json.h"

namespace pignus::fleetwork {

namespace {

constexpr std::size_t kProblemsKept = 10;

/// Counts and hashes what a reader gives.
struct Tally {
  Sha256 content;
  std::map<std::string, std::uint64_t> kinds;
  std::uint64_t facts = 0;
  std::uint64_t problems = 0;
  std::vector<Error> first_problems;

  registers::FactSink sink() {
    return {[this](registers::Fact&& fact) {
              const Sha256Digest digest = store::fact_hash(fact);
              content.update({reinterpret_cast<const char*>(digest.data()), digest.size()});
              ++kinds[store::kind_of(fact)];
              ++facts;
              return true;
            },
            [this](registers::Problem&& problem) {
              ++problems;
              if (first_problems.size() < kProblemsKept) {
                first_problems.push_back(std::move(problem.error));
              }
              return true;
            }};
  }
};

Json json_of(const Error& error, const NamedInputs& inputs) {
  return {{"code", name_of(error.code)},
          {"message", valid_utf8(inputs.without_folder(error.message))},
          {"file", valid_utf8(inputs.without_folder(error.where.file))},
          {"record", error.where.record},
          {"field", valid_utf8(error.where.field)}};
}

Result<registers::ReadSummary> read(const NamedInputs& inputs, const std::string& name, bool plain,
                                    const registers::FactSink& sink) {
  if (!plain) {
    return registers::read_register_file(inputs.folder() / name, sink, {}, silent_progress());
  }
  PIGNUS_TRY(registers::read_plain_registers(inputs.folder(), sink));
  registers::ReadSummary summary;
  summary.format = "plain format";
  summary.format_id = "plain-format";
  summary.members = 1;
  return summary;
}

}  // namespace

Json read_source_parameters(const std::vector<std::string>& names, bool plain) {
  return {{"names", names}, {"plain", plain}};
}

Result<std::string> read_source(const fleet::InputFiles& inputs, const Json& parameters) {
  PIGNUS_ASSIGN(const std::vector<std::string> names,
                names_in(parameters, inputs.size(), kReadSource));
  PIGNUS_ASSIGN(const NamedInputs named, NamedInputs::make(inputs, names));
  Tally tally;
  const auto summary = read(named, names.front(), parameters.at("plain").get<bool>(), tally.sink());
  if (!summary) {
    if (summary.error().code == ErrorCode::kIo) return fail(summary.error());
    return canonical_json({{"error", json_of(summary.error(), named)}});
  }
  Json others = Json::array();
  for (const registers::OtherMember& other : summary->others) {
    others.push_back({{"name", valid_utf8(other.name)}, {"reason", valid_utf8(other.reason)}});
  }
  Json problems = Json::array();
  for (const Error& error : tally.first_problems) problems.push_back(json_of(error, named));
  return canonical_json({{"format", summary->format},
                         {"format_id", summary->format_id},
                         {"members", summary->members},
                         {"records", summary->records},
                         {"bytes", summary->bytes},
                         {"facts", tally.facts},
                         {"problems", tally.problems},
                         {"kinds", tally.kinds},
                         {"content", hex(tally.content.finish())},
                         {"others", others},
                         {"first_problems", problems}});
}

}  // namespace pignus::fleetwork
