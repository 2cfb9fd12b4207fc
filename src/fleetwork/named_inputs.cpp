#include "fleetwork/named_inputs.h"

#include <cstdlib>
#include <system_error>
#include <utility>

namespace pignus::fleetwork {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameBytesMax = 255;

}  // namespace

Result<NamedInputs> NamedInputs::make(const fleet::InputFiles& inputs,
                                      const std::vector<std::string>& names) {
  std::string name = (fs::temp_directory_path() / "pignus-read-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return fail(ErrorCode::kIo, "no folder can be made", {name, 0, ""});
  }
  NamedInputs named(name);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    std::error_code error;
    fs::create_symlink(fs::absolute(inputs[i]), named.folder_ / names[i], error);
    if (error) return fail(ErrorCode::kIo, error.message(), {names[i], 0, ""});
  }
  return named;
}

NamedInputs::NamedInputs(NamedInputs&& other) noexcept
    : folder_(std::exchange(other.folder_, {})) {}

NamedInputs::~NamedInputs() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string NamedInputs::without_folder(std::string text) const {
  const std::string prefix = folder_.string();
  for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) {
    const bool slash = text.compare(at + prefix.size(), 1, "/") == 0;
    text.erase(at, prefix.size() + (slash ? 1 : 0));
  }
  return text;
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.size() <= kNameBytesMax && name != "." && name != ".." &&
         name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

Result<std::vector<std::string>> names_in(const Json& parameters, std::size_t inputs,
                                          std::string_view kind) {
  const auto refuse = [kind] {
    return fail(ErrorCode::kInvalidInput,
                "the parameters of " + std::string(kind) + " are not as they should be");
  };
  const auto names = parameters.find("names");
  const auto plain = parameters.find("plain");
  if (names == parameters.end() || !names->is_array() || names->size() != inputs || inputs == 0 ||
      plain == parameters.end() || !plain->is_boolean() || (inputs != 1 && !plain->get<bool>())) {
    return refuse();
  }
  std::vector<std::string> list;
  for (const Json& name : *names) {
    if (!name.is_string() || !is_plain_name(name.get_ref<const std::string&>())) return refuse();
    list.push_back(name.get<std::string>());
  }
  return list;
}

}  // namespace pignus::fleetwork
