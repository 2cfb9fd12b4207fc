#include "telemetry/metrics.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace pignus::telemetry {

namespace {

/// The cell of this thread. Which one says nothing about a result: cells are only ever summed.
std::size_t own_cell() {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t cell = next.fetch_add(1, std::memory_order_relaxed) % kCells;
  return cell;
}

bool is_name(std::string_view name, bool colon_allowed) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [colon_allowed](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c == ':' && colon_allowed);
  });
}

}  // namespace

void Counter::add(double amount) {
  PIGNUS_CHECK(amount >= 0);
  cells_.at(own_cell()).value.fetch_add(amount, std::memory_order_relaxed);
}

double Counter::value() const {
  double sum = 0;
  for (const Cell& cell : cells_) sum += cell.value.load(std::memory_order_relaxed);
  return sum;
}

void Histogram::observe(double value) {
  if (std::isnan(value)) return;
  const auto bucket = static_cast<std::size_t>(
      std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin());
  Cell& cell = cells_.at(own_cell());
  cell.counts.at(bucket).fetch_add(1, std::memory_order_relaxed);
  cell.sum.fetch_add(value, std::memory_order_relaxed);
}

Histogram::Reading Histogram::read() const {
  Reading reading;
  reading.counts.resize(bounds_.size() + 1);
  for (const Cell& cell : cells_) {
    for (std::size_t i = 0; i < reading.counts.size(); ++i) {
      reading.counts[i] += cell.counts.at(i).load(std::memory_order_relaxed);
    }
    reading.sum += cell.sum.load(std::memory_order_relaxed);
  }
  return reading;
}

template <typename Series>
std::unique_ptr<Series> Family<Series>::make() const {
  if constexpr (std::is_same_v<Series, Histogram>) {
    return std::make_unique<Histogram>(description_.bounds);
  } else {
    return std::make_unique<Series>();
  }
}

template <typename Series>
Series& Family<Series>::with(const std::vector<std::string>& values) {
  PIGNUS_CHECK(values.size() == description_.labels.size());
  const std::lock_guard lock(mutex_);
  auto found = series_.find(values);
  if (found == series_.end() && series_.size() >= kSeriesMax) {
    const std::vector<std::string> others(values.size(), "other");
    found = series_.try_emplace(others, nullptr).first;
  } else if (found == series_.end()) {
    found = series_.try_emplace(values, nullptr).first;
  }
  if (found->second == nullptr) found->second = make();
  return *found->second;
}

template <typename Series>
std::vector<std::pair<std::vector<std::string>, const Series*>> Family<Series>::series() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::vector<std::string>, const Series*>> list;
  for (const auto& [values, one] : series_) list.emplace_back(values, one.get());
  return list;
}

template class Family<Counter>;
template class Family<Gauge>;
template class Family<Histogram>;

std::vector<double> seconds_bounds() {
  return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,  1,
          2.5,   5,      10,    30,   60,    120,  300, 900,  3600, 14400};
}

void Registry::check(const MetricDescription& description) const {
  const bool histogram = description.kind == MetricKind::kHistogram;
  PIGNUS_CHECK(is_name(description.name, true));
  PIGNUS_CHECK(!counters_.contains(description.name) && !gauges_.contains(description.name) &&
               !histograms_.contains(description.name));
  PIGNUS_CHECK((description.kind == MetricKind::kCounter) == description.name.ends_with("_total"));
  for (const std::string& label : description.labels) {
    PIGNUS_CHECK(is_name(label, false) && !label.starts_with("__"));
    PIGNUS_CHECK(!histogram || label != "le");
    PIGNUS_CHECK(std::count(description.labels.begin(), description.labels.end(), label) == 1);
  }
  PIGNUS_CHECK(histogram == !description.bounds.empty());
  PIGNUS_CHECK(description.bounds.size() <= kBucketsMax);
  PIGNUS_CHECK(std::is_sorted(description.bounds.begin(), description.bounds.end(),
                              std::less_equal<double>()));
  PIGNUS_CHECK(std::all_of(description.bounds.begin(), description.bounds.end(),
                           [](double bound) { return std::isfinite(bound); }));
}

CounterFamily& Registry::counter(std::string name, std::string help,
                                 std::vector<std::string> labels) {
  MetricDescription description{
      MetricKind::kCounter, std::move(name), std::move(help), std::move(labels), {}};
  check(description);
  auto& place = counters_[description.name];
  place = std::make_unique<CounterFamily>(std::move(description));
  return *place;
}

GaugeFamily& Registry::gauge(std::string name, std::string help, std::vector<std::string> labels) {
  MetricDescription description{
      MetricKind::kGauge, std::move(name), std::move(help), std::move(labels), {}};
  check(description);
  auto& place = gauges_[description.name];
  place = std::make_unique<GaugeFamily>(std::move(description));
  return *place;
}

HistogramFamily& Registry::histogram(std::string name, std::string help,
                                     std::vector<std::string> labels, std::vector<double> bounds) {
  MetricDescription description{MetricKind::kHistogram, std::move(name), std::move(help),
                                std::move(labels), std::move(bounds)};
  check(description);
  auto& place = histograms_[description.name];
  place = std::make_unique<HistogramFamily>(std::move(description));
  return *place;
}

}  // namespace pignus::telemetry
