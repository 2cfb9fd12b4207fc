#include "survival/cox_kernels.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "core/random_stream.h"

namespace pignus::survival {
namespace {

std::vector<double> draws(std::uint64_t seed, std::size_t count) {
  RandomStream stream(seed, "test/kernels");
  std::vector<double> values(count);
  for (double& value : values) value = stream.normal();
  return values;
}

TEST(CoxKernels, ExponentialIsWithinTwoUnitsOfTheLastPlace) {
  std::vector<double> rows, eta, risk;
  for (double x = -700; x <= 700; x += 0.0371) {
    rows.insert(rows.end(), {x, 0, 0, 0});
  }
  rows.insert(rows.end(), {0, 0, 0, 0});
  const std::size_t count = rows.size() / kLane;
  eta.resize(count);
  risk.resize(count);
  const std::vector<double> b{1, 0, 0, 0};
  linear_risk(rows.data(), count, kLane, b.data(), nullptr, nullptr, eta.data(), risk.data());
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_EQ(eta[i], rows[i * kLane]);
    EXPECT_NEAR(risk[i] / std::exp(eta[i]), 1, 4.5e-16) << eta[i];
  }
  EXPECT_EQ(risk.back(), 1);
}

TEST(CoxKernels, AgreeWithPlainLoopsAtAnyCount) {
  for (const std::size_t used : {1U, 3U, 4U, 7U, 11U}) {
    const std::size_t stride = (used + kLane - 1) / kLane * kLane;
    for (const std::size_t count : {0U, 1U, 3U, 4U, 9U, 37U}) {
      const auto rows = draws(used, count * stride);
      const auto c = draws(100 + used, count);
      const auto b = draws(200 + used, stride);
      std::vector<double> sum(stride, 1.0), gram(stride * stride, 1.0), eta(count), risk(count);
      add_rows(rows.data(), count, stride, c.data(), sum.data());
      add_gram(rows.data(), count, stride, used, c.data(), gram.data());
      linear_risk(rows.data(), count, stride, b.data(), c.data(), c.data(), eta.data(),
                  risk.data());
      for (std::size_t j = 0; j < used; ++j) {
        double expected = 1;
        for (std::size_t i = 0; i < count; ++i) expected += c[i] * rows[(i * stride) + j];
        EXPECT_NEAR(sum[j], expected, 1e-12);
        for (std::size_t k = 0; k <= j; ++k) {
          double product = 1;
          for (std::size_t i = 0; i < count; ++i) {
            product += c[i] * rows[(i * stride) + j] * rows[(i * stride) + k];
          }
          EXPECT_NEAR(gram[(j * stride) + k], product, 1e-12);
        }
      }
      for (std::size_t i = 0; i < count; ++i) {
        double linear = c[i];
        for (std::size_t k = 0; k < stride; ++k) linear += b[k] * rows[(i * stride) + k];
        EXPECT_NEAR(eta[i], linear, 1e-12);
        EXPECT_NEAR(risk[i], c[i] * std::exp(linear), 1e-12 * std::exp(linear));
      }
    }
  }
}

}  // namespace
}  // namespace pignus::survival
