// classify() for files of millions of recordings. Filers choose among few texts ("ASSIGNMENT OF
// ASSIGNOR'S INTEREST" is nine of ten), and the parties change the reading of a text only where it
// names one of them, where one of them holds for lenders, or where both are one firm. So a text is
// read once, and again only in those cases. The answer is always that of classify().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "registers/conveyance.h"
#include "registers/recording.h"

namespace pignus::registers {

class ConveyanceMemo {
 public:
  /// As classify(recording).
  void classify(Recording& recording);

  std::size_t size() const { return texts_.size(); }
  static constexpr std::size_t kTextsMax = 4096;     ///< later texts are read each time
  static constexpr std::size_t kTextBytesMax = 512;  ///< and so are longer ones

 private:
  struct Text {
    bool by_text_alone = false;  ///< the same for one firm on both sides as for two
    ConveyanceReading reading;   ///< for parties that change nothing
    std::vector<std::string> words;
    std::uint64_t first_bytes = 0;  ///< of the words
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  const Text* known(std::string_view text);

  std::unordered_map<std::string, Text, Hash, std::equal_to<>> texts_;
  std::string scratch_;
};

}  // namespace pignus::registers
