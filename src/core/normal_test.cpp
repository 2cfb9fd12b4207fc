#include "core/normal.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numbers>
#include <rapidcheck/gtest.h>

namespace pignus {
namespace {

/// The slow, obvious version: integrate the conditional probability over x.
double by_quadrature(double x, double y, double rho) {
  const auto integrand = [=](double t) {
    return normal_density(t) * normal_cdf((y - rho * t) / std::sqrt(1 - rho * rho));
  };
  // Cut where the integrand turns steep, so that near |rho| = 1 the rule still resolves it.
  const double turn = rho == 0 ? 0 : y / rho;
  double sum = 0;
  double from = -12;
  for (const double to : {turn - 0.5, turn - 0.05, turn, turn + 0.05, turn + 0.5, x}) {
    const double end = std::min(to, x);
    if (end > from) {
      sum += boost::math::quadrature::gauss_kronrod<double, 61>::integrate(integrand, from, end, 12,
                                                                           1e-13);
      from = end;
    }
  }
  return sum;
}

TEST(Normal, KnownValues) {
  EXPECT_NEAR(normal_cdf(1.959963984540054), 0.975, 1e-15);
  EXPECT_NEAR(normal_quantile(0.999), 3.090232306167813, 1e-13);
  EXPECT_NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-12);
}

TEST(Normal, QuantileInvertsCdf) {
  for (const double p : {1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.9999}) {
    EXPECT_NEAR(normal_cdf(normal_quantile(p)), p, 1e-15 + 1e-13 * p);
  }
}

TEST(BivariateNormal, OrthantProbabilities) {
  for (const double rho : {-0.99, -0.5, 0.0, 0.3, 0.924, 0.926, 0.999}) {
    EXPECT_NEAR(bivariate_normal_cdf(0, 0, rho), 0.25 + std::asin(rho) / (2 * std::numbers::pi),
                1e-14);
  }
  EXPECT_DOUBLE_EQ(bivariate_normal_cdf(0.3, 1.2, 1), normal_cdf(0.3));
  EXPECT_NEAR(bivariate_normal_cdf(0.3, -0.2, -1), normal_cdf(0.3) + normal_cdf(-0.2) - 1, 1e-15);
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_DOUBLE_EQ(bivariate_normal_cdf(infinity, 0.4, 0.6), normal_cdf(0.4));
  EXPECT_DOUBLE_EQ(bivariate_normal_cdf(-infinity, 0.4, 0.6), 0);
}

RC_GTEST_PROP(BivariateNormal, AgreesWithQuadrature, ()) {
  const double x = *rc::gen::inRange(-400, 400) / 100.0;
  const double y = *rc::gen::inRange(-400, 400) / 100.0;
  const double rho = *rc::gen::inRange(-995, 996) / 1000.0;
  RC_ASSERT(std::abs(bivariate_normal_cdf(x, y, rho) - by_quadrature(x, y, rho)) < 1e-11);
}

}  // namespace
}  // namespace pignus
