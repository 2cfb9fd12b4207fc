#include "learning/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/random_stream.h"

namespace pignus::learning {

namespace {

/// Quantile of sorted values, linear between them.
double quantile_of(const std::vector<double>& sorted, double level) {
  const double at = level * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double share = at - static_cast<double>(below);
  return ((1 - share) * sorted[below]) + (share * sorted[above]);
}

std::vector<std::vector<std::size_t>> clusters_of(std::size_t rows,
                                                  std::span<const std::uint64_t> cluster) {
  std::vector<std::vector<std::size_t>> members;
  std::map<std::uint64_t, std::size_t> index;
  for (std::size_t i = 0; i < rows; ++i) {
    if (cluster.empty()) {
      members.push_back({i});
      continue;
    }
    const auto [at, fresh] = index.try_emplace(cluster[i], members.size());
    if (fresh) {
      members.emplace_back();
    }
    members[at->second].push_back(i);
  }
  return members;
}

Status check_options(std::size_t rows, const BootstrapOptions& options,
                     std::span<const std::uint64_t> cluster) {
  const auto refuse = [](const char* field, const char* message) {
    return fail(ErrorCode::kInvalidInput, message, {"", 0, field});
  };
  if (rows == 0) {
    return refuse("rows", "there are no rows");
  }
  if (options.replicates < 100 || options.replicates > 100'000) {
    return refuse("replicates", "must be from 100 to 100000");
  }
  if (!(options.level >= 0.5 && options.level <= 0.999)) {
    return refuse("level", "must be from 0.5 to 0.999");
  }
  if (!cluster.empty() && cluster.size() != rows) {
    return refuse("cluster", "must have a value a row");
  }
  return {};
}

}  // namespace

Result<BootstrapInterval> bootstrap(std::size_t rows, const RowMetric& metric,
                                    const BootstrapOptions& options,
                                    std::span<const std::uint64_t> cluster,
                                    const Progress& progress) {
  PIGNUS_TRY(check_options(rows, options, cluster));
  std::vector<std::size_t> drawn(rows);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  BootstrapInterval interval;
  PIGNUS_ASSIGN(interval.estimate, metric(drawn));
  const std::vector<std::vector<std::size_t>> clusters = clusters_of(rows, cluster);
  std::vector<double> values;
  values.reserve(options.replicates);
  for (std::size_t replicate = 0; replicate < options.replicates; ++replicate) {
    if (!progress("bootstrap", replicate, options.replicates)) {
      return fail(ErrorCode::kCancelled, "stopped while drawing rows anew");
    }
    RandomStream stream(options.seed, "learning/bootstrap", replicate);
    drawn.clear();
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      const auto& members = clusters[stream.below(clusters.size())];
      drawn.insert(drawn.end(), members.begin(), members.end());
    }
    if (const Result<double> value = metric(drawn); value) {
      values.push_back(*value);
    }
  }
  if (values.size() * 10 < options.replicates * 9) {
    return fail(ErrorCode::kInvalidInput, "too few replicates can be measured: too few rows",
                {"", 0, "rows"});
  }
  std::sort(values.begin(), values.end());
  interval.low = quantile_of(values, (1 - options.level) / 2);
  interval.high = quantile_of(values, (1 + options.level) / 2);
  interval.replicates = values.size();
  return interval;
}

Result<BootstrapInterval> paired_bootstrap(std::size_t rows, const RowMetric& metric_a,
                                           const RowMetric& metric_b,
                                           const BootstrapOptions& options,
                                           std::span<const std::uint64_t> cluster,
                                           const Progress& progress) {
  const RowMetric difference = [&](std::span<const std::size_t> chosen) -> Result<double> {
    PIGNUS_ASSIGN(const double a, metric_a(chosen));
    PIGNUS_ASSIGN(const double b, metric_b(chosen));
    return a - b;
  };
  return bootstrap(rows, difference, options, cluster, progress);
}

}  // namespace pignus::learning
