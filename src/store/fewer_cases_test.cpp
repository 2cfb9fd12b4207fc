// On a server each case of a property makes a database of its own, and each seed many commits:
// fewer of both, unless the environment asks for another number.
#include <cstdlib>

namespace {

[[maybe_unused]] const bool kFewer = [] {
  if (std::getenv("PIGNUS_TEST_POSTGRES") == nullptr) return false;
  // Before main: nobody else reads the environment yet.
  ::setenv("RC_PARAMS", "max_success=10", 0);    // NOLINT(concurrency-mt-unsafe)
  ::setenv("PIGNUS_SIMULATION_SEEDS", "20", 0);  // NOLINT(concurrency-mt-unsafe)
  return true;
}();

}  // namespace
