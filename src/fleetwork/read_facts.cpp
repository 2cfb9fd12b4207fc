#include "fleetwork/read_facts.h"

#include "core/object_reader.h"
#include "fleetwork/fact_stream.h"
#include "fleetwork/named_inputs.h"

namespace pignus::fleetwork {

namespace {

/// What a shard says of how its source is read; holds the mapping.
struct Asked {
  SourceReading reading;
  std::optional<registers::Mapping> mapping;
};

registers::ReadLimits read_limits(const Json& json, JsonVerdict& verdict) {
  ObjectReader object(json, "limits", verdict);
  registers::ReadLimits limits;
  limits.archive.members_max = object.count("members_max");
  limits.archive.expanded_bytes_max = object.count("expanded_bytes_max");
  limits.archive.expansion_ratio_max = object.count("expansion_ratio_max");
  limits.archive.ratio_free_bytes = object.count("ratio_free_bytes");
  limits.source.record_bytes_max = object.count("record_bytes_max");
  limits.source.child_seconds_max = object.integer("child_seconds_max");
  object.end();
  return limits;
}

Result<Asked> asked_of(const Json& parameters) {
  Asked asked;
  JsonVerdict verdict;
  ObjectReader object(parameters, "", verdict);
  object.texts("names");
  asked.reading.plain = object.flag("plain");
  asked.reading.limits = read_limits(object.member("limits"), verdict);
  const std::string mapping = object.text("mapping");
  asked.reading.known = object.optional_day("known");
  object.end();
  PIGNUS_TRY(verdict.status({"the parameters of read-facts", 0, ""}));
  if (!mapping.empty()) {
    PIGNUS_ASSIGN(asked.mapping, registers::parse_mapping(mapping, "the mapping of read-facts"));
  }
  return asked;
}

}  // namespace

Json read_facts_parameters(const std::vector<std::string>& names, const SourceReading& reading,
                           const std::string& mapping_text) {
  const registers::ArchiveLimits& archive = reading.limits.archive;
  return {{"names", names},
          {"plain", reading.plain},
          {"limits",
           {{"members_max", archive.members_max},
            {"expanded_bytes_max", archive.expanded_bytes_max},
            {"expansion_ratio_max", archive.expansion_ratio_max},
            {"ratio_free_bytes", archive.ratio_free_bytes},
            {"record_bytes_max", reading.limits.source.record_bytes_max},
            {"child_seconds_max", reading.limits.source.child_seconds_max}}},
          {"mapping", reading.mapping != nullptr ? mapping_text : std::string()},
          {"known", reading.known ? reading.known->iso() : std::string()}};
}

Status read_facts(const fleet::InputFiles& inputs, const Json& parameters,
                  const fleet::ResultSink& sink) {
  PIGNUS_ASSIGN(const std::vector<std::string> names,
                names_in(parameters, inputs.size(), kReadFacts));
  PIGNUS_ASSIGN(Asked asked, asked_of(parameters));
  if (asked.mapping) asked.reading.mapping = &*asked.mapping;
  PIGNUS_ASSIGN(const NamedInputs named, NamedInputs::make(inputs, names));
  const std::filesystem::path source =
      asked.reading.plain ? named.folder() : named.folder() / names.front();
  FactStreamWriter writer(sink);
  registers::ReadSummary summary;
  const Status read = read_as(source, asked.reading, writer.facts(), silent_progress(), summary);
  PIGNUS_TRY(writer.status());
  if (!read && read.error().code == ErrorCode::kIo) return read;
  return writer.end(summary, read ? nullptr : &read.error(),
                    SourcePlace(source, asked.reading.plain));
}

}  // namespace pignus::fleetwork
