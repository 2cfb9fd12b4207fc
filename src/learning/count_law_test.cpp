#include "learning/count_law.h"

#include <algorithm>
#include <boost/math/distributions/negative_binomial.hpp>
#include <cmath>
#include <gtest/gtest.h>

#include "core/random_stream.h"

namespace pignus::learning {
namespace {

/// Counts with mean exp(1 + .5 x - .1 year) and size 1.5, by inversion.
struct MadeUp {
  std::vector<std::string> names{"x", "year"};
  std::vector<float> values;
  std::vector<double> log_counts;

  MadeUp(int rows, int first_year, int years, std::uint64_t seed) {
    const RandomStream streams(seed, "test/counts");
    for (int i = 0; i < rows; ++i) {
      RandomStream stream = streams.at(static_cast<std::uint64_t>(i));
      const double x = stream.normal();
      const double year = first_year + i % years;
      values.push_back(static_cast<float>(x));
      values.push_back(static_cast<float>(year));
      const double mean = std::exp(1 + .5 * static_cast<double>(static_cast<float>(x)) - .1 * year);
      const boost::math::negative_binomial_distribution<double> law(1.5, 1.5 / (1.5 + mean));
      const double u = stream.uniform();
      double count = 0;
      while (boost::math::cdf(law, count) < u) {
        count += 1;
      }
      log_counts.push_back(std::log1p(count));
    }
  }
  FeatureMatrix features() const { return {values, names.size()}; }
};

TEST(CountLaw, FindsTheLawOfMadeUpCounts) {
  const MadeUp made(20'000, 0, 4, 1);
  const CountLaw law = fit_count_law(made.names, made.features(), made.log_counts).value();
  EXPECT_NEAR(law.log_mean.intercept, 1, .03);
  EXPECT_NEAR(law.log_mean.coefficients[0], .5, .02);
  EXPECT_NEAR(law.log_mean.coefficients[1], -.1, .015);
  EXPECT_NEAR(law.size, 1.5, .06);
}

/// By R 4.2.2: optim(…, method = "BFGS", control = list(reltol = 1e-15)) over dnbinom(log = TRUE)
/// on the same twelve rows.
TEST(CountLaw, IsThatOfR) {
  const std::vector<float> x{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  std::vector<double> logs;
  for (const int count : {0, 3, 1, 7, 2, 9, 0, 14, 5, 3, 30, 6}) {
    logs.push_back(std::log1p(count));
  }
  const CountLaw law = fit_count_law({"x"}, {x, 1}, logs).value();
  EXPECT_NEAR(law.log_mean.intercept, 0.268773150, 1e-5);
  EXPECT_NEAR(law.log_mean.coefficients[0], 0.214152210, 1e-6);
  EXPECT_NEAR(law.size, 1.399966714, 1e-4);
}

TEST(CountLaw, SharesAreEvenAndTheTrendGoesOn) {
  const MadeUp before(20'000, 0, 4, 2);
  const CountLaw law = fit_count_law(before.names, before.features(), before.log_counts).value();
  const MadeUp later(20'000, 4, 2, 3);  // the next two years
  std::vector<double> draws;
  for (std::size_t i = 0; i < later.log_counts.size(); ++i) {
    draws.push_back(place_draw(7, std::to_string(i)));
  }
  const auto places = law.places(later.features(), draws);
  double inside = 0;
  double sum = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double share = places[i].share_below(later.log_counts[i]);
    ASSERT_GT(share, 0);
    ASSERT_LT(share, 1);
    sum += share;
    inside += share > .05 && share < .95 ? 1 : 0;
  }
  const auto rows = static_cast<double>(places.size());
  EXPECT_NEAR(sum / rows, .5, .015);
  EXPECT_NEAR(inside / rows, .9, .01);
}

TEST(CountLaw, TheIntervalHoldsThoseCountsWhoseShareIsInIt) {
  for (const double mean : {.2, 1.0, 5.0, 400.0}) {
    for (const double draw : {.01, .3, .7, .99}) {
      const CountPlace place{mean, 1.3, draw};
      ConformalInterval shares;
      shares.low = .04;
      shares.high = .96;
      const ConformalInterval found = count_interval(place, shares);
      for (int count = 0; count < 3'000; ++count) {
        const double log_count = std::log1p(count);
        const double share = place.share_below(log_count);
        const bool in = share >= .04 && share <= .96;
        EXPECT_EQ(in, log_count >= found.low - 1e-12 && log_count <= found.high + 1e-12)
            << mean << ' ' << draw << ' ' << count;
      }
    }
  }
  ConformalInterval all;
  all.low = -.2;
  all.high = 1.1;
  EXPECT_TRUE(count_interval({1, 1, .5}, all).unbounded);
}

TEST(CountLaw, AFullSetOfMarksAndAConstantColumnAreNoTrouble) {
  std::vector<float> values;
  std::vector<double> logs;
  for (int i = 0; i < 400; ++i) {
    values.insert(values.end(), {i % 2 == 0 ? 1.F : 0.F, i % 2 == 0 ? 0.F : 1.F, 3.F,
                                 i % 7 == 0 ? std::nanf("") : 1.F});
    logs.push_back(std::log1p(i % 2 == 0 ? i % 5 : i % 3));
  }
  const CountLaw law = fit_count_law({"a", "b", "c", "d"}, {values, 4}, logs).value();
  const auto places = law.places({values, 4}, std::vector<double>(400, .5));
  EXPECT_NEAR(places[0].mean, 2, 1e-3);  // the mean of its marks
  EXPECT_NEAR(places[1].mean, 1, .02);
}

TEST(CountLaw, RefusesWhatAreNoCounts) {
  const std::vector<float> x{1, 2, 3, 4};
  const auto broken = fit_count_law({"x"}, {x, 1}, {0, std::log1p(1.5), 0, 0});
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().where.record, 2U);
  EXPECT_FALSE(fit_count_law({"x"}, {x, 1}, {0, 0, 0, 0}).has_value());
}

TEST(CountLaw, ComesBackFromJson) {
  const MadeUp made(500, 0, 4, 4);
  const CountLaw law = fit_count_law(made.names, made.features(), made.log_counts).value();
  EXPECT_EQ(CountLaw::from_json(law.to_json()).value(), law);
  Json bad = law.to_json();
  bad["size"] = -1;
  EXPECT_FALSE(CountLaw::from_json(bad).has_value());
  EXPECT_FALSE(CountLaw::from_json(Json::array()).has_value());
}

}  // namespace
}  // namespace pignus::learning
