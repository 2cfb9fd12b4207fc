// Appraisals a minute: made-up rights of several kinds, each valued by all methods that have their
// data, reconciled, and sold in both ways, with 1,000 draws; on as many threads as asked for.
//   appraise_speed [RIGHTS [THREADS]]      default: 20000 2
// Then one interactive appraisal with 10,000 draws and its tornado. Prints a line of JSON; the sum
// of the medians is the same at any number of threads.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "valuation/appraise.h"

namespace {

using namespace pignus;

struct Right {
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  std::vector<book::Assumption> assumptions;
  std::string currency = "CNY";
};

Date day(int year, int month) {
  return Date::from_ymd(year, month, 15).value();
}

Right made_up(int number) {
  static const char* const kKinds[] = {"CN-P", "US-P", "CN-U", "CN-T", "CN-P"};
  const std::string kind = kKinds[number % 5];
  Right right;
  right.offered.id = registers::RightId{kind + "-" + std::to_string(201410000000 + number)};
  registers::RightRecord record;
  record.id = *right.offered.id;
  record.type = kind[3] == 'T'   ? registers::RightType::kTrademark
                : kind[3] == 'U' ? registers::RightType::kUtilityModel
                                 : registers::RightType::kInvention;
  const int filed = 2012 + number % 12;
  record.filing_date = day(filed, 1 + number % 12);
  record.grant_date = day(filed + 2, 1 + number % 12);
  right.facts.id = record.id;
  right.facts.records.push_back(record);
  right.status.state = registers::LegalState::kInForce;
  if (kind[3] != 'T') {
    right.status.term_end = day(filed + (kind[3] == 'U' ? 15 : 20), 1 + number % 12);
  }
  right.currency = kind[0] == 'U' ? "USD" : "CNY";
  if (number % 3 != 0) {
    right.offered.product_revenue = 1e6 * (1 + number % 40);
    right.assumptions = {
        {"royalty_rate", .01, .03, .05, "share of net sales", "bench"},
        {"royalty_rate_trademark", .001, .003, .006, "share of net sales", "bench"}};
  }
  if (number % 4 == 0) right.offered.development_cost = 2e6;
  return right;
}

valuation::AppraisalRequest request_of(const Right& right,
                                       const standards::ValuationParameters& parameters,
                                       std::uint64_t paths) {
  return {.offered = right.offered,
          .facts = right.facts,
          .status = right.status,
          .parameters = parameters,
          .assumptions = right.assumptions,
          .jurisdiction = "CN",
          .currency = Currency::parse(right.currency).value(),
          .as_of = day(2026, 6),
          .seed = 1,
          .paths = paths,
          .product = std::nullopt,
          .fees = std::nullopt};
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t rights = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 20'000;
  const std::size_t threads = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 2;
  const auto parameters = standards::load_valuation_parameters().value();
  std::vector<Right> all;
  for (std::size_t i = 0; i < rights; ++i) all.push_back(made_up(static_cast<int>(i)));
  std::vector<double> medians(rights);
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> workers;
  for (std::size_t t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] {
      for (std::size_t i = t; i < rights; i += threads) {
        medians[i] = valuation::appraise(request_of(all[i], parameters, 1'000))->value.median();
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  const double batch = seconds_since(start);
  double sum = 0;
  for (const double median : medians) sum += median;
  const auto one_start = std::chrono::steady_clock::now();
  valuation::AppraisalRequest one = request_of(all[1], parameters, 10'000);
  one.in_depth = true;
  const auto appraisal = valuation::appraise(one).value();
  const double interactive = seconds_since(one_start);
  std::printf(
      "{\"rights\": %zu, \"threads\": %zu, \"seconds\": %.3f, \"per_minute\": %.0f, "
      "\"interactive_ms\": %.1f, \"bars\": %zu, \"sum_of_medians\": %.17g}\n",
      rights, threads, batch, static_cast<double>(rights) / batch * 60, interactive * 1000,
      appraisal.sensitivities.size(), sum);
}
