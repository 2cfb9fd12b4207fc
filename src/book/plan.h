// What a firm plans with one right: figures that income, option and brand methods need beside the
// sales of its product. From plans.toml of the dossier (docs/plain-format.md). Amounts are in major
// units of the dossier's currency, one entry a year, the year after the dossier's day first.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/cost_plan.h"
#include "book/plan_range.h"

namespace pignus::book {

/// An asset the right needs to earn: plant, working capital, workforce, other rights.
struct ContributoryAsset {
  std::string name;
  std::vector<double> balance;    ///< fair value in use in the year
  double return_on = 0;           ///< fair return after tax, per year
  std::vector<double> return_of;  ///< wear not yet in the earnings, after tax

  friend bool operator==(const ContributoryAsset&, const ContributoryAsset&) = default;
};

struct ExcessEarningsPlan {
  std::vector<double> nopat;  ///< after tax, of the business that uses the right
  std::vector<double> share;  ///< of the year's business that rests on the right, [0, 1]
  double attrition = 0;       ///< share of what is left that is lost each year, [0, 1)
  std::vector<ContributoryAsset> contributory;

  friend bool operator==(const ExcessEarningsPlan&, const ExcessEarningsPlan&) = default;
};

/// A year of a business. A loss gives tax back: the firm has other profits to set it against, or
/// the plan says so in its costs.
struct BusinessYear {
  double revenue = 0;          ///< net sales, >= 0
  double operating_costs = 0;  ///< without depreciation, >= 0
  double depreciation = 0;     ///< >= 0
  double investment = 0;
  double working_capital_increase = 0;

  friend bool operator==(const BusinessYear&, const BusinessYear&) = default;
};

/// One business with the right and one without it.
struct WithAndWithoutPlan {
  std::vector<BusinessYear> with;
  std::vector<BusinessYear> without;  ///< as many years

  friend bool operator==(const WithAndWithoutPlan&, const WithAndWithoutPlan&) = default;
};

struct PremiumYear {
  double units = 0;          ///< sold with the right, >= 0
  double price_premium = 0;  ///< per unit over an unprotected like product
  double cost_saving = 0;    ///< per unit
  double upkeep = 0;         ///< yearly cost of keeping both: marketing, fees

  friend bool operator==(const PremiumYear&, const PremiumYear&) = default;
};

struct DevelopmentStage {
  std::string name;
  double years = 0;           ///< >= 0
  double cost = 0;            ///< at its beginning, >= 0
  double success_chance = 1;  ///< [0, 1]

  friend bool operator==(const DevelopmentStage&, const DevelopmentStage&) = default;
};

/// A product that is still to be developed or launched.
struct OptionPlan {
  PlanRange cash_flows;  ///< present value of the product's cash flows if launched today, > 0
  double launch_cost = 0;
  PlanRange volatility;      ///< of the log of that value, per square root of a year
  double riskless_rate = 0;  ///< per year, continuous
  std::vector<DevelopmentStage> stages;

  friend bool operator==(const OptionPlan&, const OptionPlan&) = default;
};

/// A year with a brand. Units, and prices per unit.
struct BrandYear {
  double price = 0;           ///< of the branded product, net
  double volume = 0;          ///< of it, units
  double generic_price = 0;   ///< of the same without a brand
  double generic_volume = 0;  ///< that would be sold without it
  double unit_cost = 0;       ///< variable, the same with and without
  double brand_cost = 0;      ///< what keeping the brand costs: marketing above others'
  double capital_charge = 0;  ///< on the assets besides the brand, for the income split
  double survival = 1;        ///< chance that the mark stands through the year; set by the method

  friend bool operator==(const BrandYear&, const BrandYear&) = default;
};

struct BrandPlan {
  std::vector<BrandYear> years;
  std::optional<PlanRange> brand_share;  ///< of the residual profit: for the income split

  friend bool operator==(const BrandPlan&, const BrandPlan&) = default;
};

/// A state of the world: every year's earnings of the plan times `factor`.
struct PlanScenario {
  std::string name;
  double probability = 0;
  double factor = 1;  ///< >= 0

  friend bool operator==(const PlanScenario&, const PlanScenario&) = default;
};

/// A year of the business area that the right belongs to, for the questionnaire of IPScore.
struct IpscorePlan {
  double turnover = 0;  ///< of the firm, > 0
  double direct_costs = 0;
  double indirect_costs = 0;
  double depreciation = 0;
  int depreciation_years = 1;
  double share = 1;  ///< of the business area in the turnover, [0, 1]

  friend bool operator==(const IpscorePlan&, const IpscorePlan&) = default;
};

struct RightPlan {
  std::string source;  ///< whose plan, of which day, checked by whom
  std::optional<ExcessEarningsPlan> excess_earnings;
  std::optional<WithAndWithoutPlan> with_and_without;
  std::vector<PremiumYear> premium;  ///< empty: no such plan
  std::optional<OptionPlan> option;
  std::optional<BrandPlan> brand;
  std::vector<PlanScenario> scenarios;  ///< empty: the plan as it is
  /// To questions of scorecards, "CARD.NODE": a score of 0 to 100, or the figure the node asks for;
  /// "high-value.FLAG": 1 or 0; "ipscore.A1" to "ipscore.E8": 1 to 5.
  std::map<std::string, double> answers;
  std::optional<CostPlan> cost = std::nullopt;
  std::optional<double> gross_margin = std::nullopt;  ///< of the product's net sales, [0, 1]
  std::optional<IpscorePlan> ipscore = std::nullopt;

  friend bool operator==(const RightPlan&, const RightPlan&) = default;
};

}  // namespace pignus::book
