#include "connect/fetch_log.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

#include "core/file.h"

namespace pignus::connect {

namespace {

constexpr std::size_t kLogBytesMax = std::size_t{256} << 20;
constexpr std::string_view kSaved = "saved";
constexpr std::string_view kNothing = "nothing";

/// The four fields of a line; nullopt when it has other than four.
std::optional<std::array<std::string_view, 4>> fields_of(std::string_view line) {
  std::array<std::string_view, 4> fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto tab = line.find('\t');
    if ((tab == std::string_view::npos) != (i == 3)) return std::nullopt;
    fields[i] = line.substr(0, tab);
    if (i < 3) line.remove_prefix(tab + 1);
  }
  return fields;
}

}  // namespace

Result<FetchLog> FetchLog::open(const std::filesystem::path& file) {
  FetchLog log;
  log.file_ = file;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return log;
  PIGNUS_ASSIGN(const std::string text, read_file(file, kLogBytesMax));
  std::string_view rest = text;
  log.ends_clean_ = text.empty() || text.back() == '\n';
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) break;  // cut off
    const auto fields = fields_of(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    if (!fields) continue;
    const auto& [day_text, id, outcome, name] = *fields;
    const auto day = Date::parse(day_text);
    const bool plain = name.find('/') == std::string_view::npos;
    if (!day || !plain || (outcome != kSaved && outcome != kNothing)) continue;
    log.done_[std::string(id)] = {*day, std::string(name)};
  }
  return log;
}

std::optional<Done> FetchLog::find(const std::string& id, Date not_before) const {
  const auto it = done_.find(id);
  if (it == done_.end() || it->second.day < not_before) return std::nullopt;
  std::error_code error;
  if (!it->second.file.empty() &&
      !std::filesystem::exists(file_.parent_path() / it->second.file, error)) {
    return std::nullopt;
  }
  return it->second;
}

Status FetchLog::add(const std::string& id, const Done& done) {
  const std::string line =
      fmt::format("{}{}\t{}\t{}\t{}\n", ends_clean_ ? "" : "\n", done.day.iso(), id,
                  done.file.empty() ? kNothing : kSaved, done.file);
  const int descriptor = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const bool written =
      descriptor >= 0 &&
      ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      ::fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!written) {
    ends_clean_ = false;
    return fail(ErrorCode::kIo, fmt::format("cannot be written: {}", std::strerror(reason)),
                {file_.string(), 0, ""});
  }
  ends_clean_ = true;
  done_[id] = done;
  return {};
}

}  // namespace pignus::connect
