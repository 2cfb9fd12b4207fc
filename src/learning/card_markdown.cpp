#include <array>
#include <cstdio>

#include "learning/model_card.h"

namespace pignus::learning {

namespace {

std::string rounded(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string percent(double share) {
  return rounded(100 * share, 1) + " %";
}

/// A text in a cell: a bar would end it, a line break the row.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') {
      out += "\\|";
    } else {
      out += c == '\n' ? ' ' : c;
    }
  }
  return out;
}

void list(std::string& out, const char* heading, const std::vector<std::string>& items) {
  if (items.empty()) {
    return;
  }
  out.append("\n## ").append(heading).append("\n\n");
  for (const std::string& item : items) {
    out.append("- ").append(cell(item)).append("\n");
  }
}

void metrics(std::string& out, const ModelCard& card) {
  out +=
      "\n## How good\n\n| figure | this model | reference | its figure | difference | 95 % "
      "interval "
      "| verdict |\n|---|---|---|---|---|---|---|\n";
  for (const CardMetric& metric : card.metrics) {
    out += "| " + cell(metric.name) + (metric.higher_is_better ? "" : " (less is better)") + " | " +
           rounded(metric.value, 4) + " | " + cell(metric.reference) + " | " +
           rounded(metric.reference_value, 4) + " | " + rounded(metric.difference, 4) + " | " +
           rounded(metric.low, 4) + " to " + rounded(metric.high, 4) + " | " + metric.verdict();
    out += metric.verdict() == "not told apart" ? ": the interval contains zero |\n" : " |\n";
  }
}

void choices(std::string& out, const ModelCard& card) {
  out +=
      "\n## How it was chosen\n\nOut of fold, among training rows alone; shares of what the rows' "
      "own mean and quantiles leave, less is better.\n\n"
      "| settings | squared error | pinball loss | chosen |\n|---|---|---|---|\n";
  for (const CardChoice& choice : card.choices) {
    out += "| " + cell(choice.settings) + " | " + rounded(choice.squared, 4) + " | " +
           rounded(choice.pinball, 4) + " | " + (choice.chosen ? "yes" : "no") + " |\n";
  }
}

void coverage(std::string& out, const ModelCard& card) {
  out += "\n## Do the intervals hold\n\nPromised: " + percent(card.promised_coverage) +
         ".\n\n| rows | n | covered | share | exact binomial 95 % band | mean width | holds |\n"
         "|---|---|---|---|---|---|---|\n";
  for (const CardCoverage& row : card.coverage) {
    out += "| " + cell(row.group) + " | " + std::to_string(row.rows) + " | " +
           std::to_string(row.covered) + " | " + percent(row.share) + " | " + percent(row.low) +
           " to " + percent(row.high) + " | " + rounded(row.mean_width, 3) + " | " +
           (row.holds() ? "yes" : "no") + " |\n";
  }
}

}  // namespace

std::string card_markdown(const ModelCard& card) {
  std::string out = "# " + cell(card.name) + ", version " + cell(card.version) + "\n\n" +
                    cell(card.what) + "\n\n- Predicts: " + cell(card.target) +
                    "\n- Trained on: " + std::to_string(card.rows) + " rows of " +
                    cell(card.period) + ", " + cell(card.source) +
                    "\n- Tested out of time: " + cell(card.out_of_time) +
                    "\n- Tested out of family: " + cell(card.out_of_family) + "\n";
  list(out, "Where it must not be used", card.not_for);
  list(out, "Known weaknesses", card.limits);
  metrics(out, card);
  coverage(out, card);
  choices(out, card);
  list(out, "Features", card.features);
  out += "\n## Kept out\n\n";
  if (card.leaks.empty()) {
    out += "No column is known to tell the answer.\n";
  }
  for (const CardLeak& leak : card.leaks) {
    out += "- " + cell(leak.column) + ": " + cell(leak.why) + "\n";
  }
  out += "\n## Provenance\n\n- Data: SHA-256 " + card.data_sha256 + "\n- Model: SHA-256 " +
         card.model_sha256 + "\n- Seed: " + std::to_string(card.seed) +
         "\n- Software: " + cell(card.software) + "\n";
  return out;
}

}  // namespace pignus::learning
