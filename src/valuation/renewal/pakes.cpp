#include "valuation/renewal/pakes.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/check.h"
#include "core/normal.h"
#include "core/random_stream.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr std::size_t kAgesMax = 100;
constexpr std::size_t kGridPoints = 2000;
constexpr double kGridLow = 1e-5;  // of the scale of money
constexpr double kGridHigh = 1e4;
constexpr int kHalvings = 100;

Status check_model(const PakesModel& model) {
  PIGNUS_TRY(require(!model.fees.empty() && model.fees.size() <= kAgesMax, "fees",
                     "must cover 1 to 100 ages"));
  for (const double fee : model.fees) {
    PIGNUS_TRY(require(std::isfinite(fee) && fee >= 0, "fees", "must not be below zero"));
  }
  PIGNUS_TRY(require(*std::max_element(model.fees.begin(), model.fees.end()) > 0, "fees",
                     "must not all be zero: every right would live to the end"));
  PIGNUS_TRY(require_within(model.discount, 0, 5, "discount"));
  PIGNUS_TRY(require_above_zero(model.survival, "survival"));
  PIGNUS_TRY(require_within(model.keep, 0, 1, "keep"));
  PIGNUS_TRY(require(std::isfinite(model.learning) && model.learning >= 0, "learning",
                     "must not be below zero"));
  return require_within(model.learning_decay, 0, 1, "learning_decay");
}

/// Zero, then evenly spaced in logs.
std::vector<double> grid_for(const PakesModel& model) {
  const double scale =
      std::max(*std::max_element(model.fees.begin(), model.fees.end()), model.learning);
  std::vector<double> grid{0};
  const double step = std::log(kGridHigh / kGridLow) / (kGridPoints - 1);
  for (std::size_t i = 0; i < kGridPoints; ++i) {
    grid.push_back(scale * kGridLow * std::exp(step * static_cast<double>(i)));
  }
  return grid;
}

/// Mean of z drawn on the way from `age` to the next.
double learning_at(const PakesModel& model, int age) {
  return model.learning * std::pow(model.learning_decay, age - 1);
}

/// A function that is linear between grid points and beyond the last goes on as it came.
struct Piecewise {
  const std::vector<double>& grid;
  const std::vector<double>& values;

  std::size_t cell_of(double x) const {
    const auto above = std::upper_bound(grid.begin(), grid.end(), x);
    const auto cell = static_cast<std::size_t>(above - grid.begin());
    return std::min(cell, grid.size() - 1) - 1;
  }
  double slope(std::size_t cell) const {
    return (values[cell + 1] - values[cell]) / (grid[cell + 1] - grid[cell]);
  }
  double at(double x) const {
    const std::size_t cell = cell_of(x);
    return values[cell] + slope(cell) * (x - grid[cell]);
  }
};

/// Integral over x from low to high of (value + slope (x - low)) e^(-x/mean) / mean; high may be
/// infinite (pass `last`).
double cell_integral(double low, double high, double value, double slope, double mean, bool last) {
  const double at_low = std::exp(-low / mean);
  if (last) {
    return at_low * (value + slope * mean);
  }
  const double at_high = std::exp(-high / mean);
  return value * at_low - (value + slope * (high - low)) * at_high +
         slope * mean * (at_low - at_high);
}

/// Integrals of V above each grid point over the density of z.
std::vector<double> tails_of(const Piecewise& value, double mean) {
  const std::size_t n = value.grid.size();
  std::vector<double> tails(n, 0);
  if (mean == 0) {
    return tails;
  }
  tails[n - 1] =
      cell_integral(value.grid[n - 1], 0, value.values[n - 1], value.slope(n - 2), mean, true);
  for (std::size_t i = n - 1; i-- > 0;) {
    tails[i] = tails[i + 1] + cell_integral(value.grid[i], value.grid[i + 1], value.values[i],
                                            value.slope(i), mean, false);
  }
  return tails;
}

}  // namespace

