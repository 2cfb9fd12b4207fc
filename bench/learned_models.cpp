// The fits and tests of the models of lapse, of firms' market value and of the dollar scale, on the
// tables that lie beside the checkout: what docs/methods/ and models/*/card.toml print.
//   learned_models FOLDER             FOLDER: shared/data/models
//   learned_models FOLDER --classes   models/lapse/classes.tsv
#include <cmath>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/file.h"
#include "valuation/firm/market_value.h"
#include "valuation/lapse/class_multiplier.h"
#include "valuation/lapse/fit.h"
#include "valuation/scale/prior.h"

namespace {

using namespace pignus;
using namespace pignus::valuation;

/// A bench has nobody to hand an error to.
template <typename T>
T got(Result<T> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", describe(result.error()));
    std::exit(1);
  }
  return *std::move(result);
}

struct LapseData {
  LapseMargins margins;
  std::vector<GrantYear> grants;
  std::vector<ClassCount> classes;
};

LapseData lapse_data(const std::filesystem::path& folder) {
  const auto text = [&folder](const char* name) { return got(read_file(folder / name)); };
  LapseData data;
  data.margins.years =
      got(filing_years_of(text("lapse/Count_of_Abandoned_and_Non-abd.csv"), "filing years"));
  data.margins.ages = got(lapse_ages_of(text("lapse/Time_to_Abd.csv"), "ages"));
  const std::string lapsed = text("lapse/Abd_patents_CPC_Patent_count_group_id.tsv");
  const std::string others = text("lapse/Non_Abd_patents_CPC_Patent_count_group_id.tsv");
  const std::string means = text("lapse/Abd_patents_CPC_Patent_group_id_mean.tsv");
  data.classes = got(class_counts_of({lapsed, others, means}, "classes"));
  const auto lags = nlohmann::json::parse(text("patentworld/grant_lag.json"));
  for (const auto& row : lags) {
    if (row.at("year").get<int>() >= 2000) {
      data.grants.push_back({row.at("year").get<int>(), row.at("count").get<double>(),
                             row.at("avg_lag_days").get<double>() / 365.25,
                             row.at("median_lag_days").get<double>() / 365.25});
    }
  }
  return data;
}

/// The repository that holds the tables is of spring 2022: they were read before June.
LapseOptions options_of(const LapseData& data, const GrantTimes& times) {
  const double without_fees = got(share_without_fees(data.margins.years, times, 2000, 2009));
  return {2000, 2009, without_fees, 4.0 / 52, 2021, 2022.42};
}

void print_fit(const char* name, const LapseData& data, const GrantTimes& times, bool with_ages,
               const LapseOptions& options) {
  LapseMargins margins = data.margins;
  if (!with_ages) {
    margins.ages.clear();
  }
  const LapseFit fit = got(fit_lapse(margins, times, options));
  const auto& p = fit.parameters;
  fmt::print(
      "{}: hazards {:.5f} {:.5f} {:.5f}, snapshot {:.3f}, deviance {:.0f} on {}, ages {:.3f} "
      "{:.3f} {:.3f}{}\n",
      name, p.hazards[0], p.hazards[1], p.hazards[2], p.snapshot, fit.deviance, fit.degrees,
      fit.age_shares[0], fit.age_shares[1], fit.age_shares[2], fit.settled ? "" : " NOT SETTLED");
  const LapseComparison compared =
      got(compare_lapse(fit, times, margins.years, options, 2010, 2016));
  fmt::print("  filed  observed  model  last cohort  line\n");
  for (const LapsePrediction& year : compared.years) {
    fmt::print("  {}   {:.4f}    {:.4f} {:.4f}       {:.4f}\n", year.year, year.observed,
               year.model, year.last_cohort, year.line);
  }
  fmt::print("  mean absolute error: model {:.4f}, last cohort {:.4f}, line {:.4f}\n",
             compared.model_error, compared.last_cohort_error, compared.line_error);
}

