// Cox on made-up rows, to be held against R's coxph on the same numbers (bench/run_survival).
//   survival_speed FILE ROWS COLUMNS KIND    KIND: distinct (as many times as rows), days (1,000
//                                            distinct times), late (distinct, with late entry)
// Writes the rows to FILE as columns of doubles (entry, exit, event, x1 …), fits with one and two
// threads, Efron's ties, and prints a line of JSON.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

#include "core/random_stream.h"
#include "survival/cox.h"

namespace {

using namespace pignus;

struct Table {
  std::vector<double> entry, exit, event;
  std::vector<std::uint8_t> marks;
  std::vector<std::vector<double>> x;
};

Table made_up(std::size_t rows, std::size_t columns, const std::string& kind) {
  Table table;
  table.x.resize(columns);
  for (std::size_t i = 0; i < rows; ++i) {
    RandomStream stream(1, "bench/survival", i);
    double linear = 0;
    for (std::size_t j = 0; j < columns; ++j) {
      // Every third column is a mark of 0 or 1, as field and type of a right are.
      const double value = j % 3 == 2 ? static_cast<double>(stream.below(2)) : stream.normal();
      table.x[j].push_back(value);
      linear += (j % 2 == 0 ? 0.3 : -0.2) * value;
    }
    const double time = -std::log(stream.uniform()) / std::exp(linear);
    const double censored = 3 * stream.uniform();
    double exit = std::min(time, censored);
    if (kind == "days") exit = std::ceil(exit * 1000 / 3) / 1000;
    table.entry.push_back(kind == "late" ? exit * 0.8 * stream.uniform() : 0);
    table.exit.push_back(exit);
    table.event.push_back(time <= censored ? 1 : 0);
    table.marks.push_back(time <= censored ? 1 : 0);
  }
  return table;
}

void write(const Table& table, const char* path) {
  std::FILE* file = std::fopen(path, "wb");
  if (file == nullptr) std::exit(1);
  const auto put = [&](const std::vector<double>& values) {
    if (std::fwrite(values.data(), sizeof(double), values.size(), file) != values.size()) {
      std::exit(1);
    }
  };
  put(table.entry);
  put(table.exit);
  put(table.event);
  for (const auto& column : table.x) put(column);
  std::fclose(file);
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         (1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "survival_speed FILE ROWS COLUMNS distinct|days|late\n");
    return 2;
  }
  const std::string kind = argv[4];
  const Table table =
      made_up(std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10), kind);
  write(table, argv[1]);
  std::vector<survival::Column> columns;
  for (std::size_t j = 0; j < table.x.size(); ++j) {
    columns.push_back({"x" + std::to_string(j + 1), table.x[j]});
  }
  survival::CoxInput input{{{}, table.exit, table.marks, {}, {}}, columns, {}};
  if (kind == "late") input.spells.entry = table.entry;
  std::printf("{\"rows\": %zu, \"columns\": %zu, \"kind\": \"%s\"", table.exit.size(),
              columns.size(), kind.c_str());
  survival::CoxFit first;
  for (const std::size_t threads : {1U, 2U}) {
    double best_cpu = 1e9;
    double best_wall = 1e9;
    for (int run = 0; run < 3; ++run) {
      survival::CoxOptions options;
      options.threads = threads;
      const double cpu = cpu_seconds();
      const auto start = std::chrono::steady_clock::now();
      auto fit = survival::fit_cox(input, options);
      const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
      best_cpu = std::min(best_cpu, cpu_seconds() - cpu);
      best_wall = std::min(best_wall, wall.count());
      if (!fit) {
        std::fprintf(stderr, "%s\n", describe(fit.error()).c_str());
        return 1;
      }
      if (threads == 1)
        first = std::move(*fit);
      else if (!(*fit == first))
        return 1;
    }
    std::printf(", \"cpu_%zu\": %.4f, \"wall_%zu\": %.4f", threads, best_cpu, threads, best_wall);
  }
  std::printf(", \"iterations\": %d, \"events\": %zu, \"b\": [", first.iterations, first.events);
  for (std::size_t j = 0; j < columns.size(); ++j) {
    std::printf("%s%.17g", j == 0 ? "" : ", ", first.coefficients[j]);
  }
  std::printf("]}\n");
  return 0;
}
