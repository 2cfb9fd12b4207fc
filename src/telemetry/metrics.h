// Counters, gauges and histograms with labels, for Prometheus (exposition.h writes them).
//
// A family is made once and kept by reference; with() finds the series of some labels, under a
// lock; what counts often keeps that reference too: adding to it takes no lock, and threads add to
// cells of their own.
//
//   Registry registry;
//   CounterFamily& facts = registry.counter("pignus_import_facts_total", "Facts taken.",
//   {"format"}); Counter& docdb = facts.with({"docdb"}); docdb.add(2000);
//
// Names are checked when a family is made: a wrong one is a bug.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace pignus::telemetry {

/// Threads are spread over so many cells of a counter.
inline constexpr std::size_t kCells = 16;
/// Buckets of a histogram, without the last, endless one.
inline constexpr std::size_t kBucketsMax = 24;
/// Label values of one family; beyond, all go into one series whose values are "other".
inline constexpr std::size_t kSeriesMax = 1'000;

class Counter {
 public:
  /// `amount` is not negative.
  void add(double amount = 1);
  double value() const;

 private:
  struct alignas(64) Cell {
    std::atomic<double> value{0};
  };
  std::array<Cell, kCells> cells_;
};

class Gauge {
 public:
  void set(double value) { value_.store(value, std::memory_order_relaxed); }
  void add(double amount) { value_.fetch_add(amount, std::memory_order_relaxed); }
  double value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0};
};

class Histogram {
 public:
  explicit Histogram(const std::vector<double>& bounds) : bounds_(bounds) {}
  /// NaN is not counted.
  void observe(double value);

  struct Reading {
    std::vector<std::uint64_t> counts;  ///< not above bounds[i] and above the bound before; endless
    double sum = 0;
  };
  Reading read() const;

 private:
  struct alignas(64) Cell {
    std::array<std::atomic<std::uint64_t>, kBucketsMax + 1> counts{};
    std::atomic<double> sum{0};
  };
  const std::vector<double>& bounds_;  ///< the family's
  std::array<Cell, kCells> cells_;
};

enum class MetricKind { kCounter, kGauge, kHistogram };

/// What every family has.
struct MetricDescription {
  MetricKind kind = MetricKind::kCounter;
  std::string name;
  std::string help;
  std::vector<std::string> labels;
  std::vector<double> bounds;  ///< of a histogram, rising
};

template <typename Series>
class Family {
 public:
  explicit Family(MetricDescription description) : description_(std::move(description)) {}
  Family(const Family&) = delete;
  Family& operator=(const Family&) = delete;

  /// One value for each label, in their order. The reference lives as long as the registry.
  Series& with(const std::vector<std::string>& values);

  const MetricDescription& description() const { return description_; }
  /// In order of their labels' values.
  std::vector<std::pair<std::vector<std::string>, const Series*>> series() const;

 private:
  std::unique_ptr<Series> make() const;

  const MetricDescription description_;
  mutable std::mutex mutex_;
  std::map<std::vector<std::string>, std::unique_ptr<Series>> series_;
};

using CounterFamily = Family<Counter>;
using GaugeFamily = Family<Gauge>;
using HistogramFamily = Family<Histogram>;

/// Seconds of work from a millisecond to hours.
std::vector<double> seconds_bounds();

/// Families are made at the start, by one thread.
class Registry {
 public:
  /// The name ends with "_total".
  CounterFamily& counter(std::string name, std::string help, std::vector<std::string> labels = {});
  GaugeFamily& gauge(std::string name, std::string help, std::vector<std::string> labels = {});
  HistogramFamily& histogram(std::string name, std::string help,
                             std::vector<std::string> labels = {},
                             std::vector<double> bounds = seconds_bounds());

  const std::map<std::string, std::unique_ptr<CounterFamily>>& counters() const {
    return counters_;
  }
  const std::map<std::string, std::unique_ptr<GaugeFamily>>& gauges() const { return gauges_; }
  const std::map<std::string, std::unique_ptr<HistogramFamily>>& histograms() const {
    return histograms_;
  }

 private:
  void check(const MetricDescription& description) const;

  std::map<std::string, std::unique_ptr<CounterFamily>> counters_;
  std::map<std::string, std::unique_ptr<GaugeFamily>> gauges_;
  std::map<std::string, std::unique_ptr<HistogramFamily>> histograms_;
};

}  // namespace pignus::telemetry