double PakesSolution::expected_next(int age, double present_return) const {
  PIGNUS_CHECK(age >= 1 && age <= ages() && present_return >= 0);
  if (age == ages()) {
    return 0;
  }
  const auto next = static_cast<std::size_t>(age);
  const Piecewise value{grids_[next], values_[next]};
  const double kept = model_.keep * present_return;
  const double alive = -std::expm1(-model_.survival * present_return);
  const double mean = learning_at(model_, age);
  if (mean == 0) {
    return alive * value.at(kept);
  }
  const std::size_t cell = value.cell_of(kept);
  const double at_kept = value.at(kept);
  const bool beyond = kept >= value.grid.back();
  const double above =
      beyond ? cell_integral(kept, 0, at_kept, value.slope(cell), mean, true)
             : cell_integral(kept, value.grid[cell + 1], at_kept, value.slope(cell), mean, false) +
                   tails_[next][cell + 1];
  return alive * (at_kept * -std::expm1(-kept / mean) + above);
}

double PakesSolution::value(int age, double present_return) const {
  PIGNUS_CHECK(age >= 1 && age <= ages() && present_return >= 0);
  const double fee = model_.fees[static_cast<std::size_t>(age) - 1];
  const double going_on =
      present_return - fee + expected_next(age, present_return) / (1 + model_.discount);
  return std::max(0.0, going_on);
}

double PakesSolution::cut_off_of(int age) const {
  // Going on gains with the return and is worth paying at the latest when it meets the fee alone.
  const double fee = model_.fees[static_cast<std::size_t>(age) - 1];
  double low = 0;
  double high = fee;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = low + (high - low) / 2;
    const bool pays = middle + expected_next(age, middle) / (1 + model_.discount) >= fee;
    (pays ? high : low) = middle;
  }
  return high;
}

Result<PakesSolution> PakesSolution::solve(PakesModel model) {
  PIGNUS_TRY(check_model(model));
  PakesSolution solution;
  solution.model_ = std::move(model);
  const std::vector<double> common = grid_for(solution.model_);
  const auto ages = static_cast<std::size_t>(solution.ages());
  solution.grids_.assign(ages, common);
  solution.values_.assign(ages, {});
  solution.tails_.assign(ages, {});
  solution.cut_offs_.assign(ages, 0);
  for (int age = solution.ages(); age >= 1; --age) {
    const auto row = static_cast<std::size_t>(age) - 1;
    const double cut_off = solution.cut_off_of(age);
    solution.cut_offs_[row] = cut_off;
    // The value bends at the cut-off: a grid point there keeps it exact.
    std::vector<double>& grid = solution.grids_[row];
    const auto place = std::lower_bound(grid.begin(), grid.end(), cut_off);
    if (place == grid.end() || *place != cut_off) {
      grid.insert(place, cut_off);
    }
    for (const double point : grid) {
      solution.values_[row].push_back(solution.value(age, point));
    }
    if (age > 1) {
      solution.tails_[row] =
          tails_of({grid, solution.values_[row]}, learning_at(solution.model_, age - 1));
    }
  }
  return solution;
}

Distribution pakes_initial_values(const PakesSolution& solution, double mu, double sigma) {
  PIGNUS_CHECK(sigma > 0);
  constexpr int kStrata = 2000;
  std::vector<double> values;
  for (int i = 0; i < kStrata; ++i) {
    const double score = normal_quantile((i + 0.5) / kStrata);
    values.push_back(solution.value(1, std::exp(mu + sigma * score)));
  }
  return Distribution::from_samples(values);
}

PakesLife simulate_pakes_life(const PakesSolution& solution, double first_return,
                              std::uint64_t seed, std::string_view key, std::uint64_t path) {
  const PakesModel& model = solution.model();
  RandomStream stream(seed, "valuation/pakes/" + std::string(key), path);
  PakesLife life;
  double present = first_return;
  double discount = 1;
  for (int age = 1; age <= solution.ages(); ++age) {
    const auto row = static_cast<std::size_t>(age) - 1;
    if (present < solution.cut_offs()[row]) {
      break;
    }
    life.net_value += discount * (present - model.fees[row]);
    ++life.fees_paid;
    discount /= 1 + model.discount;
    const bool obsolete = stream.uniform() < std::exp(-model.survival * present);
    const double found = -std::log(stream.uniform()) * learning_at(model, age);
    present = obsolete ? 0 : std::max(model.keep * present, found);
  }
  return life;
}

}  // namespace pignus::valuation
