// Inputs of a shard under the names they had where they lay: readers use names, and a cache has
// none.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "fleet/work.h"

namespace pignus::fleetwork {

/// A folder in which the inputs carry their own names; gone with it.
class NamedInputs {
 public:
  [[nodiscard]] static Result<NamedInputs> make(const fleet::InputFiles& inputs,
                                                const std::vector<std::string>& names);
  NamedInputs(NamedInputs&& other) noexcept;
  NamedInputs& operator=(NamedInputs&&) = delete;
  ~NamedInputs();

  const std::filesystem::path& folder() const { return folder_; }
  /// A message without the folder, whose name is another each time.
  std::string without_folder(std::string text) const;

 private:
  explicit NamedInputs(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

/// Only a name within a folder: what comes over the network must not reach out of it.
bool is_plain_name(const std::string& name);

/// "names" of the parameters, one for each input, with "plain" (a folder of the plain format) where
/// there are several. kInvalidInput where they are not so; `kind` is told then.
[[nodiscard]] Result<std::vector<std::string>> names_in(const Json& parameters, std::size_t inputs,
                                                        std::string_view kind);

}  // namespace pignus::fleetwork
