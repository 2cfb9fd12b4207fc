#include "fleetwork/read_source.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <system_error>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/plain/plain_format.h"
#include "registers/read_file.h"
#include "store/fact_json.h"

namespace pignus::fleetwork {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kProblemsKept = 10;
constexpr std::size_t kNameBytesMax = 255;

/// A folder in which the inputs carry their own names; gone with it.
class NamedInputs {
 public:
  static Result<NamedInputs> make(const fleet::InputFiles& inputs,
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
  NamedInputs(NamedInputs&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  NamedInputs& operator=(NamedInputs&&) = delete;
  ~NamedInputs() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  const fs::path& folder() const { return folder_; }
  /// A message without the folder, whose name is another each time.
  std::string without_folder(std::string text) const {
    const std::string prefix = folder_.string();
    for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) {
      const bool slash = text.compare(at + prefix.size(), 1, "/") == 0;
      text.erase(at, prefix.size() + (slash ? 1 : 0));
    }
    return text;
  }

 private:
  explicit NamedInputs(fs::path folder) : folder_(std::move(folder)) {}
  fs::path folder_;
};

/// Only a name within a folder: what comes over the network must not reach out of it.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name.size() <= kNameBytesMax && name != "." && name != ".." &&
         name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

Result<std::vector<std::string>> names_in(const Json& parameters, std::size_t inputs) {
  const auto refuse = [] {
    return fail(ErrorCode::kInvalidInput,
                "the parameters of read-source are not as they should be");
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
  PIGNUS_ASSIGN(const std::vector<std::string> names, names_in(parameters, inputs.size()));
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
