#include "learning/model_card.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "core/toml_table.h"
#include "learning/card_writer.h"

namespace pignus::learning {

namespace {

Status check(bool holds, const char* field, std::string message) {
  if (holds) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, std::move(message), {"", 0, field});
}

bool is_sha256(const std::string& text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Status check_texts(const ModelCard& card) {
  struct Named {
    const char* field;
    const std::string& text;
  };
  for (const Named& named :
       {Named{"name", card.name}, Named{"version", card.version}, Named{"what", card.what},
        Named{"target", card.target}, Named{"software", card.software},
        Named{"trained.source", card.source}, Named{"trained.period", card.period},
        Named{"tested.out_of_time", card.out_of_time},
        Named{"tested.out_of_family", card.out_of_family}}) {
    PIGNUS_TRY(check(named.text.find_first_not_of(" \t\n") != std::string::npos, named.field,
                     "must be said"));
  }
  const auto all_said = [](const std::vector<std::string>& texts) {
    return std::none_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); });
  };
  PIGNUS_TRY(check(!card.features.empty() && all_said(card.features), "features",
                   "must name each feature"));
  PIGNUS_TRY(check(!card.not_for.empty() && all_said(card.not_for), "not_for",
                   "must say where the model must not be used"));
  return check(all_said(card.limits), "limits", "must not be empty texts");
}

Status check_metric(const CardMetric& metric) {
  PIGNUS_TRY(check(!metric.name.empty() && !metric.reference.empty(), "metric",
                   "needs a name and a reference"));
  for (const double value :
       {metric.value, metric.reference_value, metric.difference, metric.low, metric.high}) {
    PIGNUS_TRY(check(std::isfinite(value), "metric", "must be finite"));
  }
  PIGNUS_TRY(check(metric.low <= metric.high, "metric", "has an interval upside down"));
  const double gap = metric.value - metric.reference_value;
  return check(std::abs(gap - metric.difference) <= 1e-9 * (1 + std::abs(gap)), "metric",
               "has a difference that is not one");
}

Status check_choices(const std::vector<CardChoice>& choices) {
  const auto chosen = std::count_if(choices.begin(), choices.end(),
                                    [](const CardChoice& choice) { return choice.chosen; });
  PIGNUS_TRY(check(chosen == 1, "choice", "must be there, one of them chosen"));
  for (const CardChoice& choice : choices) {
    PIGNUS_TRY(check(!choice.settings.empty() && std::isfinite(choice.squared) &&
                         std::isfinite(choice.pinball) && choice.squared >= 0 &&
                         choice.pinball >= 0,
                     "choice", "needs its settings and what they left"));
  }
  return {};
}

Status check_coverage(const CardCoverage& row) {
  PIGNUS_TRY(check(!row.group.empty() && row.rows > 0 && row.covered <= row.rows, "coverage",
                   "needs a group, and rows of which some may be covered"));
  const double share = static_cast<double>(row.covered) / static_cast<double>(row.rows);
  PIGNUS_TRY(check(std::abs(row.share - share) <= 1e-9, "coverage",
                   "has a share that is not covered / rows"));
  return check(0 <= row.low && row.low <= row.high && row.high <= 1 && row.mean_width >= 0 &&
                   std::isfinite(row.mean_width),
               "coverage", "has a band or width that cannot be");
}

CardMetric read_metric(TomlTable& table) {
  CardMetric metric;
  metric.name = table.text("name");
  metric.reference = table.text("reference");
  metric.value = table.number("value");
  metric.reference_value = table.number("reference_value");
  metric.difference = table.number("difference");
  metric.low = table.number("low");
  metric.high = table.number("high");
  metric.higher_is_better = table.optional_flag("higher_is_better", true);
  if (table.text("verdict") != metric.verdict()) {
    table.refuse("verdict", "is not what the interval says: " + metric.verdict());
  }
  table.close();
  return metric;
}

CardCoverage read_coverage(TomlTable& table) {
  CardCoverage row;
  row.group = table.text("group");
  row.rows = static_cast<std::size_t>(table.count("rows"));
  row.covered = static_cast<std::size_t>(table.count("covered"));
  row.share = table.number("share");
  row.low = table.number("low");
  row.high = table.number("high");
  row.mean_width = table.number("mean_width");
  if (table.optional_flag("holds", !row.holds()) != row.holds()) {
    table.refuse("holds", "is not what share and band say");
  }
  table.close();
  return row;
}

void read_parts(TomlTable& top, ModelCard& card) {
  TomlTable trained = top.table("trained", true);
  card.source = trained.text("source");
  card.rows = static_cast<std::size_t>(trained.count("rows"));
  card.period = trained.text("period");
  card.data_sha256 = trained.text("data_sha256");
  trained.close();
  TomlTable tested = top.table("tested", true);
  card.out_of_time = tested.text("out_of_time");
  card.out_of_family = tested.text("out_of_family");
  card.promised_coverage = tested.number("promised_coverage");
  tested.close();
  for (TomlTable& leak : top.tables("leak")) {
    card.leaks.push_back({leak.text("column"), leak.text("why")});
    leak.close();
  }
  for (TomlTable& choice : top.tables("choice")) {
    card.choices.push_back({choice.text("settings"), choice.number("squared"),
                            choice.number("pinball"), choice.optional_flag("chosen", false)});
    choice.close();
  }
  for (TomlTable& metric : top.tables("metric")) {
    card.metrics.push_back(read_metric(metric));
  }
  for (TomlTable& row : top.tables("coverage")) {
    card.coverage.push_back(read_coverage(row));
  }
}

}  // namespace

