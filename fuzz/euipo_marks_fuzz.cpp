// Answers of the EUIPO: any bytes.
#include "check_facts.h"
#include "registers/euipo/marks_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_euipo_marks(source, file, sink);
  });
  static_cast<void>(registers::is_euipo_marks(bytes));
  return 0;
}
