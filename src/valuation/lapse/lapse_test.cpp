#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <string>

#include "core/date.h"
#include "core/file.h"
#include "support/shared_data.h"
#include "valuation/lapse/class_multiplier.h"
#include "valuation/lapse/fit.h"
#include "valuation/lapse/model_file.h"
#include "valuation/lapse/nelder_mead.h"

namespace pignus::valuation {
namespace {

using testing::shared_data;

/// Made up: lags that lengthen and shorten again, grants that grow.
std::vector<GrantYear> made_up_grants() {
  std::vector<GrantYear> years;
  for (int year = 1998; year <= 2023; ++year) {
    const double median = 2.2 + std::sin((year - 1998) / 8.0);
    years.push_back({year, 150'000 + 6'000.0 * (year - 1998), median * 1.1, median});
  }
  return years;
}

GrantTimes made_up_times() {
  return *GrantTimes::from(made_up_grants(), 2000, 2018);
}

LapseOptions made_up_options() {
  return {2000, 2009, .07, .08, 2019, 2023};
}

/// The margins that the parameters themselves make, without noise.
LapseMargins margins_of(const LapseParameters& truth, const GrantTimes& times) {
  LapseMargins margins;
  LapseHazards ages{};
  for (int year = 2000; year <= 2018; ++year) {
    const double counted = times.granted_before(year, truth.snapshot) / (1 - truth.without_fees);
    const LapseHazards shares = lapsed_shares(truth, times, year);
    const double share = std::accumulate(shares.begin(), shares.end(), 0.0);
    margins.years.push_back({year, counted * share, counted * (1 - share)});
    for (std::size_t k = 0; k < kLapseDecisions; ++k) {
      ages[k] += counted * shares[k];
    }
  }
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    margins.ages.push_back({lapse_age(k) + .1, ages[k]});
  }
  return margins;
}

LapseParameters any_truth() {
  const auto hazard = [] { return *rc::gen::inRange(5, 60) / 100.0; };
  return {{hazard(), hazard(), hazard()}, 2019.5 + *rc::gen::inRange(0, 30) / 10.0, .07, .08};
}

TEST(NelderMead, FindsTheBottomOfRosenbrocksValley) {
  const auto valley = [](std::span<const double> x) {
    return std::pow(1 - x[0], 2) + 100 * std::pow(x[1] - x[0] * x[0], 2);
  };
  const SimplexResult found = minimise(valley, std::vector<double>{-1.2, 1});
  EXPECT_TRUE(found.settled);
  EXPECT_NEAR(found.point[0], 1, 1e-4);
  EXPECT_NEAR(found.point[1], 1, 1e-4);
}

TEST(GrantTimes, OneYearsGrantsFallToTheFilingYearsByTheirLag) {
  // Nearly all lags are within three months of two years, and grants come in 2004 only.
  std::vector<GrantYear> years;
  for (int year = 2000; year <= 2006; ++year) {
    years.push_back({year, year == 2004 ? 1000.0 : 1e-9, 2.0005, 2});
  }
  const auto times = GrantTimes::from(years, 2000, 2005);
  ASSERT_TRUE(times) << times.error().message;
  EXPECT_NEAR(times->granted_before(2002, 2005), 1000, 40);
  EXPECT_NEAR(times->granted_before(2002, 2004.5), 500, 20);
  EXPECT_NEAR(times->granted_before(2002, 2004), 0, 1e-6);
  EXPECT_NEAR(times->granted_before(2001, 2005) + times->granted_before(2003, 2005), 0, 40);
  EXPECT_EQ(times->granted_before(2002, 2099), times->granted_before(2002, 2007));
  EXPECT_EQ(times->known_until(), 2007);
}

RC_GTEST_PROP(GrantTimes, GrantsOnlyRiseWithTime, ()) {
  const GrantTimes times = made_up_times();
  const int year = *rc::gen::inRange(2000, 2019);
  const double time = 1999 + *rc::gen::inRange(0, 2600) / 100.0;
  RC_ASSERT(times.granted_before(year, time) <= times.granted_before(year, time + .03));
  RC_ASSERT(times.granted_before(year, year) == 0);
}

TEST(GrantTimes, BadYearsAreRefusedByField) {
  const auto refused = [](std::vector<GrantYear> years, int first = 2000, int last = 2018) {
    const auto times = GrantTimes::from(years, first, last);
    return times ? std::string() : times.error().where.field;
  };
  const std::vector<GrantYear> good = made_up_grants();
  EXPECT_EQ(refused(good), "");
  EXPECT_EQ(refused({}), "grant_years");
  EXPECT_EQ(refused(good, 1990), "grant_years");
  EXPECT_EQ(refused(good, 2000, 2023), "grant_years");
  EXPECT_EQ(refused(good, 2010, 2005), "last_filing");
  std::vector<GrantYear> bad = good;
  bad.erase(bad.begin() + 5);
  EXPECT_EQ(refused(bad), "grant_years");
  bad = good;
  bad[7].lag_mean_years = bad[7].lag_median_years;
  EXPECT_EQ(refused(bad), "lag_mean_years");
  bad = good;
  bad[7].grants = std::nan("");
  EXPECT_EQ(refused(bad), "grants");
}

RC_GTEST_PROP(LapseFit, MarginsOfTheModelGiveItsNumbersBack, ()) {
  const GrantTimes times = made_up_times();
  const LapseParameters truth = any_truth();
  const auto fit = fit_lapse(margins_of(truth, times), times, made_up_options());
  RC_ASSERT(fit.has_value());
  RC_ASSERT(fit->settled);
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    RC_ASSERT(std::abs(fit->parameters.hazards[k] - truth.hazards[k]) < 2e-3);
  }
  RC_ASSERT(std::abs(fit->parameters.snapshot - truth.snapshot) < .02);
  RC_ASSERT(fit->deviance > -1e-3);
  RC_ASSERT(fit->degrees == 8);
}

