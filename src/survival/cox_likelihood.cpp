#include "survival/cox_likelihood.h"

#include <algorithm>
#include <cmath>

#include "survival/cox_kernels.h"
#include "survival/parallel.h"
#include "survival/risk_sums.h"
#include "survival/tie_terms.h"

namespace pignus::survival {

namespace {

constexpr double kEtaMax = 700;  // exp of it is a finite double, and so is a sum of 2^31 of them
constexpr std::size_t kBatch = 64;

}  // namespace

/// Outer products wait here until there are enough for one call of the kernel.
struct CoxLikelihood::Work {
  std::vector<double> vectors;
  std::vector<double> factors;
  std::size_t count = 0;
  std::size_t stride;
  std::size_t used;
  double* gram;
  double minus_log = 0;

  Work(std::size_t stride_in, std::size_t used_in, double* gram_in)
      : vectors(kBatch * stride_in),
        factors(kBatch),
        stride(stride_in),
        used(used_in),
        gram(gram_in) {}
  double* next(double factor) {
    if (count == kBatch) flush();
    factors[count] = factor;
    return vectors.data() + (stride * count++);
  }
  void flush() {
    add_gram(vectors.data(), count, stride, used, factors.data(), gram);
    count = 0;
  }
};

CoxLikelihood::CoxLikelihood(const CoxRows& rows, Ties ties, std::size_t threads)
    : rows_(rows),
      ties_(ties),
      threads_(threads),
      event_sum_(rows.stride),
      b_(rows.stride),
      eta_(rows.rows()),
      risk_(rows.rows()),
      hazard_(rows.group_count()),
      tied_(rows.group_count()),
      lambda_(rows.group_count() + 1),
      tail_sums_((rows.chunks.size() + 1) * rows.stride),
      minus_log_(rows.chunks.size()),
      first_gram_(rows.chunks.size() * rows.stride * rows.stride),
      second_gram_(rows.chunks.size() * rows.stride * rows.stride) {
  for (std::size_t g = 0; g < rows.group_count(); ++g) {
    for (std::size_t i = rows.groups[g].begin; i < rows.groups[g].begin + rows.groups[g].events;
         ++i) {
      const double weight = rows.weight_of(i);
      for (std::size_t k = 0; k < rows.stride; ++k) event_sum_[k] += weight * rows.row(i)[k];
      if (!rows.offset.empty()) event_offset_ += weight * rows.offset[i];
    }
  }
}

bool CoxLikelihood::set_risks(std::span<const double> b) {
  const std::size_t stride = rows_.stride;
  std::copy(b.begin(), b.end(), b_.begin());
  std::vector<char> usable(rows_.chunks.size());
  for_each_block(threads_, rows_.chunks.size(), [&](std::size_t block) {
    const Chunk& chunk = rows_.chunks[block];
    const std::size_t begin = chunk.row_begin;
    const std::size_t count = chunk.row_end - begin;
    linear_risk(rows_.row(begin), count, stride, b_.data(),
                rows_.offset.empty() ? nullptr : rows_.offset.data() + begin,
                rows_.weight.empty() ? nullptr : rows_.weight.data() + begin, eta_.data() + begin,
                risk_.data() + begin);
    bool good = true;
    for (std::size_t i = begin; i < chunk.row_end; ++i) good &= std::abs(eta_[i]) <= kEtaMax;
    usable[block] = good ? 1 : 0;
    double* sums = tail_sums_.data() + ((block + 1) * stride);
    std::fill_n(sums, stride, 0.0);
    add_rows(rows_.row(chunk.tail_row), chunk.row_end - chunk.tail_row, stride,
             risk_.data() + chunk.tail_row, sums);
  });
  return std::all_of(usable.begin(), usable.end(), [](char good) { return good != 0; });
}

void CoxLikelihood::carry_sums() {
  const std::size_t stride = rows_.stride;
  for (std::size_t block = 0; block < rows_.chunks.size(); ++block) {
    if (rows_.chunks[block].has_start) continue;
    for (std::size_t k = 0; k < stride; ++k) {
      tail_sums_[((block + 1) * stride) + k] += tail_sums_[(block * stride) + k];
    }
  }
}

std::vector<double> CoxLikelihood::event_risk_sums(std::size_t group) const {
  std::vector<double> sums(rows_.stride);
  const TieGroup& ties = rows_.groups[group];
  add_rows(rows_.row(ties.begin), ties.events, rows_.stride, risk_.data() + ties.begin,
           sums.data());
  return sums;
}

/// The terms of one event time, whose risk set sums to `sums`. The outer products of S - a_k D,
/// weighted and summed, are
///   q0 S S' - q1 (S D' + D S') + q2 D D' = q0 (S - c D)(S - c D)' + (q2 - c q1) D D', c = q1/q0:
/// two products, however many events are tied.
void CoxLikelihood::use_group(std::size_t group, const double* sums, Work& work) {
  const TieGroup& ties = rows_.groups[group];
  const std::size_t p = rows_.columns;
  const bool several = ties.events > 1 && ties_ == Ties::kEfron;
  const std::vector<double> tied = several ? event_risk_sums(group) : std::vector<double>();
  const TieTerms terms =
      tie_terms(ties_, event_weight(group), ties.events, sums[p], several ? tied[p] : 0);
  hazard_[group] = terms.hazard;
  tied_[group] = terms.tied;
  work.minus_log += terms.minus_log;
  double* first = work.next(terms.q0);
  std::copy_n(sums, rows_.stride, first);
  if (!several) return;
  const double c = terms.q1 / terms.q0;
  for (std::size_t k = 0; k < rows_.stride; ++k) first[k] -= c * tied[k];
  std::copy(tied.begin(), tied.end(), work.next(terms.q2 - (c * terms.q1)));
}

double CoxLikelihood::event_weight(std::size_t group) const {
  const TieGroup& ties = rows_.groups[group];
  double weight = 0;
  for (std::size_t i = ties.begin; i < ties.begin + ties.events; ++i) weight += rows_.weight_of(i);
  return weight;
}

double CoxLikelihood::lambda_before(std::size_t group) const {
  // Past the row's own groups lies another stratum's first: nothing had happened before the entry.
  return rows_.groups[group].starts_stratum ? 0 : lambda_[group];
}

void CoxLikelihood::for_each_event_time(
    const std::function<void(std::size_t, const double*)>& use) const {
  for (std::size_t block = 0; block < rows_.chunks.size(); ++block) {
    walk(block, use);
  }
}

template <typename Use>
void CoxLikelihood::walk(std::size_t block, const Use& use) const {
  const Chunk& chunk = rows_.chunks[block];
  if (rows_.entry.empty()) {
    scan_risk_sets(rows_, chunk, risk_, tail_sums_.data() + (block * rows_.stride), use);
  } else {
    scan_truncated_risk_sets(rows_, chunk, risk_, use);
  }
}

void CoxLikelihood::scan(std::size_t block) {
  const std::size_t stride = rows_.stride;
  double* gram = second_gram_.data() + (block * stride * stride);
  std::fill_n(gram, stride * stride, 0.0);
  Work work(stride, rows_.columns, gram);
  walk(block, [&](std::size_t group, const double* sums) { use_group(group, sums, work); });
  work.flush();
  minus_log_[block] = work.minus_log;
}

void CoxLikelihood::carry_hazards() {
  double carried = 0;
  for (std::size_t block = rows_.chunks.size(); block-- > 0;) {
    const Chunk& chunk = rows_.chunks[block];
    for (std::size_t g = chunk.group_end; g-- > chunk.group_begin;) {
      if (rows_.groups[g + 1].starts_stratum) carried = 0;
      carried += hazard_[g];
      lambda_[g] = carried;
    }
  }
}

void CoxLikelihood::add_products(std::size_t block) {
  const Chunk& chunk = rows_.chunks[block];
  const std::size_t stride = rows_.stride;
  std::vector<double> c(chunk.row_end - chunk.row_begin);
  for (std::size_t g = chunk.group_begin; g < chunk.group_end; ++g) {
    const TieGroup& ties = rows_.groups[g];
    for (std::size_t i = ties.begin; i < rows_.end_of(g); ++i) {
      double exposure = lambda_[g];
      if (!rows_.entry.empty()) exposure -= lambda_before(rows_.entry_group[i]);
      if (i < ties.begin + ties.events) exposure -= tied_[g];
      c[i - chunk.row_begin] = risk_[i] * exposure;
    }
  }
  double* gram = first_gram_.data() + (block * stride * stride);
  std::fill_n(gram, stride * stride, 0.0);
  add_gram(rows_.row(chunk.row_begin), c.size(), stride, rows_.columns + 1, c.data(), gram);
}

CoxPoint CoxLikelihood::at(std::span<const double> b) {
  CoxPoint point;
  point.usable = set_risks(b);
  if (!point.usable) return point;
  carry_sums();
  const std::size_t blocks = rows_.chunks.size();
  for_each_block(threads_, blocks, [this](std::size_t block) { scan(block); });
  carry_hazards();
  for_each_block(threads_, blocks, [this](std::size_t block) { add_products(block); });

  const std::size_t p = rows_.columns;
  const std::size_t stride = rows_.stride;
  std::vector<double> first(stride * stride);
  std::vector<double> second(stride * stride);
  point.log_likelihood = dot(event_sum_, b_) + event_offset_;
  for (std::size_t block = 0; block < blocks; ++block) {
    point.log_likelihood -= minus_log_[block];
    for (std::size_t k = 0; k < first.size(); ++k) {
      first[k] += first_gram_[(block * first.size()) + k];
      second[k] += second_gram_[(block * first.size()) + k];
    }
  }
  point.information = Symmetric(p);
  for (std::size_t j = 0; j < p; ++j) {
    point.score.push_back(event_sum_[j] - first[(p * stride) + j]);
    point.size.push_back(first[(j * stride) + j]);
    for (std::size_t k = 0; k <= j; ++k) {
      point.information.at(j, k) = point.information.at(k, j) =
          first[(j * stride) + k] - second[(j * stride) + k];
    }
  }
  return point;
}

}  // namespace pignus::survival
