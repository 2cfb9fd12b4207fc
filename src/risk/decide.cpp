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
    all += (all.empty() ? "" : "; ") + text;
  }
  return all;
}

using Rights = std::vector<book::ConcernedRight>;

book::ConcernedRight named(const book::RightFile& file) {
  return {file.offered.id, file.offered.stated_number};
}

/// "rule.already_pledged" -> "matter.already_pledged": the same for every right, whatever stands
/// against it in particular; the right's own page tells that.
std::string matter_of(const std::string& rule_message) {
  const std::size_t begin = rule_message.find('.') + 1;
  return "matter." + rule_message.substr(begin, rule_message.find('.', begin) - begin);
}

/// Adds what is said, or, where it is said already, the rights it is said of.
void say_once(std::vector<book::Reason>& list, book::Reason said) {
  const auto same = std::find_if(list.begin(), list.end(), [&](const book::Reason& other) {
    return other.message == said.message && other.arguments == said.arguments &&
           other.grounds == said.grounds && other.rights.empty() == said.rights.empty();
  });
  if (same == list.end()) {
    list.push_back(std::move(said));
    return;
  }
  for (book::ConcernedRight& right : said.rights) {
    if (std::find(same->rights.begin(), same->rights.end(), right) == same->rights.end()) {
      same->rights.push_back(std::move(right));
    }
  }
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
    say_once(decision_.reasons, {std::move(message), std::move(arguments), {}, {}});
  }
  void warning(std::string message, std::vector<std::string> arguments = {}) {
    say_once(decision_.warnings, {std::move(message), std::move(arguments), {}, {}});
  }
  void condition(book::Condition condition) {
    say_once(decision_.conditions, std::move(condition));
  }

  void judge_right(const book::RightFile& file) {
    const Rights right = {named(file)};
    if (!may_be_pledged(file)) {
      exclude(file);
      return;
    }
    for (const book::Eligibility& eligibility : file.eligibility) {
      for (const book::RuleResult& result : eligibility.results) {
        judge_rule(file, result);
      }
    }
    if (file.facts.records.empty()) {
      condition({extract_key(file), {}, {}, right});
    } else if (file.status.state == registers::LegalState::kUnknown) {
      condition({"condition.status_statement", {}, {}, right});
    }
    for (const registers::Lien& lien : file.liens.liens) {
      if (lien.release_id.empty()) {
        condition({"condition.lien_released", {lien.id, joined(lien.holders)}, {}, right});
      }
    }
  }

  void exclude(const book::RightFile& file) {
    std::vector<book::Ground> grounds;
    for (const book::Eligibility& eligibility : file.eligibility) {
      for (const book::RuleResult& result : eligibility.results) {
        if (result.verdict == book::Verdict::kRefused &&
            result.evidence.grade == standards::Grade::kSeen) {
          grounds.push_back({result.message, result.arguments});
        }
      }
    }
    const bool ended = has_ended(file.status.state);
    if (grounds.empty()) {  // ended, and no rule had to say so
      grounds.push_back({"state." + std::string(registers::name_of(file.status.state)), {}});
    }
    say_once(decision_.reasons, {ended ? "decision.right_ended" : "decision.right_excluded",
                                 {},
                                 std::move(grounds),
                                 {named(file)}});
  }

  void judge_rule(const book::RightFile& file, const book::RuleResult& result) {
    if (result.verdict == book::Verdict::kConditional) {
      if (!result.settles.empty()) {
        condition({result.settles, {}, {}, {named(file)}});
      } else {
        condition({"condition.clarified",
                   {result.rule},
                   {{matter_of(result.message), {}}},
                   {named(file)}});
      }
    } else if (result.verdict != book::Verdict::kEligible) {
      condition({"condition.counsel_confirms",
                 {result.rule, "grade." + std::string(name_of(result.evidence.grade))},
                 {{matter_of(result.message), {}}},
                 {named(file)}});
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
      const Rights rights = book::concerned_rights(finding);
      const std::vector<std::string> code = {book::code_text(finding.code),
                                             "finding." + std::string(name_of(finding.code))};
      if (finding.severity == book::Severity::kCritical) {
        at_least(book::Outcome::kRefer);
        say_once(decision_.reasons, {rights.empty() ? "decision.critical_finding_on_firm"
                                                    : "decision.critical_finding",
                                     code,
                                     {},
                                     rights});
      }
      condition({"condition.finding_answered", code, {}, rights});
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
      ask_for_accounts(estimate.missing);
    } else if (estimate.zone == "distress") {
      at_least(book::Outcome::kRefer);
      reason("decision.distress");
    } else if (estimate.zone == "assumed") {
      warning("warning.pd_assumed");
    }
  }

  void ask_for_accounts(const std::vector<std::string>& missing) {
    if (missing.empty() || missing.front() == "accounts") {  // none at all
      condition({"condition.accounts_missing", {}, {}, {}});
      return;
    }
    std::vector<std::string> lines;
    lines.reserve(missing.size());
    for (const std::string& line : missing) {
      lines.push_back("account." + line);
    }
    condition({"condition.accounts", {joined(lines)}, {}, {}});
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
    decision_.term_months = months;
    // Without an estimate of default the offer is indicative: it stays among the terms.
    if (request_.default_estimate.pd_one_year) {
      decision_.amount = offered;
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
    for (const book::RightFile& file : request_.rights) {
      if (file.appraisal.assumed_only) {
        say_once(decision_.warnings, {"warning.assumed_only", {}, {}, {named(file)}});
      }
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