RC_GTEST_PROP(LapseFit, WhatOwesNoFeesMovesHazardsAndNoPrediction, ()) {
  const GrantTimes times = made_up_times();
  const LapseMargins margins = margins_of(any_truth(), times);
  LapseOptions options = made_up_options();
  const auto some = fit_lapse(margins, times, options);
  options.without_fees = 0;
  const auto none = fit_lapse(margins, times, options);
  RC_ASSERT((some && none));
  for (int year = 2010; year <= 2016; ++year) {
    const auto share = [&](const LapseFit& fit) {
      const LapseHazards by = lapsed_shares(fit.parameters, times, year);
      return by[0] + by[1] + by[2];
    };
    RC_ASSERT(std::abs(share(*some) - share(*none)) < 2e-3);
  }
  RC_ASSERT(none->parameters.hazards[0] < some->parameters.hazards[0]);
}

TEST(LapseFit, PredictionsOfItsOwnMarginsBeatWhatNeedsNoModel) {
  const GrantTimes times = made_up_times();
  const LapseParameters truth{{.14, .22, .3}, 2021.4, .07, .08};
  const LapseMargins margins = margins_of(truth, times);
  const auto fit = fit_lapse(margins, times, made_up_options());
  ASSERT_TRUE(fit);
  const auto compared = compare_lapse(*fit, times, margins.years, made_up_options(), 2010, 2016);
  ASSERT_TRUE(compared) << compared.error().message;
  ASSERT_EQ(compared->years.size(), 7U);
  EXPECT_LT(compared->model_error, 1e-4);
  EXPECT_GT(compared->last_cohort_error, .05);
  EXPECT_EQ(compared->years[3].last_cohort, compared->years[6].last_cohort);
  const auto refused = [&](int first, int last) {
    const auto result = compare_lapse(*fit, times, margins.years, made_up_options(), first, last);
    return result ? std::string() : result.error().where.field;
  };
  EXPECT_EQ(refused(2009, 2012), "held_out");
  EXPECT_EQ(refused(2010, 2030), "years");
}

