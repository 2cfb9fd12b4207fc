// Answers of OPS: any bytes.
#include "check_facts.h"
#include "registers/epo/ops.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_ops(source, file, sink, {.bytes_max = 1U << 17});
  });
  return 0;
}
