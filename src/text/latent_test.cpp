#include "text/latent.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random_stream.h"

namespace pignus::text {
namespace {

using Bags = std::vector<RightBag>;

double dot(std::span<const double> left, std::span<const double> right) {
  double sum = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    sum += left[i] * right[i];
  }
  return sum;
}

/// Texts of two fields; "uav" and "drone" never meet, but keep the same company.
Bags two_fields() {
  return {{"a1", {{"uav", 1}, {"rotor", 1}, {"wing", 1}}, {}},
          {"a2", {{"drone", 1}, {"rotor", 1}, {"wing", 1}}, {}},
          {"a3", {{"uav", 1}, {"rotor", 2}}, {}},
          {"a4", {{"drone", 1}, {"wing", 2}}, {}},
          {"b1", {{"anode", 1}, {"cell", 1}, {"lithium", 1}}, {}},
          {"b2", {{"cathode", 1}, {"cell", 1}, {"lithium", 1}}, {}},
          {"b3", {{"anode", 1}, {"lithium", 2}}, {}},
          {"b4", {{"cathode", 1}, {"cell", 2}}, {}}};
}

TextIndex indexed(const Bags& bags) {
  auto index = index_of(bags);
  EXPECT_TRUE(index);
  return std::move(*index);
}

Bags random_bags(std::size_t documents, std::size_t words, std::uint64_t seed) {
  Bags bags;
  for (std::size_t i = 0; i < documents; ++i) {
    RandomStream stream(seed, "latent_test", i);
    RightBag bag{"R" + std::to_string(1000 + i), {}, {}};
    for (int k = 0; k < 6; ++k) {
      bag.terms["w" + std::to_string(stream.below(words))] += 1;
    }
    bags.push_back(bag);
  }
  return bags;
}

/// Singular values of the same matrix, written out, by the eigenvalues of A A'.
std::vector<double> exact_strengths(const TextIndex& index) {
  Matrix rows(index.documents(), index.terms());
  for (std::uint32_t document = 0; document < index.documents(); ++document) {
    for (const Occurrence& one : index.terms_of(document)) {
      rows.at(document, one.at) = std::log(1 + static_cast<double>(one.count)) * index.idf(one.at);
    }
    const double length = std::sqrt(dot(rows.row(document), rows.row(document)));
    for (double& value : rows.row(document)) {
      value /= length;
    }
  }
  Matrix gram(rows.rows, rows.rows);
  for (std::size_t i = 0; i < rows.rows; ++i) {
    for (std::size_t j = 0; j < rows.rows; ++j) {
      gram.at(i, j) = dot(rows.row(i), rows.row(j));
    }
  }
  std::vector<double> strengths;
  for (const double value : symmetric_eigen(gram).values) {
    strengths.push_back(std::sqrt(std::max(0.0, value)));
  }
  return strengths;
}

TEST(SmallMatrix, EigenvaluesOfAKnownMatrix) {
  Matrix matrix(3, 3);  // 2 on the diagonal, -1 beside it: 2 - 2 cos(k pi / 4)
  for (std::size_t i = 0; i < 3; ++i) {
    matrix.at(i, i) = 2;
    if (i > 0) {
      matrix.at(i, i - 1) = matrix.at(i - 1, i) = -1;
    }
  }
  const SymmetricEigen eigen = symmetric_eigen(matrix);
  EXPECT_NEAR(eigen.values[0], 2 + std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(eigen.values[1], 2, 1e-12);
  EXPECT_NEAR(eigen.values[2], 2 - std::sqrt(2.0), 1e-12);
  for (std::size_t j = 0; j < 3; ++j) {
    for (std::size_t i = 0; i < 3; ++i) {
      double product = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        product += matrix.at(i, k) * eigen.vectors.at(k, j);
      }
      EXPECT_NEAR(product, eigen.values[j] * eigen.vectors.at(i, j), 1e-12);
    }
  }
}

TEST(SmallMatrix, DependentColumnsBecomeZero) {
  Matrix matrix(3, 3);
  matrix.values = {1, 2, 1, 1, 2, 0, 0, 0, 0};
  orthonormalise(matrix);
  EXPECT_NEAR(matrix.at(0, 0), std::sqrt(.5), 1e-15);
  EXPECT_EQ(matrix.at(0, 1), 0);
  EXPECT_NEAR(matrix.at(0, 2), std::sqrt(.5), 1e-15);
  EXPECT_NEAR(matrix.at(1, 2), -std::sqrt(.5), 1e-15);
}

TEST(SmallMatrix, SolvesWhatIsPositive) {
  Matrix matrix(2, 2);
  matrix.values = {4, 1, 1, 3};
  const auto solved = solve_positive(matrix, {1, 2});
  ASSERT_TRUE(solved);
  EXPECT_NEAR((*solved)[0], 1.0 / 11, 1e-15);
  EXPECT_NEAR((*solved)[1], 7.0 / 11, 1e-15);
  matrix.values = {1, 2, 2, 1};
  EXPECT_FALSE(solve_positive(matrix, {1, 2}));
}

TEST(Latent, WordsThatKeepTheSameCompanyAreNear) {
  const TextIndex index = indexed(two_fields());
  const auto space = fit_latent(index, {.rank = 2});
  ASSERT_TRUE(space);
  const auto uav = space->place(index, {{"uav", 1}});
  const auto drone = space->place(index, {{"drone", 1}});
  const auto anode = space->place(index, {{"anode", 1}});
  EXPECT_GT(dot(uav, drone), .95);
  EXPECT_LT(std::abs(dot(uav, anode)), .05);
  EXPECT_EQ(space->place(index, {{"unheard", 3}}), std::vector<double>(2, 0.0));
}

TEST(Latent, StrengthsAreTheSingularValues) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const TextIndex index = indexed(random_bags(40, 30, seed));
    const std::vector<double> exact = exact_strengths(index);
    const auto whole = fit_latent(index, {.rank = 30});
    ASSERT_TRUE(whole);
    for (std::size_t i = 0; i < whole->rank(); ++i) {
      EXPECT_NEAR(whole->strengths()[i], exact[i], 1e-6) << i;
    }
    const auto part = fit_latent(index, {.rank = 5, .extra = 10, .passes = 4});
    ASSERT_TRUE(part);
    ASSERT_EQ(part->rank(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_NEAR(part->strengths()[i] / exact[i], 1, .01) << i;
    }
  }
}

