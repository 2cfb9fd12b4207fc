// The program: from words to an exit code.
#pragma once

#include <cstdio>
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
  std::FILE* out = nullptr;
  std::FILE* err = nullptr;
};

/// Runs one command; the exit code as `pignus --help` lists it.
int run(const World& world);

}  // namespace pignus::cli
