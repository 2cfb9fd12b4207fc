// The inner loops of the Cox likelihood, for the instruction set at hand (Highway). A row is
// `stride` doubles, a multiple of kLane; each sum runs over the rows in one order whatever the
// width of the vectors, and no multiplication is fused with an addition: the same bytes everywhere.
#pragma once

#include <cstddef>

namespace pignus::survival {

constexpr std::size_t kLane = 4;

/// eta[i] = offset[i] + row_i'b and risk[i] = weight[i] exp(eta[i]). `offset` and `weight` may be
/// null: 0 and 1. |eta| up to 700; beyond it `risk` is of no use.
void linear_risk(const double* rows, std::size_t count, std::size_t stride, const double* b,
                 const double* offset, const double* weight, double* eta, double* risk);

/// sum[k] += sum_i c[i] row_i[k].
void add_rows(const double* rows, std::size_t count, std::size_t stride, const double* c,
              double* sum);

/// gram[j * stride + k] += sum_i c[i] row_i[j] row_i[k] for k <= j < used (and some k above j).
void add_gram(const double* rows, std::size_t count, std::size_t stride, std::size_t used,
              const double* c, double* gram);

}  // namespace pignus::survival
