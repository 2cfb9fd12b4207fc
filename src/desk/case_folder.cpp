#include "desk/case_folder.h"

#include <cstdlib>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/sha256.h"
#include "desk/case_file.h"
#include "fleetwork/market_lines.h"

namespace pignus::desk {

namespace fs = std::filesystem;

Result<CaseFolder> CaseFolder::make() {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "pignus-cases-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) {
    return fail(ErrorCode::kIo, "no folder can be made", {name, 0, ""});
  }
  return CaseFolder(name);
}

CaseFolder::CaseFolder(CaseFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

CaseFolder::~CaseFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<std::string> CaseFolder::add(const std::string& text, fleet::Job& job) const {
  std::string hash = sha256_hex(text);
  const fs::path path = path_ / hash;
  PIGNUS_TRY(write_file_atomically(path, text));
  job.inputs.emplace(hash, path);
  return hash;
}

Result<std::string> Markets::of(Date known_by, const Progress& progress, fleet::Job& job) {
  const auto found = written_.find(known_by);
  if (found != written_.end()) return found->second;
  PIGNUS_ASSIGN(const auto market, load_market(store_, known_by, progress));
  std::string text;
  PIGNUS_TRY(fleetwork::write_market(market, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  PIGNUS_ASSIGN(std::string hash, folder_.add(text, job));
  return written_[known_by] = std::move(hash);
}

}  // namespace pignus::desk
