// Bytes for a reader: a text, given out in pieces of any size so that cuts fall everywhere.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "registers/io/byte_source.h"

namespace pignus::testing {

class StringSource : public registers::ByteSource {
 public:
  explicit StringSource(std::string text, std::size_t piece = 1U << 20)
      : text_(std::move(text)), piece_(piece) {}

  static StringSource of_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return StringSource({std::istreambuf_iterator<char>(in), {}});
  }

  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    const std::size_t count = std::min({capacity, piece_, text_.size() - at_});
    std::copy_n(text_.data() + at_, count, buffer);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

}  // namespace pignus::testing