TEST(LapseFit, WhatOwesNoFeesIsTheShareBeyondTheGrantsOfOtherYears) {
  const GrantTimes times = made_up_times();
  const LapseMargins margins = margins_of({{.14, .22, .3}, 2023.9, .07, .08}, times);
  const auto share = share_without_fees(margins.years, times, 2000, 2009);
  ASSERT_TRUE(share) << share.error().message;
  EXPECT_NEAR(*share, .07, 1e-3);
  EXPECT_EQ(share_without_fees(margins.years, times, 2000, 2019).error().where.field, "years");
  const std::vector<FilingYear> few{{2000, 1, 1}};
  EXPECT_EQ(share_without_fees(few, times, 2000, 2000).error().where.field, "years");
}

TEST(LapseFit, BadInputIsRefusedByField) {
  const GrantTimes times = made_up_times();
  const LapseMargins good = margins_of({{.14, .22, .3}, 2021.4, .07, .08}, times);
  const auto refused = [&](const LapseMargins& margins, const LapseOptions& options) {
    const auto fit = fit_lapse(margins, times, options);
    return fit ? std::string() : fit.error().where.field;
  };
  EXPECT_EQ(refused(good, made_up_options()), "");
  LapseMargins bad = good;
  bad.years.erase(bad.years.begin() + 3);
  EXPECT_EQ(refused(bad, made_up_options()), "years");
  bad = good;
  for (FilingYear& year : bad.years) {
    year.lapsed = 0;
  }
  EXPECT_EQ(refused(bad, made_up_options()), "years");
  bad = good;
  bad.years.push_back({2030, 0, 5});
  EXPECT_EQ(refused(bad, made_up_options()), "years");
  bad = good;
  bad.ages[0].patents = -1;
  EXPECT_EQ(refused(bad, made_up_options()), "ages");
  bad.ages = {{4, 0}};
  EXPECT_EQ(refused(bad, made_up_options()), "ages");
  LapseOptions options = made_up_options();
  options.latest_snapshot = options.earliest_snapshot;
  EXPECT_EQ(refused(good, options), "snapshot");
  options = made_up_options();
  options.without_fees = 1;
  EXPECT_EQ(refused(good, options), "without_fees");
}

TEST(ThreeDecisions, AheadOfOneRightLieThoseNotYetPast) {
  const LapseHazards hazards{.1, .2, .3};
  const Date granted = *Date::parse("2012-02-29");
  const auto ahead = decisions_ahead(hazards, 1, granted, *Date::parse("2017-01-01"));
  ASSERT_TRUE(ahead);
  ASSERT_EQ(ahead->size(), 2U);
  EXPECT_EQ((*ahead)[0].grace_end.iso(), "2020-02-29");
  EXPECT_DOUBLE_EQ((*ahead)[0].gives_up, .2);
  EXPECT_DOUBLE_EQ((*ahead)[0].alive_before, 1);
  EXPECT_DOUBLE_EQ((*ahead)[1].alive_before, .8);
  EXPECT_NEAR(multiplied(hazards, 2)[0], 1 - .9 * .9, 1e-15);
  EXPECT_TRUE(decisions_ahead(hazards, 1, granted, *Date::parse("2030-01-01"))->empty());
  EXPECT_EQ(decisions_ahead(hazards, 0, granted, granted).error().where.field, "multiplier");
  EXPECT_EQ(decisions_ahead(hazards, 1, granted, *Date::parse("2011-01-01")).error().where.field,
            "as_of");
}

/// A class whose filings grow by `growth` a year and whose hazards are multiplied.
ClassCount class_of(const std::string& code, double patents, double growth, double multiplier,
                    const LapseParameters& truth, const GrantTimes& times) {
  LapseParameters own = truth;
  own.hazards = multiplied(truth.hazards, multiplier);
  own.without_fees = 0;
  double weights = 0;
  LapseHazards lapsed{};
  for (int year = 2000; year <= 2018; ++year) {
    const double weight =
        times.granted_before(year, truth.snapshot) * std::exp(growth * (year - 2009));
    weights += weight;
    const LapseHazards shares = lapsed_shares(own, times, year);
    for (std::size_t k = 0; k < kLapseDecisions; ++k) {
      lapsed[k] += weight * shares[k];
    }
  }
  const double total = lapsed[0] + lapsed[1] + lapsed[2];
  double days = 0;
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    days += lapsed[k] / total * (lapse_age(k) + truth.recording_lag) * 365.25;
  }
  return {code, patents * total / weights, patents * (1 - total / weights), days};
}

