#include "valuation/intangible.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "registers/facts.h"
#include "registers/status.h"
#include "valuation/cost/unregistered.h"
#include "valuation/method_parts.h"
#include "valuation/stated_cost.h"

namespace pignus::valuation {

namespace {

constexpr const char* kIncome = "unregistered_income";

Distribution triangle(const book::PlanRange& range) {
  return range.low < range.high ? Distribution::triangular(range.low, range.mode, range.high)
                                : Distribution(range.mode);
}

/// Tax and discount rates come as they do for a right of the dossier's jurisdiction.
Result<RateInputs> rates_of(const IntangibleRequest& request) {
  const book::OfferedRight none;
  const registers::RightFacts no_facts;
  const registers::LegalStatus no_status;
  Subject subject;
  subject.office = request.jurisdiction;
  return rate_inputs({.offered = none,
                      .facts = no_facts,
                      .status = no_status,
                      .parameters = request.parameters,
                      .assumptions = request.assumptions,
                      .jurisdiction = request.jurisdiction,
                      .currency = {},
                      .as_of = request.as_of,
                      .product = std::nullopt,
                      .fees = std::nullopt},
                     subject);
}

/// Of a copyright; unknown while the first publication is.
std::optional<double> copyright_age(const IntangibleRequest& request) {
  const book::OfferedIntangible& offered = request.offered;
  if (offered.kind != UnregisteredKind::kSoftware || !offered.published) {
    return std::nullopt;
  }
  return std::max(0.0, years_between(*offered.published, request.as_of));
}

void list_evidence(const std::vector<EvidenceItem>& items, const EvidenceReview& review,
                   book::IntangibleFile& file) {
  for (const EvidenceItem& item : items) {
    book::EvidenceLine line{item.id,
                            item.title,
                            item.title_zh,
                            std::string(name_of(item.role)),
                            EvidenceState::kUnknown,
                            ""};
    for (const EvidenceAnswer& answer : file.offered.evidence) {
      if (answer.id == item.id) {
        line.state = answer.state;
        line.document = answer.document;
      }
    }
    file.evidence.push_back(std::move(line));
  }
  file.shown = review.shown;
  file.asked = review.asked;
}

Status add_income(const IntangibleRequest& request, const EvidenceReview& review,
                  book::IntangibleFile& file) {
  const auto refuse = [&file](const std::string& why) {
    file.methods_refused.push_back(std::string(kIncome) + ":" + why);
    return Status{};
  };
  if (!request.offered.earnings) {
    return refuse("refused.no_earnings");
  }
  if (!request.offered.life_years) {
    return refuse("refused.no_life");
  }
  const standards::Evidence stated{request.offered.source, standards::Grade::kOwn};
  const book::Input earnings{"unregistered_earnings", triangle(*request.offered.earnings),
                             "per year", stated};
  const book::Input life{"economic_life_years", triangle(*request.offered.life_years), "years",
                         stated};
  PIGNUS_ASSIGN(const RateInputs rates, rates_of(request));
  const standards::ParameterSet& cost = request.parameters.method("cost");
  PIGNUS_ASSIGN(const UnregisteredInputs inputs,
                unregistered_inputs(request.offered.kind, review, cost, earnings.value, life.value,
                                    rates.tax.value, rates.discount.value, copyright_age(request)));
  UnregisteredAnswer answer =
      value_unregistered(inputs, review, request.seed, request.offered.id, request.paths);
  if (!answer.value) {
    return refuse("refused." + answer.refusal);
  }
  book::MethodValue method;
  method.method = kIncome;
  method.value = std::move(*answer.value);
  method.weight = 1;
  method.weight_reason = "weight.speaks_alone";
  method.contribution = method.value.mean();
  const standards::Evidence& decay =
      cost.at("earnings_decay_" + std::string(name_of(request.offered.kind))).evidence;
  const standards::Evidence leak =
      request.offered.kind == UnregisteredKind::kSoftware
          ? standards::Evidence{"software on sale is no secret", standards::Grade::kOwn}
          : cost.at(review.secrecy_shown ? "leak_known" : "leak_unshown").evidence;
  method.inputs = {earnings,
                   life,
                   rates.discount,
                   rates.tax,
                   {"unregistered_decay", inputs.decay, "1/year", decay},
                   {"unregistered_leak", inputs.leak, "1/year", leak},
                   {"unregistered_sigma", Distribution(inputs.sigma_evidence), "of the log",
                    cost.at("sigma_missing").evidence}};
  if (inputs.life_years_max) {
    method.inputs.push_back({"copyright_years_left", Distribution(*inputs.life_years_max), "years",
                             cost.at("copyright_term_years").evidence});
  }
  file.value = method.value;
  file.methods.push_back(std::move(method));
  return {};
}

Status add_cost(const IntangibleRequest& request, book::IntangibleFile& file) {
  if (!request.offered.cost) {
    file.methods_refused.emplace_back("cost:refused.no_cost_lines");
    return {};
  }
  std::optional<double> left;
  if (const auto age = copyright_age(request)) {
    const double term = request.parameters.method("cost").at("copyright_term_years").mode;
    left = std::max(0.0, term - *age);
  }
  PIGNUS_ASSIGN(StatedCost cost, stated_cost({.plan = *request.offered.cost,
                                              .source = request.offered.source,
                                              .parameters = request.parameters,
                                              .day = request.as_of,
                                              .remaining_life_years = left,
                                              .seed = request.seed,
                                              .key = "intangible/" + request.offered.id,
                                              .paths = request.paths}));
  if (!cost.value) {
    file.methods_refused.push_back("cost:" + cost.refusal);
    return {};
  }
  book::MethodValue method;
  method.method = "cost";
  method.value = std::move(*cost.value);
  method.weight_reason = "weight.cost_is_a_floor";
  method.inputs = std::move(cost.inputs);
  file.methods.push_back(std::move(method));
  file.cost_lines = std::move(cost.shown);
  return {};
}

}  // namespace

Result<book::IntangibleFile> value_intangible(const IntangibleRequest& request) {
  book::IntangibleFile file;
  file.offered = request.offered;
  const auto fill = [&request, &file]() -> Status {
    PIGNUS_ASSIGN(const auto items, evidence_items(request.offered.kind));
    PIGNUS_ASSIGN(const EvidenceReview review, review_evidence(items, request.offered.evidence));
    list_evidence(items, review, file);
    PIGNUS_TRY(add_income(request, review, file));
    return add_cost(request, file);
  };
  if (auto filled = fill(); !filled) {
    Error error = std::move(filled.error());
    error.where.field = "intangibles." + request.offered.id + "." + error.where.field;
    return fail(std::move(error));
  }
  return file;
}

}  // namespace pignus::valuation
