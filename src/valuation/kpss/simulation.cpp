#include "valuation/kpss/simulation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/random_stream.h"
#include "valuation/kpss/estimator.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr std::uint64_t kDaysMax = 100'000'000;

Status check_market(const KpssMarket& market) {
  PIGNUS_TRY(require(market.firms >= 1, "firms", "must be at least 1"));
  PIGNUS_TRY(require(market.days >= 2, "days", "must be at least 2"));
  PIGNUS_TRY(require(std::uint64_t{market.firms} * market.days <= kDaysMax, "firms",
                     "times days must be at most 100 million"));
  PIGNUS_TRY(require_within(market.science_share, 0, 1, "science_share"));
  PIGNUS_TRY(require_within(market.other_share, 0, 1 - market.science_share, "other_share"));
  PIGNUS_TRY(require_above_zero(market.noise, "noise"));
  return require_above_zero(market.science_scale, "science_scale");
}

double quantile_of(const std::vector<double>& sorted, double p) {
  const auto index = static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1));
  return sorted[index];
}

SampleMoments moments_of(std::vector<double> values) {
  SampleMoments moments;
  const auto n = static_cast<double>(values.size());
  for (const double value : values) {
    moments.mean += value / n;
  }
  double squares = 0;
  for (const double value : values) {
    squares += (value - moments.mean) * (value - moments.mean);
  }
  moments.standard_deviation = std::sqrt(squares / n);
  std::sort(values.begin(), values.end());
  moments.p50 = quantile_of(values, .5);
  moments.p90 = quantile_of(values, .9);
  return moments;
}

/// What an estimator may know of a firm: its variance and how often it is granted what.
struct Firm {
  std::uint64_t days = 0;
  double variance = 0;
  std::array<double, 3> share{};  ///< of days, by kind
};

std::vector<Firm> firms_of(const std::vector<FirmDay>& days) {
  std::vector<Firm> firms;
  for (const FirmDay& day : days) {
    if (day.firm_year >= firms.size()) {
      firms.resize(day.firm_year + std::size_t{1});
    }
    Firm& firm = firms[day.firm_year];
    ++firm.days;
    firm.variance += day.gained * day.gained;
    firm.share.at(static_cast<std::size_t>(day.kind)) += 1;
  }
  for (Firm& firm : firms) {
    const auto n = static_cast<double>(std::max<std::uint64_t>(firm.days, 1));
    firm.variance /= n;
    for (double& share : firm.share) {
      share /= n;
    }
  }
  return firms;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum / static_cast<double>(values.size());
}

double correlation_of(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = mean_of(x);
  const double mean_y = mean_of(y);
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    yy += (y[i] - mean_y) * (y[i] - mean_y);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  return xy / std::sqrt(xx * yy);
}

}  // namespace

Result<KpssTrueDays> simulate_kpss_days(const KpssMarket& market, std::uint64_t seed,
                                        std::uint32_t first, std::uint32_t count) {
  PIGNUS_TRY(check_market(market));
  PIGNUS_TRY(require(first <= market.firms && count <= market.firms - first, "count",
                     "must not reach beyond the market's firms"));
  KpssTrueDays truth;
  truth.days.reserve(std::size_t{count} * market.days);
  truth.worth.reserve(std::size_t{count} * market.days);
  for (std::uint32_t firm = first; firm < first + count; ++firm) {
    RandomStream stream(seed, "valuation/kpss/simulation", firm);
    const double scale = stream.uniform();
    for (std::uint32_t day = 0; day < market.days; ++day) {
      const double pick = stream.uniform();
      const int kind = pick < market.science_share                        ? 1
                       : pick < market.science_share + market.other_share ? 2
                                                                          : 0;
      const double noise = market.noise * scale * stream.normal();
      const double worth =
          kind == 0 ? 0
                    : scale * (kind == 1 ? market.science_scale : 1) * std::abs(stream.normal());
      truth.days.push_back({firm, day, kind, noise + worth});
      truth.worth.push_back(worth);
    }
  }
  return truth;
}

Result<KpssTrial> try_kpss(const KpssTrueDays& truth, const std::vector<double>& gammas) {
  PIGNUS_TRY(require(gammas.size() == 1 || gammas.size() == 2, "gammas", "must be one or two"));
  for (const double gamma : gammas) {
    PIGNUS_TRY(require_above_zero(gamma, "gammas"));
  }
  const std::vector<Firm> firms = firms_of(truth.days);
  std::array<std::vector<double>, 2> worth;
  std::array<std::vector<double>, 2> estimated;
  for (std::size_t i = 0; i < truth.days.size(); ++i) {
    const FirmDay& day = truth.days[i];
    const Firm& firm = firms[day.firm_year];
    if (day.kind == 0 || !(firm.variance > 0)) {
      continue;
    }
    const std::array<KpssDayKind, 2> kinds{KpssDayKind{gammas.front(), firm.share[1]},
                                           KpssDayKind{gammas.back(), firm.share[2]}};
    const double deviation = std::sqrt(kpss_noise_variance(firm.variance, kinds, 1));
    const auto kind = static_cast<std::size_t>(day.kind) - 1;
    worth.at(kind).push_back(truth.worth[i]);
    estimated.at(kind).push_back(kpss_expected_return(day.gained, deviation, kinds.at(kind).gamma));
  }
  PIGNUS_TRY(
      require(!worth[0].empty() && !worth[1].empty(), "days", "must hold grants of both kinds"));
  KpssTrial trial;
  trial.true_gap = mean_of(worth[0]) - mean_of(worth[1]);
  trial.estimated_gap = mean_of(estimated[0]) - mean_of(estimated[1]);
  worth[0].insert(worth[0].end(), worth[1].begin(), worth[1].end());
  estimated[0].insert(estimated[0].end(), estimated[1].begin(), estimated[1].end());
  trial.correlation = correlation_of(worth[0], estimated[0]);
  trial.worth = moments_of(std::move(worth[0]));
  trial.estimate = moments_of(std::move(estimated[0]));
  return trial;
}

}  // namespace pignus::valuation
