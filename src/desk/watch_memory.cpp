#include "desk/watch_memory.h"

#include "core/file.h"
#include "core/json.h"
#include "core/utf8.h"

namespace pignus::desk {

namespace {

constexpr std::string_view kFormat = "pignus.watch/1";

std::string text_of(const Json& object, const char* name) {
  const Json value = object.value(name, Json());
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t number_of(const Json& object, const char* name) {
  // As text: JSON numbers hold no 64 bits everywhere.
  const std::string text = text_of(object, name);
  try {
    return std::stoll(text);
  } catch (const std::exception&) {
    return -1;
  }
}

}  // namespace

WatchMemory WatchMemory::load(const std::filesystem::path& file, std::string readers) {
  WatchMemory memory;
  memory.file_ = file;
  memory.readers_ = std::move(readers);
  const auto text = read_file(file, 256U << 20);
  if (!text) return memory;
  const auto json = parse_json(*text, file.string());
  if (!json || !json->is_object() || text_of(*json, "format") != kFormat ||
      text_of(*json, "readers") != memory.readers_) {
    return memory;
  }
  const Json sources = json->value("sources", Json::object());
  if (!sources.is_object()) return memory;
  for (const auto& [path, one] : sources.items()) {
    if (!one.is_object()) continue;
    memory.sources_[path] = {static_cast<std::uint64_t>(number_of(one, "bytes")),
                             number_of(one, "modified_ns"), text_of(one, "sha256"),
                             text_of(one, "error")};
  }
  return memory;
}

bool WatchMemory::knows(const Seen& seen) const {
  const Remembered* one = find(seen.path);
  return one != nullptr && one->bytes == seen.bytes && one->modified_ns == seen.modified_ns;
}

const Remembered* WatchMemory::find(const std::filesystem::path& path) const {
  const auto it = sources_.find(path.string());
  return it == sources_.end() ? nullptr : &it->second;
}

void WatchMemory::put(const Seen& seen, std::string sha256, std::string error) {
  sources_[seen.path.string()] = {seen.bytes, seen.modified_ns, std::move(sha256),
                                  std::move(error)};
}

Status WatchMemory::save() const {
  Json sources = Json::object();
  for (const auto& [path, one] : sources_) {
    // A name that is no UTF-8 cannot stand in JSON; it is looked at again after a restart.
    if (valid_utf8(path) != path) continue;
    sources[path] = {{"bytes", std::to_string(one.bytes)},
                     {"modified_ns", std::to_string(one.modified_ns)},
                     {"sha256", one.sha256},
                     {"error", valid_utf8(one.error)}};
  }
  return write_file_atomically(
      file_,
      canonical_json({{"format", kFormat}, {"readers", readers_}, {"sources", sources}}) + "\n");
}

}  // namespace pignus::desk
