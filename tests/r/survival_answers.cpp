// Prints our answers to what tests/r/survival.R asks R, one a line: name value value …
//   survival_answers LARGE.csv     also writes the rows of the larger case there
#include "r/survival_answers.h"

namespace {

using pignus::testing::SpellRows;

void write_rows(const SpellRows& rows, const char* path) {
  std::FILE* file = std::fopen(path, "w");
  if (file == nullptr) std::exit(1);
  std::fprintf(file, "entry,exit,event,stratum");
  for (std::size_t j = 0; j < rows.x.size(); ++j) std::fprintf(file, ",x%zu", j + 1);
  for (std::size_t i = 0; i < rows.exit.size(); ++i) {
    std::fprintf(file, "\n%.17g,%.17g,%d,%u", rows.entry[i], rows.exit[i], rows.event[i],
                 rows.stratum[i]);
    for (const auto& column : rows.x) std::fprintf(file, ",%.17g", column[i]);
  }
  std::fprintf(file, "\n");
  std::fclose(file);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "survival_answers LARGE.csv\n");
    return 2;
  }
  const SpellRows large = pignus::testing::large_rows();
  write_rows(large, argv[1]);
  pignus::testing::SurvivalAnswers answers;
  answers.add_small();
  answers.add_large(large);
  for (const auto& [name, values] : answers.all()) {
    std::printf("%s", name.c_str());
    for (const double value : values) std::printf(" %.17g", value);
    std::printf("\n");
  }
  return 0;
}