TEST(ClassMultiplier, AgeAndReadinessAreToldApart) {
  const GrantTimes times = made_up_times();
  const LapseParameters truth{{.14, .22, .3}, 2021.4, .07, .08};
  const LapseMargins margins = margins_of(truth, times);
  const auto fit = fit_lapse(margins, times, made_up_options());
  ASSERT_TRUE(fit);
  const std::vector<ClassCount> counts{class_of("A01B", 4e6, 0, 1, truth, times),
                                       class_of("G06N", 8000, .12, 1, truth, times),
                                       class_of("C07D", 8000, -.05, 1.5, truth, times),
                                       class_of("H99Z", 12, 0, 2.5, truth, times),
                                       {"Y10S", 0, 7, {}}};
  const auto result = class_multipliers(counts, *fit, times, margins);
  ASSERT_TRUE(result) << result.error().message;
  const auto of = [&](std::string_view code) {
    return *std::find_if(result->classes.begin(), result->classes.end(),
                         [&](const ClassMultiplier& row) { return row.code == code; });
  };
  EXPECT_NEAR(*of("A01B").at_equal_age, 1, .01);
  EXPECT_LT(of("G06N").raw, .75);  // young: fewer of its patents have come to a decision
  EXPECT_NEAR(*of("G06N").at_equal_age, 1, .02);
  EXPECT_NEAR(*of("G06N").growth, .12, .01);
  EXPECT_NEAR(*of("C07D").at_equal_age, 1.5, .03);
  EXPECT_NEAR(of("C07D").shrunk, 1.5, .15);
  // Twelve patents say little: most of what they show is taken for chance.
  EXPECT_LT(std::log(of("H99Z").shrunk), std::log(*of("H99Z").at_equal_age) / 2);
  EXPECT_FALSE(of("Y10S").at_equal_age);
  EXPECT_EQ(of("Y10S").shrunk, 1);
}

TEST(ClassMultiplier, TablesWithoutSenseAreRefused) {
  const GrantTimes times = made_up_times();
  const LapseMargins margins = margins_of({{.14, .22, .3}, 2021.4, .07, .08}, times);
  const auto fit = fit_lapse(margins, times, made_up_options());
  ASSERT_TRUE(fit);
  const auto refused = [&](const std::vector<ClassCount>& counts, const LapseMargins& of) {
    const auto result = class_multipliers(counts, *fit, times, of);
    return result ? std::string() : result.error().where.field;
  };
  EXPECT_EQ(refused({}, margins), "counts");
  EXPECT_EQ(refused({{"A01B", 10, 20, {}}}, margins), "mean_days");
  EXPECT_EQ(refused({{"A01B", -1, 20, 2700}}, margins), "counts");
  EXPECT_EQ(refused({{"A01B", 10, 20, 2700}}, {margins.years, {}}), "ages");
}

TEST(LapseMargins, TablesAreReadAndRefusedByLine) {
  const auto years = filing_years_of("\xEF\xBB\xBFYear,a,b\r\n2000,10,20\r\n2001,5,7\r\n", "f.csv");
  ASSERT_TRUE(years) << years.error().message;
  ASSERT_EQ(years->size(), 2U);
  EXPECT_EQ((*years)[1].others, 7);
  EXPECT_EQ(filing_years_of("Year,a,b\n2000,10,20\n2000,1,1\n", "f").error().where.record, 3U);
  EXPECT_EQ(filing_years_of("Year,a,b\n2000,x,20\n", "f").error().where.field, "lapsed");
  EXPECT_EQ(filing_years_of("Year,a,b\n2000,1\n", "f").error().where.field, "others");
  EXPECT_EQ(filing_years_of("Year,a,b\n20.5,1,1\n", "f").error().where.field, "year");
  EXPECT_FALSE(filing_years_of("", "f"));
  EXPECT_EQ(lapse_ages_of(",t,n\n0,4.1,-3\n", "f").error().where.field, "patents");
  EXPECT_EQ(lapse_ages_of(",t,n\n0,4.1,3\n", "f")->front().patents, 3);
  const auto classes =
      class_counts_of({"id\tname\tn\nA01B\t\"Soil;\xA0\"\t7\n",
                       "id\tname\tn\nA01B\tx\t9\nA01C\ty\t2\n", "id\tm\nA01B\t2700.5\nA01C\t9\n"},
                      "f");
  ASSERT_TRUE(classes) << classes.error().message;
  ASSERT_EQ(classes->size(), 2U);
  EXPECT_EQ(classes->front().mean_days, 2700.5);
  EXPECT_EQ(classes->back().lapsed, 0);
  EXPECT_FALSE(classes->back().mean_days);  // no lapsed patent: a mean of none
  EXPECT_EQ(class_counts_of({"h\nA\t1\nA\t2\n", "h\nA\t1\n", ""}, "f").error().where.record, 3U);
}

