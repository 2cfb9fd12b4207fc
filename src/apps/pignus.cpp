#include <chrono>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <unistd.h>

#include "cli/application.h"
#include "cli/progress_line.h"

namespace {

pignus::Date today() {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return pignus::Date::from_days(static_cast<std::int32_t>(days.time_since_epoch().count()));
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// No two runs of a machine share it, and a reader tells the order of runs by it.
std::string run_id() {
  return fmt::format("{:x}-{:x}", now_ms(), ::getpid());
}

}  // namespace

int main(int argc, char** argv) {
  try {
    pignus::cli::install_interrupt_handler();
    pignus::cli::World world;
    world.words.assign(argv + 1, argv + argc);
    world.environment = [](std::string_view name) -> std::optional<std::string> {
      const char* value = std::getenv(std::string(name).c_str());
      return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
    world.today = today();
    world.now_ms = now_ms;
    world.run_id = run_id();
    world.out = stdout;
    world.err = stderr;
    return pignus::cli::run(world);
  } catch (const std::exception& error) {
    // Only a bug or exhausted memory comes here: expected failures are values.
    std::fprintf(stderr, "pignus: %s\n", error.what());
    return 70;
  }
}
