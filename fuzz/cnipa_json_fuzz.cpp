// Answers of the Chinese business-data service: any bytes.
#include "check_facts.h"
#include "registers/cnipa/company_service.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_cnipa_company_service(source, file, sink);
  });
  return 0;
}
