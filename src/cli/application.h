// The program: from words to an exit code.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "cli/settings.h"
#include "core/date.h"

namespace pignus::cli {

/// What the program takes from the world around it; a test hands in its own.
struct World {
  std::vector<std::string> words;  ///< the arguments, without the program's name
  Settings::Environment environment;
  Date today;
  std::function<std::int64_t()> now_ms;  ///< of the log: since 1970, UTC
  std::string run_id;                    ///< names this run in the log
  std::FILE* out = nullptr;
  std::FILE* err = nullptr;
};

/// Runs one command; the exit code as `pignus --help` lists it.
int run(const World& world);

}  // namespace pignus::cli