void print_classes(const LapseData& data, const GrantTimes& times, bool table) {
  const LapseFit fit = got(fit_lapse(data.margins, times, options_of(data, times)));
  const ClassMultipliers result = got(class_multipliers(data.classes, fit, times, data.margins));
  if (table) {
    fmt::print("class\traw\tat_equal_age\n");
  }
  std::size_t known = 0;
  for (const ClassMultiplier& row : result.classes) {
    known += row.at_equal_age ? 1 : 0;
    const bool shown = row.code == "A61K" || row.code == "G06F" || row.code == "G06N" ||
                       row.code == "C07D" || row.code == "A47G" || row.code == "H01L";
    if (table) {
      fmt::print("{}\t{:.4f}\t{:.4f}\n", row.code, row.raw, row.shrunk);
    } else if (shown) {
      fmt::print(
          "  {}: lapsed {:.0f}, others {:.0f}, raw {:.3f}, at equal age {:.3f}, growth "
          "{:+.3f}, shrunk {:.3f}\n",
          row.code, row.lapsed, row.others, row.raw, row.at_equal_age.value_or(NAN),
          row.growth.value_or(NAN), row.shrunk);
    }
  }
  if (!table) {
    fmt::print("classes {}, at equal age {}, entries a patent {:.3f}, spread {:.3f}\n",
               result.classes.size(), known, result.entries_a_patent, result.spread);
  }
}

void print_firms(const std::filesystem::path& folder) {
  const auto rows =
      got(firm_years_of(got(read_csv(folder / "firm-innovation/InstInnovation.csv"))));
  for (const bool years : {false, true}) {
    HoldOutOptions options;
    options.year_effects = years;
    const HoldOutTest test = got(hold_out_firms(rows, options));
    fmt::print("firms {}, rows {}, year effects {}\n", test.firms, test.rows, years);
    fmt::print("  mean R2 of ten folds: size {:.4f}, with innovation {:.4f}\n", test.size_mean,
               test.innovation_mean);
    const auto print = [](const char* name, const Estimate& e) {
      fmt::print("  {}: {:.4f} [{:.4f}, {:.4f}]\n", name, e.value, e.low, e.high);
    };
    print("all rows, size", test.size);
    print("all rows, with innovation", test.innovation);
    print("gain", test.gain);
  }
  for (const FirmColumns columns : {FirmColumns::kSize, FirmColumns::kInnovation}) {
    const FirmValueModel model = got(fit_firm_value(rows, columns));
    const auto names = names_of(columns);
    fmt::print("fit of all: R2 {:.4f}, deviation {:.4f}\n", model.r_squared,
               model.residual_deviation);
    for (std::size_t i = 0; i < names.size(); ++i) {
      fmt::print("  {} {:.5f}\n", names[i], model.coefficients[i]);
    }
  }
}

void print_scale() {
  for (const std::string& industry : scale_industries(scale_parameters())) {
    for (const double employees : {30.0, 150.0, 20000.0}) {
      const ScalePrior prior = got(scale_prior({industry, employees, {}}, scale_parameters()));
      fmt::print("{} {:.0f}: median {:.0f}, sigma {:.3f}, p10 {:.0f}, p90 {:.0f}", industry,
                 employees, prior.value.median(), prior.sigma_log, prior.value.quantile(.1),
                 prior.value.quantile(.9));
      for (const ScaleSource& source : prior.sources) {
        fmt::print("; {} {:.0f} ({:.2f})", source.name, std::exp(source.log_median.value_or(NAN)),
                   source.weight);
      }
      fmt::print("\n");
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "learned_models FOLDER [--classes]\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  const LapseData data = lapse_data(folder);
  const GrantTimes times = got(GrantTimes::from(data.grants, 2000, 2020));
  if (count > 2) {
    print_classes(data, times, true);
    return 0;
  }
  const LapseOptions options = options_of(data, times);
  fmt::print("share that owes no fees {:.4f}\n", options.without_fees);
  print_fit("both margins", data, times, true, options);
  LapseOptions later = options;
  later.latest_snapshot = 2024;
  print_fit("both margins, snapshot until 2024", data, times, true, later);
  print_fit("shares alone", data, times, false, options);
  print_classes(data, times, false);
  print_firms(folder);
  print_scale();
  return 0;
}
