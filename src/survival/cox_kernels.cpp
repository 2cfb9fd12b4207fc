#include "survival/cox_kernels.h"

#include <array>
#include <cstdint>

// This file is compiled once for each instruction set: Highway includes it again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "survival/cox_kernels.cpp"
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pignus::survival {
namespace HWY_NAMESPACE {  // NOLINT: Highway's way of one namespace an instruction set

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<double, kLane>;
using Vector = hn::Vec<Tag>;

/// exp by 2^k times a polynomial (Taylor to the 13th power on |r| <= ln 2 / 2, error below 2^-53).
HWY_INLINE Vector exponential(Vector x) {
  const Tag d;
  constexpr std::array<double, 14> kInverseFactorials{1.0 / 6227020800.0,
                                                      1.0 / 479001600.0,
                                                      1.0 / 39916800.0,
                                                      1.0 / 3628800.0,
                                                      1.0 / 362880.0,
                                                      1.0 / 40320.0,
                                                      1.0 / 5040.0,
                                                      1.0 / 720.0,
                                                      1.0 / 120.0,
                                                      1.0 / 24.0,
                                                      1.0 / 6.0,
                                                      0.5,
                                                      1.0,
                                                      1.0};
  const Vector k = hn::Round(hn::Mul(x, hn::Set(d, 0x1.71547652b82fep+0)));  // 1 / ln 2
  // ln 2 in two parts, the first with so few bits that its products with k are exact.
  Vector r = hn::Sub(x, hn::Mul(k, hn::Set(d, 0x1.62e42fee00000p-1)));
  r = hn::Sub(r, hn::Mul(k, hn::Set(d, 0x1.a39ef35793c76p-33)));
  Vector sum = hn::Set(d, kInverseFactorials[0]);
  for (std::size_t i = 1; i < kInverseFactorials.size(); ++i) {
    sum = hn::Add(hn::Mul(sum, r), hn::Set(d, kInverseFactorials[i]));
  }
  // k + 1.5 * 2^52 holds k in its lowest bits, on every instruction set.
  const hn::RebindToUnsigned<Tag> du;
  const auto bits = hn::BitCast(du, hn::Add(k, hn::Set(d, 0x1.8p52)));
  const auto power = hn::ShiftLeft<52>(hn::Add(bits, hn::Set(du, 1023)));
  return hn::Mul(sum, hn::BitCast(d, power));
}

void linear_risk_here(const double* rows, std::size_t count, std::size_t stride, const double* b,
                      const double* offset, const double* weight, double* eta, double* risk) {
  const Tag d;
  const std::size_t lanes = hn::Lanes(d);
  alignas(64) std::array<double, kLane> part{};
  for (std::size_t i = 0; i < count; ++i) {
    const double* row = rows + (i * stride);
    for (std::size_t lane = 0; lane < kLane; lane += lanes) {
      Vector sum = hn::Zero(d);
      for (std::size_t k = lane; k < stride; k += kLane) {
        sum = hn::Add(sum, hn::Mul(hn::LoadU(d, row + k), hn::LoadU(d, b + k)));
      }
      hn::StoreU(sum, d, part.data() + lane);
    }
    eta[i] = ((part[0] + part[1]) + (part[2] + part[3])) + (offset != nullptr ? offset[i] : 0.0);
  }
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    Vector value = exponential(hn::LoadU(d, eta + i));
    if (weight != nullptr) value = hn::Mul(value, hn::LoadU(d, weight + i));
    hn::StoreU(value, d, risk + i);
  }
  for (; i < count; ++i) {
    hn::StoreU(exponential(hn::Set(d, eta[i])), d, part.data());
    risk[i] = weight != nullptr ? part[0] * weight[i] : part[0];
  }
}

void add_rows_here(const double* rows, std::size_t count, std::size_t stride, const double* c,
                   double* sum) {
  const Tag d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const double* row = rows + (i * stride);
    const Vector c0 = hn::Set(d, c[i]);
    const Vector c1 = hn::Set(d, c[i + 1]);
    const Vector c2 = hn::Set(d, c[i + 2]);
    const Vector c3 = hn::Set(d, c[i + 3]);
    for (std::size_t k = 0; k < stride; k += lanes) {
      const Vector first =
          hn::Add(hn::Mul(c0, hn::LoadU(d, row + k)), hn::Mul(c1, hn::LoadU(d, row + stride + k)));
      const Vector second = hn::Add(hn::Mul(c2, hn::LoadU(d, row + (2 * stride) + k)),
                                    hn::Mul(c3, hn::LoadU(d, row + (3 * stride) + k)));
      hn::StoreU(hn::Add(hn::LoadU(d, sum + k), hn::Add(first, second)), d, sum + k);
    }
  }
  for (; i < count; ++i) {
    const Vector ci = hn::Set(d, c[i]);
    for (std::size_t k = 0; k < stride; k += lanes) {
      const Vector product = hn::Mul(ci, hn::LoadU(d, rows + (i * stride) + k));
      hn::StoreU(hn::Add(hn::LoadU(d, sum + k), product), d, sum + k);
    }
  }
}