std::string CardMetric::verdict() const {
  if (low <= 0 && high >= 0) {
    return "not told apart";
  }
  return (low > 0) == higher_is_better ? "better" : "worse";
}

Status check_card(const ModelCard& card) {
  PIGNUS_TRY(check_texts(card));
  PIGNUS_TRY(check(card.rows > 0, "trained.rows", "must be above zero"));
  PIGNUS_TRY(check(is_sha256(card.data_sha256), "trained.data_sha256", "must be a SHA-256"));
  PIGNUS_TRY(check(is_sha256(card.model_sha256), "model_sha256", "must be a SHA-256"));
  PIGNUS_TRY(check(card.leaks.empty() == card.no_leaks, "leak",
                   "columns kept out must be named, or no_leaks be true"));
  for (const CardLeak& leak : card.leaks) {
    PIGNUS_TRY(
        check(!leak.column.empty() && !leak.why.empty(), "leak", "needs a column and a reason"));
    PIGNUS_TRY(check(
        std::find(card.features.begin(), card.features.end(), leak.column) == card.features.end(),
        "leak", "is a feature all the same: " + leak.column));
  }
  PIGNUS_TRY(check(card.promised_coverage > 0 && card.promised_coverage < 1,
                   "tested.promised_coverage", "must be between 0 and 1"));
  PIGNUS_TRY(check_choices(card.choices));
  PIGNUS_TRY(check(!card.metrics.empty(), "metric", "must be there: a model is tested"));
  PIGNUS_TRY(check(!card.coverage.empty(), "coverage", "must be there: intervals are tested"));
  for (const CardMetric& metric : card.metrics) {
    PIGNUS_TRY(check_metric(metric));
  }
  for (const CardCoverage& row : card.coverage) {
    PIGNUS_TRY(check_coverage(row));
  }
  return {};
}

std::string card_toml(const ModelCard& card) {
  CardWriter out;
  out.line("# Written by the program; model_sha256 binds the card to the bytes of the model.");
  out.text("format", ModelCard::kFormat);
  out.text("name", card.name);
  out.text("version", card.version);
  out.text("what", card.what);
  out.text("target", card.target);
  out.text("software", card.software);
  // As text: TOML's integers end at 2^63.
  out.text("seed", std::to_string(card.seed));
  out.text("model_sha256", card.model_sha256);
  out.texts("features", card.features);
  out.flag("no_leaks", card.no_leaks);
  out.texts("limits", card.limits);
  out.texts("not_for", card.not_for);
  out.table("trained");
  out.text("source", card.source);
  out.count("rows", card.rows);
  out.text("period", card.period);
  out.text("data_sha256", card.data_sha256);
  out.table("tested");
  out.text("out_of_time", card.out_of_time);
  out.text("out_of_family", card.out_of_family);
  out.number("promised_coverage", card.promised_coverage);
  for (const CardLeak& leak : card.leaks) {
    out.table_of("leak");
    out.text("column", leak.column);
    out.text("why", leak.why);
  }
  for (const CardChoice& choice : card.choices) {
    out.table_of("choice");
    out.text("settings", choice.settings);
    out.number("squared", choice.squared);
    out.number("pinball", choice.pinball);
    out.flag("chosen", choice.chosen);
  }
  for (const CardMetric& metric : card.metrics) {
    out.table_of("metric");
    out.text("name", metric.name);
    out.text("reference", metric.reference);
    out.number("value", metric.value);
    out.number("reference_value", metric.reference_value);
    out.number("difference", metric.difference);
    out.number("low", metric.low);
    out.number("high", metric.high);
    out.flag("higher_is_better", metric.higher_is_better);
    out.text("verdict", metric.verdict());
  }
  for (const CardCoverage& row : card.coverage) {
    out.table_of("coverage");
    out.text("group", row.group);
    out.count("rows", row.rows);
    out.count("covered", row.covered);
    out.number("share", row.share);
    out.number("low", row.low);
    out.number("high", row.high);
    out.number("mean_width", row.mean_width);
    out.flag("holds", row.holds());
  }
  return out.written();
}

Result<ModelCard> parse_card(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable top(parsed, file);
  ModelCard card;
  if (top.text("format") != ModelCard::kFormat) {
    top.refuse("format", "must be " + std::string(ModelCard::kFormat));
  }
  card.name = top.text("name");
  card.version = top.text("version");
  card.what = top.text("what");
  card.target = top.text("target");
  card.software = top.text("software");
  const std::string seed = top.text("seed");
  const auto [end, error] = std::from_chars(seed.data(), seed.data() + seed.size(), card.seed);
  if (error != std::errc{} || end != seed.data() + seed.size()) {
    top.refuse("seed", "must be a whole number below 2^64");
  }
  card.model_sha256 = top.text("model_sha256");
  card.features = top.texts("features");
  card.no_leaks = top.optional_flag("no_leaks", false);
  card.limits = top.optional_texts("limits");
  card.not_for = top.texts("not_for");
  read_parts(top, card);
  PIGNUS_TRY(top.finish());
  if (Status sound = check_card(card); !sound) {
    Error unsound = sound.error();
    unsound.where.file = file;
    return fail(std::move(unsound));
  }
  return card;
}

}  // namespace pignus::learning
