// Weeks of remission of 42 children with leukaemia, 6-mercaptopurine against placebo (Freireich and
// others 1963): the example of Cox's paper of 1972.
#pragma once

#include <cstdint>
#include <vector>

namespace pignus::testing {

struct Freireich {
  std::vector<double> weeks{6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16, 17, 19, 20,
                            22, 23, 25, 32, 32, 34, 35, 1,  1,  2,  2,  3,  4,  4,
                            5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23};
  std::vector<std::uint8_t> relapse{1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,
                                    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  std::vector<double> treated;
  std::vector<std::uint32_t> arm;  ///< 0: 6-MP, 1: placebo

  Freireich() {
    for (std::size_t i = 0; i < weeks.size(); ++i) {
      arm.push_back(i < 21 ? 0 : 1);
      treated.push_back(i < 21 ? 1 : 0);
    }
  }
};

}  // namespace pignus::testing