void add_gram_here(const double* rows, std::size_t count, std::size_t stride, std::size_t used,
                   const double* c, double* gram) {
  const Tag d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const double* r0 = rows + (i * stride);
    const double* r1 = r0 + stride;
    const double* r2 = r1 + stride;
    const double* r3 = r2 + stride;
    for (std::size_t j = 0; j < used; ++j) {
      const Vector c0 = hn::Set(d, c[i] * r0[j]);
      const Vector c1 = hn::Set(d, c[i + 1] * r1[j]);
      const Vector c2 = hn::Set(d, c[i + 2] * r2[j]);
      const Vector c3 = hn::Set(d, c[i + 3] * r3[j]);
      double* out = gram + (j * stride);
      for (std::size_t k = 0; k <= j; k += lanes) {
        const Vector first =
            hn::Add(hn::Mul(c0, hn::LoadU(d, r0 + k)), hn::Mul(c1, hn::LoadU(d, r1 + k)));
        const Vector second =
            hn::Add(hn::Mul(c2, hn::LoadU(d, r2 + k)), hn::Mul(c3, hn::LoadU(d, r3 + k)));
        hn::StoreU(hn::Add(hn::LoadU(d, out + k), hn::Add(first, second)), d, out + k);
      }
    }
  }
  for (; i < count; ++i) {
    const double* row = rows + (i * stride);
    for (std::size_t j = 0; j < used; ++j) {
      const Vector ci = hn::Set(d, c[i] * row[j]);
      double* out = gram + (j * stride);
      for (std::size_t k = 0; k <= j; k += lanes) {
        const Vector product = hn::Mul(ci, hn::LoadU(d, row + k));
        hn::StoreU(hn::Add(hn::LoadU(d, out + k), product), d, out + k);
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace pignus::survival
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pignus::survival {

HWY_EXPORT(linear_risk_here);
HWY_EXPORT(add_rows_here);
HWY_EXPORT(add_gram_here);

void linear_risk(const double* rows, std::size_t count, std::size_t stride, const double* b,
                 const double* offset, const double* weight, double* eta, double* risk) {
  HWY_DYNAMIC_DISPATCH(linear_risk_here)(rows, count, stride, b, offset, weight, eta, risk);
}

void add_rows(const double* rows, std::size_t count, std::size_t stride, const double* c,
              double* sum) {
  HWY_DYNAMIC_DISPATCH(add_rows_here)(rows, count, stride, c, sum);
}

void add_gram(const double* rows, std::size_t count, std::size_t stride, std::size_t used,
              const double* c, double* gram) {
  HWY_DYNAMIC_DISPATCH(add_gram_here)(rows, count, stride, used, c, gram);
}

}  // namespace pignus::survival
#endif