TEST(LapseMargins, OfTheEntitiesOnlyTheDirectionIsTold) {
  const std::vector<EntityMean> means{{"MICRO", 6}, {"UNDISCOUNTED", 7}, {"LARGE", 8}};
  EXPECT_EQ(lapses_earlier_than_undiscounted(means, "MICRO"), true);
  EXPECT_EQ(lapses_earlier_than_undiscounted(means, "LARGE"), false);
  EXPECT_EQ(lapses_earlier_than_undiscounted(means, "SMALL"), std::nullopt);
}

std::string read(const std::filesystem::path& path) {
  const auto text = read_file(path);
  return text ? *text : std::string();
}

struct RealLapse {
  LapseMargins margins;
  std::vector<GrantYear> grants;
  std::vector<ClassCount> classes;
};

RealLapse real_lapse() {
  RealLapse real;
  const auto text = [](const char* name) {
    return read(shared_data(std::string("models/lapse/") + name));
  };
  real.margins.years = *filing_years_of(text("Count_of_Abandoned_and_Non-abd.csv"), "years");
  real.margins.ages = *lapse_ages_of(text("Time_to_Abd.csv"), "ages");
  real.classes = *class_counts_of({text("Abd_patents_CPC_Patent_count_group_id.tsv"),
                                   text("Non_Abd_patents_CPC_Patent_count_group_id.tsv"),
                                   text("Abd_patents_CPC_Patent_group_id_mean.tsv")},
                                  "classes");
  const auto lags = nlohmann::json::parse(read(shared_data("models/patentworld/grant_lag.json")));
  for (const auto& row : lags) {
    real.grants.push_back({row.at("year").get<int>(), row.at("count").get<double>(),
                           row.at("avg_lag_days").get<double>() / 365.25,
                           row.at("median_lag_days").get<double>() / 365.25});
  }
  std::erase_if(real.grants, [](const GrantYear& year) { return year.year < 2000; });
  return real;
}

/// The repository that holds the tables is of spring 2022: they were read before June.
LapseOptions real_options(const RealLapse& real, const GrantTimes& times) {
  const auto without_fees = share_without_fees(real.margins.years, times, 2000, 2009);
  EXPECT_TRUE(without_fees);
  return {2000, 2009, without_fees.value_or(0), 4.0 / 52, 2021, 2022.42};
}

TEST(RealLapse, HeldOutFilingYearsAreMetFarBetterThanByTheLastCohort) {
  PIGNUS_NEEDS_SHARED("models/lapse/Time_to_Abd.csv");
  const RealLapse real = real_lapse();
  const auto times = GrantTimes::from(real.grants, 2000, 2020);
  ASSERT_TRUE(times) << times.error().message;
  const LapseOptions options = real_options(real, *times);
  EXPECT_GT(options.without_fees, .03);
  EXPECT_LT(options.without_fees, .1);
  const auto fit = fit_lapse(real.margins, *times, options);
  ASSERT_TRUE(fit) << fit.error().message;
  EXPECT_TRUE(fit->settled);
  const auto compared = compare_lapse(*fit, *times, real.margins.years, options, 2010, 2016);
  ASSERT_TRUE(compared) << compared.error().message;
  EXPECT_NEAR(compared->years[0].observed, 62955.0 / 247511, 1e-12);
  EXPECT_LT(compared->model_error, .006);
  EXPECT_GT(compared->last_cohort_error, .15);
  EXPECT_GT(compared->line_error, 5 * compared->model_error);
}

