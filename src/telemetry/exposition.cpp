#include "telemetry/exposition.h"

#include <cmath>
#include <fmt/format.h>

#include "core/utf8.h"

namespace pignus::telemetry {

namespace {

/// `quotes`: within the value of a label; a help text keeps its quotes.
std::string escaped(std::string_view text, bool quotes) {
  std::string out;
  for (const char c : valid_utf8(text)) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '"' && quotes) {
      out += "\\\"";
    } else {
      out += c;
    }
  }
  return out;
}

std::string number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return fmt::format("{}", value);
}

/// {a="x",b="y"}, with `le` last where it is given; "" without any.
std::string label_set(const MetricDescription& description, const std::vector<std::string>& values,
                      const std::string& le = {}) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    out += fmt::format("{}{}=\"{}\"", out.empty() ? "" : ",", description.labels[i],
                       escaped(values[i], true));
  }
  if (!le.empty()) out += fmt::format("{}le=\"{}\"", out.empty() ? "" : ",", le);
  return out.empty() ? out : "{" + out + "}";
}

std::string_view name_of(MetricKind kind) {
  switch (kind) {
    case MetricKind::kCounter:
      return "counter";
    case MetricKind::kGauge:
      return "gauge";
    case MetricKind::kHistogram:
      return "histogram";
  }
  return "untyped";
}

template <typename Series>
std::string samples(const MetricDescription& description, const std::vector<std::string>& values,
                    const Series& series) {
  return fmt::format("{}{} {}\n", description.name, label_set(description, values),
                     number(series.value()));
}

std::string samples(const MetricDescription& description, const std::vector<std::string>& values,
                    const Histogram& histogram) {
  const Histogram::Reading reading = histogram.read();
  std::string out;
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < reading.counts.size(); ++i) {
    so_far += reading.counts[i];
    const std::string le =
        i < description.bounds.size() ? number(description.bounds[i]) : std::string("+Inf");
    out += fmt::format("{}_bucket{} {}\n", description.name, label_set(description, values, le),
                       so_far);
  }
  const std::string labels = label_set(description, values);
  out += fmt::format("{}_sum{} {}\n", description.name, labels, number(reading.sum));
  out += fmt::format("{}_count{} {}\n", description.name, labels, so_far);
  return out;
}

template <typename Families>
void add_families(const Families& families, std::map<std::string, std::string>& texts) {
  for (const auto& [name, family] : families) {
    const MetricDescription& description = family->description();
    const auto all = family->series();
    if (all.empty()) continue;
    std::string text =
        fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, escaped(description.help, false), name,
                    name_of(description.kind));
    for (const auto& [values, series] : all) text += samples(description, values, *series);
    texts[name] = std::move(text);
  }
}

}  // namespace

std::string exposition(const Registry& registry) {
  std::map<std::string, std::string> texts;
  add_families(registry.counters(), texts);
  add_families(registry.gauges(), texts);
  add_families(registry.histograms(), texts);
  std::string out;
  for (const auto& [name, text] : texts) out += text;
  return out;
}

}  // namespace pignus::telemetry
