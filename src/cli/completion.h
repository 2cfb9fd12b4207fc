// Shell completions, made from the tables of commands.h, so that they never lag behind.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "report/format.h"

namespace pignus::cli {

/// The script for "bash", "zsh" or "fish"; kUnsupported for another shell.
[[nodiscard]] Result<std::string> completion_script(std::string_view shell,
                                                    const report::Format& format);

}  // namespace pignus::cli
