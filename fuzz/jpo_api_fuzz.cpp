// Answers of the JPO's API: any bytes.
#include "check_facts.h"
#include "registers/jpo/api.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_jpo_api(source, file, sink);
  });
  return 0;
}