TEST(Latent, DirectionsAreOrthonormal) {
  const TextIndex index = indexed(random_bags(50, 40, 7));
  const auto space = fit_latent(index, {.rank = 12});
  ASSERT_TRUE(space);
  for (std::size_t i = 0; i < space->rank(); ++i) {
    for (std::size_t j = 0; j < space->rank(); ++j) {
      double product = 0;
      for (std::uint32_t term = 0; term < index.terms(); ++term) {
        product += space->direction(term)[i] * space->direction(term)[j];
      }
      EXPECT_NEAR(product, i == j ? 1 : 0, 1e-8);
    }
  }
}

// With all directions kept, the cosine of places is the cosine of the weighted words.
TEST(Latent, AWholeSpaceKeepsEveryCosine) {
  const TextIndex index = indexed(random_bags(30, 12, 4));
  const auto space = fit_latent(index, {.rank = 12});
  ASSERT_TRUE(space);
  ASSERT_EQ(space->rank(), 12U);
  for (std::uint32_t a = 0; a < 5; ++a) {
    for (std::uint32_t b = 5; b < 10; ++b) {
      TermCounts left;
      TermCounts right;
      for (const auto& [word, count] : index.bag(a).terms) {
        left[word] = std::log(1 + count) * index.idf(word);
      }
      for (const auto& [word, count] : index.bag(b).terms) {
        right[word] = std::log(1 + count) * index.idf(word);
      }
      EXPECT_NEAR(
          dot(space->place(index, index.bag(a).terms), space->place(index, index.bag(b).terms)),
          cosine(left, right), 1e-6);
    }
  }
}

TEST(Latent, EmptyAndBadInput) {
  const TextIndex none = indexed({});
  const auto space = fit_latent(none);
  ASSERT_TRUE(space);
  EXPECT_EQ(space->rank(), 0U);
  EXPECT_TRUE(space->place(none, {{"pump", 1}}).empty());
  EXPECT_EQ(fit_latent(none, {.rank = 0}).error().where.field, "rank");
  EXPECT_EQ(fit_latent(none, {.passes = -1}).error().where.field, "passes");
  const TextIndex some = indexed(two_fields());
  EXPECT_EQ(fit_latent(some, {.cells_max = 10}).error().code, ErrorCode::kLimitExceeded);
}

RC_GTEST_PROP(Latent, OrderOfDocumentsDoesNotMatter, ()) {
  Bags bags = random_bags(12, 15, *rc::gen::inRange(1, 1000));
  const TextIndex index = indexed(bags);
  const auto space = fit_latent(index, {.rank = 4});
  std::ranges::reverse(bags);
  const TextIndex turned = indexed(bags);
  const auto other = fit_latent(turned, {.rank = 4});
  RC_ASSERT(space.has_value() && other.has_value());
  RC_ASSERT(space->strengths() == other->strengths());
  for (const RightBag& bag : bags) {
    RC_ASSERT(space->place(index, bag.terms) == other->place(turned, bag.terms));
  }
}

}  // namespace
}  // namespace pignus::text
