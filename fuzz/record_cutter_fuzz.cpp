// The cutter must give the same records however the stream is split, and each record must lie in
// the input where it says.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/check.h"
#include "registers/io/byte_sources.h"
#include "registers/io/record_cutter.h"

namespace {

using pignus::registers::ByteSource;
using pignus::registers::CutterLimits;
using pignus::registers::RecordCutter;

class Dripping : public ByteSource {
 public:
  Dripping(std::string_view bytes, std::size_t step) : rest_(bytes), step_(step) {}
  pignus::Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    const std::size_t size = std::min({capacity, step_, rest_.size()});
    std::copy_n(rest_.data(), size, buffer);
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
  std::size_t step_;
};

struct Seen {
  std::string text;
  std::uint64_t offset = 0;
  bool plain = true;
  std::string problem;
  friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> cut(std::string_view input, std::size_t step) {
  Dripping source(input, step);
  RecordCutter cutter(source, "fuzz", {"r", "record"},
                      CutterLimits{.record_bytes_max = 300, .gap_bytes_max = 600});
  std::vector<Seen> seen;
  while (true) {
    auto record = cutter.next();
    if (!record) {
      seen.push_back({"", 0, true, describe(record.error())});
      return seen;
    }
    if (!*record) return seen;
    const auto& one = **record;
    PIGNUS_CHECK(one.number == seen.size() + 1);
    PIGNUS_CHECK(input.substr(one.offset, one.text.size()) == one.text);
    PIGNUS_CHECK(one.problem.has_value() || one.text.ends_with('>'));
    seen.push_back(
        {std::string(one.text), one.offset, one.plain, one.problem ? describe(*one.problem) : ""});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto whole = cut(input, size + 1);
  PIGNUS_CHECK(whole == cut(input, 1));
  PIGNUS_CHECK(whole == cut(input, 7));
  return 0;
}
