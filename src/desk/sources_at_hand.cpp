#include "desk/sources_at_hand.h"

#include <fmt/format.h>
#include <system_error>

#include "core/sha256.h"
#include "desk/import_registers.h"
#include "desk/register_reader.h"

namespace pignus::desk {
namespace {

namespace fs = std::filesystem;

/// As describe_source() counts, without reading.
std::uint64_t bytes_of(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return fs::file_size(path, ignored);
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(path, ignored)) {
    if (entry.is_regular_file(ignored)) bytes += entry.file_size(ignored);
  }
  return bytes;
}

}  // namespace

Status SourcesAtHand::add_mapping(const fs::path& path) {
  auto mapping = registers::read_mapping(path);
  if (!mapping) return {};  // another kind of file
  PIGNUS_ASSIGN(const std::string hash, sha256_hex_of_file(path));
  mappings_.push_back({std::move(*mapping), hash});
  return {};
}

Result<SourcesAtHand> SourcesAtHand::under(const std::vector<fs::path>& paths,
                                           std::optional<Date> known) {
  SourcesAtHand sources;
  sources.known_ = known;
  for (const fs::path& path : paths) {
    PIGNUS_ASSIGN(const std::vector<fs::path> found, sources_under(path));
    for (const fs::path& one : found) {
      sources.candidates_.push_back({one, bytes_of(one), std::nullopt});
      if (one.extension() == ".toml") PIGNUS_TRY(sources.add_mapping(one));
    }
  }
  return sources;
}

std::optional<SourcesAtHand::Found> SourcesAtHand::as_mapped(
    const Candidate& candidate, const store::ImportSource& wanted) const {
  for (const Mapping& mapping : mappings_) {
    for (const std::optional<Date>& known :
         {std::optional<Date>(), known_, Date::parse(wanted.at)}) {
      const std::string variant = mapping.sha256 + (known ? " " + known->iso() : "");
      store::ImportSource source = with_variant(*candidate.described, variant);
      if (source.sha256 == wanted.sha256) {
        return Found{&candidate, &mapping, known, std::move(source)};
      }
    }
  }
  return std::nullopt;
}

Result<std::optional<SourcesAtHand::Found>> SourcesAtHand::find(const store::ImportSource& wanted,
                                                                std::string& other_name) {
  for (Candidate& candidate : candidates_) {
    if (candidate.bytes != wanted.bytes) continue;
    if (!candidate.described) {
      PIGNUS_ASSIGN(candidate.described, describe_source(candidate.path));
    }
    auto found = candidate.described->sha256 == wanted.sha256
                     ? std::optional(Found{&candidate, nullptr, {}, *candidate.described})
                     : as_mapped(candidate, wanted);
    if (!found) continue;
    // The name is part of where each fact was seen.
    if (candidate.described->name == wanted.name) return found;
    other_name = candidate.path.string();
  }
  return std::optional<Found>();
}

Status SourcesAtHand::at_hand(const store::ImportSource& wanted) {
  std::string other_name;
  PIGNUS_ASSIGN(auto found, find(wanted, other_name));
  if (found) {
    found_.insert_or_assign({wanted.name, wanted.sha256}, std::move(*found));
    return {};
  }
  if (!other_name.empty()) {
    return fail(ErrorCode::kNotFound, fmt::format("{} is it: give it its name back", other_name));
  }
  const bool mapped = wanted.reader.find("; mapping ") != std::string::npos;
  return fail(ErrorCode::kNotFound,
              mapped
                  ? "was read by a mapping, which must be there too; where a day was given, give "
                    "it again with --known"
                  : "");
}

Status SourcesAtHand::read(const store::ImportSource& wanted, store::RebuiltSource& into,
                           const registers::ReadLimits& limits, const Progress& progress) {
  const auto place = found_.find({wanted.name, wanted.sha256});
  if (place == found_.end()) {
    return fail(ErrorCode::kNotFound, "is not at hand", {wanted.name, 0, ""});
  }
  const Found& found = place->second;
  into.set_files(found.source.sha256_of_files);
  const std::optional<Date> day = Date::parse(wanted.at);
  Status taken;
  const auto take = [&](const auto& item) {
    taken = into.add(item);
    return taken.has_value();
  };
  const registers::FactSink sink{[&](registers::Fact&& fact) {
                                   date_by_import(fact, day);
                                   return take(fact);
                                 },
                                 [&](registers::Problem&& problem) { return take(problem); }};
  const fs::path& path = found.candidate->path;
  Status read;
  if (found.mapping != nullptr) {
    registers::TableLimits bounds;
    bounds.child_seconds_max = limits.source.child_seconds_max;
    read = registers::read_mapped_file(path, found.mapping->mapping, found.known, sink, bounds);
  } else {
    registers::ReadSummary summary;
    const auto reader = reader_of(path, limits_of_reading(wanted.reader, limits), summary);
    read = reader({path, wanted.sha256}, sink, progress);
  }
  if (!taken) return taken;
  return read;
}

}  // namespace pignus::desk
