#include "risk/decide.h"

#include <algorithm>
#include <string>
#include <utility>

#include "risk/terms.h"

namespace pignus::risk {

namespace {

bool has_ended(registers::LegalState state) {
  using registers::LegalState;
  return state == LegalState::kLapsed || state == LegalState::kExpired ||
         state == LegalState::kInvalidated || state == LegalState::kAbandoned;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    all += (all.empty() ? "" : ", ") + text;
  }
  return all;
}

/// Builds the decision up, from the mildest outcome to the hardest reason met.
class Judge {
 public:
  explicit Judge(const DecisionRequest& request) : request_(request) {
    decision_.outcome = book::Outcome::kApprove;
  }

  book::Decision judge() {
    for (const book::RightFile& file : request_.rights) {
      judge_right(file);
    }
    judge_collateral();
    judge_findings();
    judge_firm();
    judge_amount();
    warn();
    if (decision_.outcome == book::Outcome::kApprove && !decision_.conditions.empty()) {
      decision_.outcome = book::Outcome::kApproveWithConditions;
    }
    return std::move(decision_);
  }

 private:
  void at_least(book::Outcome outcome) { decision_.outcome = std::max(decision_.outcome, outcome); }
  void reason(std::string message, std::vector<std::string> arguments = {}) {
    decision_.reasons.push_back({std::move(message), std::move(arguments)});
  }
  void warning(std::string message, std::vector<std::string> arguments = {}) {
    decision_.warnings.push_back({std::move(message), std::move(arguments)});
  }
  void condition(std::string message, std::vector<std::string> arguments,
                 std::optional<registers::RightId> right = std::nullopt, std::string number = "") {
    const auto same = [&](const book::Condition& c) {
      return c.message == message && c.arguments == arguments && c.stated_number == number;
    };
    if (std::none_of(decision_.conditions.begin(), decision_.conditions.end(), same)) {
      decision_.conditions.push_back(
          {std::move(message), std::move(arguments), std::move(right), std::move(number)});
    }
  }

  void judge_right(const book::RightFile& file) {
    const std::string& number = file.offered.stated_number;
    if (!may_be_pledged(file)) {
      reason(has_ended(file.status.state) ? "decision.right_ended" : "decision.right_excluded",
             {number});
      explain_refusals(file);
      return;
    }
    for (const book::Eligibility& eligibility : file.eligibility) {
      for (const book::RuleResult& result : eligibility.results) {
        judge_rule(file, result);
      }
    }
    if (file.facts.records.empty()) {
      condition(extract_key(file), {number}, file.offered.id, number);
    }
    for (const registers::Lien& lien : file.liens.liens) {
      if (lien.release_id.empty()) {
        condition("condition.lien_released", {lien.id, joined(lien.holders)}, file.offered.id,
                  number);
      }
    }
  }

  void explain_refusals(const book::RightFile& file) {
    for (const book::Eligibility& eligibility : file.eligibility) {
      for (const book::RuleResult& result : eligibility.results) {
        if (result.verdict == book::Verdict::kRefused &&
            result.evidence.grade == standards::Grade::kSeen) {
          reason(result.message, result.arguments);
        }
      }
    }
  }

  void judge_rule(const book::RightFile& file, const book::RuleResult& result) {
    const std::string& number = file.offered.stated_number;
    if (result.verdict == book::Verdict::kConditional) {
      const bool names_document = !result.settles.empty();
      condition(names_document ? result.settles : result.message, result.arguments, file.offered.id,
                number);
    } else if (result.verdict != book::Verdict::kEligible) {
      condition("condition.counsel_confirms", {result.rule, result.evidence.source},
                file.offered.id, number);
    }
  }

  std::string extract_key(const book::RightFile& file) const {
    const std::string office =
        file.offered.id ? std::string(file.offered.id->office()) : request_.dossier.jurisdiction;
    if (office == "CN" || office == "US") {
      return "condition.register_extract_" + std::string(office == "CN" ? "cn" : "us");
    }
    return "condition.register_extract_other";
  }

  void judge_collateral() {
    if (std::none_of(request_.rights.begin(), request_.rights.end(), may_be_pledged)) {
      at_least(book::Outcome::kDecline);
      reason("decision.no_right_left");
    }
  }

  void judge_findings() {
    std::size_t lesser = 0;
    for (const book::Finding& finding : request_.findings) {
      if (finding.severity < book::Severity::kMajor) {
        ++lesser;
        continue;
      }
      if (finding.severity == book::Severity::kCritical) {
        at_least(book::Outcome::kRefer);
        reason("decision.critical_finding", {book::code_text(finding.code), finding.stated_number});
      }
      condition("condition.finding_answered",
                {book::code_text(finding.code), finding.stated_number}, finding.right,
                finding.stated_number);
    }
    if (lesser > 0) {
      warning("warning.lesser_findings", {std::to_string(lesser)});
    }
  }

  void judge_firm() {
    const book::DefaultEstimate& estimate = request_.default_estimate;
    if (!estimate.pd_one_year) {
      at_least(book::Outcome::kRefer);
      reason("decision.pd_unknown");
      condition("condition.accounts", {joined(estimate.missing)});
    } else if (estimate.zone == "distress") {
      at_least(book::Outcome::kRefer);
      reason("decision.distress");
    } else if (estimate.zone == "assumed") {
      warning("warning.pd_assumed");
    }
  }

  void judge_amount() {
    const book::LoanRequest& asked = request_.dossier.request;
    const book::Terms& terms = request_.terms;
    if (!asked.amount || asked.amount->minor <= 0) {
      at_least(book::Outcome::kRefer);
      reason("decision.no_amount_asked");
    }
    if (!terms.offered) {
      at_least(book::Outcome::kRefer);
      reason("decision.not_covered");
      return;
    }
    if (decision_.outcome == book::Outcome::kDecline) {
      return;  // no amount beside a refusal
    }
    const Money offered = Money::from_major(terms.offered->amount, terms.currency);
    const int months = term_months_of(asked, request_.parameters);
    decision_.amount = offered;
    decision_.term_months = months;
    if (request_.default_estimate.pd_one_year) {
      decision_.rate_per_year = terms.offered->rate_per_year;
    }
    if (asked.amount && offered.minor < asked.amount->minor) {
      reason("decision.amount_reduced", {asked.amount->text(), offered.text()});
    } else if (asked.amount) {
      reason("decision.amount_covered", {offered.text()});
    }
    if (asked.term_months && months < *asked.term_months) {
      reason("decision.term_reduced", {std::to_string(*asked.term_months), std::to_string(months)});
    }
  }

  void warn() {
    const auto unknown =
        std::count_if(request_.rights.begin(), request_.rights.end(),
                      [](const book::RightFile& file) { return file.appraisal.assumed_only; });
    if (unknown > 0) {
      warning("warning.assumed_only", {std::to_string(unknown)});
    }
    if (request_.dossier.jurisdiction == "US") {
      warning("warning.rank_depends_on_ucc");
    }
    warning("warning.own_parameters");
  }

  const DecisionRequest& request_;
  book::Decision decision_;
};

}  // namespace

bool may_be_pledged(const book::RightFile& file) {
  if (has_ended(file.status.state)) {
    return false;
  }
  for (const book::Eligibility& eligibility : file.eligibility) {
    for (const book::RuleResult& result : eligibility.results) {
      if (result.verdict == book::Verdict::kRefused &&
          result.evidence.grade == standards::Grade::kSeen) {
        return false;
      }
    }
  }
  return true;
}

book::Decision decide(const DecisionRequest& request) {
  return Judge(request).judge();
}

}  // namespace pignus::risk
