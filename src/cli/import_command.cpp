// `pignus import PATH…`: files, folders of files, folders in the plain format. With --watch DIR,
// see watch_command.cpp.
#include <filesystem>
#include <optional>
#include <system_error>

#include "cli/command_functions.h"
#include "cli/imported.h"
#include "cli/runners.h"
#include "core/file.h"
#include "core/sha256.h"
#include "desk/register_reader.h"

namespace pignus::cli {

namespace {

/// A mistyped path should not leave an empty store behind.
Result<std::vector<std::string>> sources_of(const Session& session) {
  std::vector<std::string> sources;
  for (const std::string& path : session.arguments.operands) {
    PIGNUS_ASSIGN(const auto found, desk::sources_under(path));
    for (const std::filesystem::path& source : found) {
      if (!belongs_to_the_store(session, source)) sources.push_back(source.string());
    }
  }
  return sources;
}

Result<std::optional<MappedImport>> load_mapping(const Arguments& arguments) {
  if (arguments.map.empty()) return std::optional<MappedImport>();
  MappedImport mapped;
  PIGNUS_ASSIGN(mapped.mapping, registers::read_mapping(arguments.map));
  PIGNUS_ASSIGN(mapped.text, read_file(arguments.map));
  const std::string hash = sha256_hex(mapped.text);
  mapped.variant = hash + (arguments.known ? " " + arguments.known->iso() : "");
  return std::optional<MappedImport>(std::move(mapped));
}

}  // namespace

Result<int> run_import(const Session& session) {
  if (session.arguments.value("watch")) return run_watch(session);
  PIGNUS_ASSIGN(const std::vector<std::string> sources, sources_of(session));
  PIGNUS_ASSIGN(const auto mapped, load_mapping(session.arguments));
  PIGNUS_ASSIGN(auto store, session.open_store());
  const MappedImport* mapping = mapped ? &*mapped : nullptr;
  PIGNUS_ASSIGN(const auto ahead, read_ahead_of(session, store, sources, mapping));
  Json files = Json::array();
  ImportTotals totals;
  std::optional<Error> error;
  bool stop = false;
  for (std::size_t i = 0; i < sources.size() && !stop; ++i) {
    std::optional<AheadOf> place;
    if (ahead) place.emplace(AheadOf{*ahead, i});
    const Imported imported = import_path(session, store, sources[i], mapping, place);
    totals.add(imported);
    stop =
        imported.error && (ends_the_run(session, *imported.error) || (ahead && ahead->failure()));
    if (imported.error && (!error || stop)) error = imported.error;
    // A single source's error is the program's own answer, on standard error.
    if (!imported.error || sources.size() > 1) {
      if (session.arguments.json) {
        files.push_back(to_json(imported));
      } else {
        print_imported(session, imported);
      }
    }
  }
  if (session.arguments.json && !files.empty()) {
    session.print_json(
        Json{{"format", "pignus.import/1"}, {"files", files}, {"totals", totals.to_json()}});
  } else if (!session.arguments.json && sources.size() > 1) {
    totals.print(session);
  }
  if (!error) return 0;
  if (sources.size() == 1 || stop) return fail(std::move(*error));
  return exit_code(error->code);
}

}  // namespace pignus::cli