TEST(RealLapse, TheShippedModelIsTheFit) {
  const auto text = [](const char* name) {
    return read(std::filesystem::path(PIGNUS_SOURCE_DIR) / "models/lapse" / name);
  };
  const auto shipped = read_lapse_model(text("parameters.toml"), "parameters.toml");
  ASSERT_TRUE(shipped) << shipped.error().message;
  const auto multipliers = read_class_multipliers(text("classes.tsv"), "classes.tsv");
  ASSERT_TRUE(multipliers) << multipliers.error().message;
  EXPECT_GT(multipliers->size(), 600U);
  PIGNUS_NEEDS_SHARED("models/lapse/Time_to_Abd.csv");
  const RealLapse real = real_lapse();
  const auto times = GrantTimes::from(real.grants, 2000, 2020);
  const auto fit = fit_lapse(real.margins, *times, real_options(real, *times));
  ASSERT_TRUE(fit);
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    EXPECT_NEAR(shipped->hazards[k], fit->parameters.hazards[k], 1e-4);
  }
  const auto classes = class_multipliers(real.classes, *fit, *times, real.margins);
  ASSERT_TRUE(classes) << classes.error().message;
  EXPECT_GT(classes->entries_a_patent, 1.3);
  for (const ClassMultiplier& row : classes->classes) {
    ASSERT_TRUE(multipliers->contains(row.code)) << row.code;
    EXPECT_NEAR(multipliers->at(row.code).at_equal_age, row.shrunk, 1e-3) << row.code;
    EXPECT_NEAR(multipliers->at(row.code).raw, row.raw, 1e-3) << row.code;
  }
}

TEST(RealLapse, SmallerOwnersLetGoEarlierInTheMeans) {
  PIGNUS_NEEDS_SHARED("models/lapse/Entity_Abandonment_Time.csv");
  const auto means =
      entity_means_of(read(shared_data("models/lapse/Entity_Abandonment_Time.csv")), "entities");
  ASSERT_TRUE(means) << means.error().message;
  EXPECT_EQ(lapses_earlier_than_undiscounted(*means, "MICRO"), true);
  EXPECT_EQ(lapses_earlier_than_undiscounted(*means, "SMALL"), true);
}

TEST(LapseModelFile, WhatIsMissingIsNamed) {
  const std::string head = "id = \"x\"\nversion = \"1\"\n";
  const auto parameter = [](const std::string& name, const std::string& value) {
    return "[parameters." + name + "]\nvalue = " + value +
           "\nunit = \"u\"\nsource = \"s\"\ngrade = \"own\"\n";
  };
  const std::string good = head + parameter("hazard_4", "0.1") + parameter("hazard_8", "0.2") +
                           parameter("hazard_12", "0.3");
  EXPECT_EQ(read_lapse_model(good, "f").error().where.field, "recording_lag");
  EXPECT_EQ(read_lapse_model(good + parameter("recording_lag", "7"), "f").error().where.field,
            "recording_lag");
  EXPECT_TRUE(read_lapse_model(good + parameter("recording_lag", "0.1"), "f"));
  EXPECT_EQ(read_class_multipliers("c\tr\tm\nA01B\t1\t0\n", "f").error().where.field, "A01B");
  EXPECT_EQ(read_class_multipliers("c\tm\nA01B\t1\n", "f").error().where.field, "raw");
  const auto classes = read_class_multipliers("c\tr\tm\nA01B\t1.2\t1.5\nA01C\t.8\t1.3\n", "f");
  ASSERT_TRUE(classes) << classes.error().message;
  EXPECT_EQ(classes->at("A01B").usable(), 1.2);
  EXPECT_EQ(classes->at("A01C").usable(), 1);
}

}  // namespace
}  // namespace pignus::valuation
