#include "report/words.h"

#include <algorithm>
#include <cmath>

#include "registers/declared_standards.h"
#include "report/arguments.h"

namespace pignus::report {

namespace {

std::string open_word(const Format& format, const std::string& group, std::string_view name) {
  std::string plain(name);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return Messages::built_in().text_or(format.language(), group + std::string(name), plain);
}

std::string closed_word(const Format& format, const std::string& group, std::string_view name) {
  return format.say(group + std::string(name));
}

}  // namespace

std::string word(const Format& format, registers::LegalState state) {
  return closed_word(format, "state.", name_of(state));
}
std::string word(const Format& format, registers::RightType type) {
  return closed_word(format, "type.", name_of(type));
}
std::string word(const Format& format, registers::ConveyanceClass conveyance) {
  return closed_word(format, "conveyance.", name_of(conveyance));
}
std::string word(const Format& format, registers::LienNote note) {
  return closed_word(format, "lien_note.", name_of(note));
}
std::string word(const Format& format, book::Severity severity) {
  return closed_word(format, "severity.", name_of(severity));
}
std::string word(const Format& format, book::Verdict verdict) {
  return closed_word(format, "verdict.", name_of(verdict));
}
std::string word(const Format& format, book::Outcome outcome) {
  return closed_word(format, "outcome.", name_of(outcome));
}
std::string word(const Format& format, book::FindingCode code) {
  return open_word(format, "finding.", name_of(code));
}
std::string word(const Format& format, standards::Grade grade) {
  return closed_word(format, "grade.", standards::name_of(grade));
}
std::string method_word(const Format& format, const std::string& method) {
  return open_word(format, "method.", method);
}
std::string input_word(const Format& format, const std::string& input) {
  return open_word(format, "input.", input);
}
std::string score_text(const Format& format, const book::ScoreLine& line) {
  const auto whole = [&format](double score) {
    return format.count(static_cast<std::uint64_t>(std::lround(score)));
  };
  return line.low == line.high ? whole(line.low)
                               : format.say("ui.score_range", {whole(line.low), whole(line.high)});
}
std::string node_name(const Format& format, const std::string& english,
                      const std::string& chinese) {
  return format.language() == Language::kChinese && !chinese.empty() ? chinese : english;
}
std::string basis_word(const Format& format, const std::string& basis) {
  return open_word(format, "basis.", basis);
}
std::string sale_text(const Format& format, const book::BasisValue& basis) {
  return format.say("ui.basis_sale", {format.percent(basis.chance_of_sale),
                                      format.years(basis.years_to_sale.median())});
}
std::string zone_word(const Format& format, const std::string& zone) {
  return open_word(format, "zone.", zone);
}
std::string unit_word(const Format& format, const std::string& unit) {
  std::string key;
  for (const char c : unit) {
    key += c == ' ' || c == '/' ? '_' : c;
  }
  return Messages::built_in().text_or(format.language(), "unit." + key, unit);
}

std::string refusal_text(const Format& format, const std::string& refused) {
  const std::size_t colon = refused.find(':');
  if (colon == std::string::npos) {
    return method_word(format, refused);
  }
  return format.say("ui.label_value", {method_word(format, refused.substr(0, colon)),
                                       format.say(refused.substr(colon + 1))});
}

std::string number_of(const registers::RightFacts& facts, const std::string& fallback) {
  if (const registers::RightRecord* record = facts.latest_record()) {
    for (const std::string* number :
         {&record->grant_number, &record->publication_number, &record->application_number}) {
      if (!number->empty()) {
        return *number;
      }
    }
  }
  return fallback.empty() ? facts.id.value : fallback;
}

std::string title_of(const book::RightFile& file) {
  const registers::RightRecord* record = file.facts.latest_record();
  return record && !record->title.empty() ? record->title : file.offered.title;
}

std::string owners_text(const Format& format, const book::RightFile& file) {
  std::vector<std::string> names;
  for (const book::TitleHolder& holder : file.title.holders) {
    names.push_back(holder.is_the_firm ? format.say("ui.is_the_firm", {holder.party.name})
                                       : holder.party.name);
  }
  const registers::RightRecord* record = file.facts.latest_record();
  if (names.empty() && record != nullptr) {
    for (const registers::Party& owner : record->owners) {
      names.push_back(owner.name);
    }
  }
  return names.empty() ? format.unknown() : format.join(names);
}

std::string status_text(const Format& format, const registers::LegalStatus& status) {
  std::vector<std::string> parts{word(format, status.state)};
  if (status.invalidation_pending) {
    parts.push_back(format.say("ui.invalidation_pending"));
  }
  if (status.ownership_dispute) {
    parts.push_back(format.say("ui.ownership_dispute"));
  }
  if (status.attached) {
    parts.push_back(format.say("ui.attached"));
  }
  return format.join(parts);
}

std::string standards_text(const Format& format, const registers::RightFacts& facts) {
  std::vector<std::string> parts;
  for (const registers::StandardDeclaration& one : registers::declared_standards(facts)) {
    parts.push_back(
        format.say("ui.declared_essential",
                   {one.standard, source_text(format, one.source), format.date(one.known)}));
  }
  return parts.empty() ? format.unknown() : format.join(parts);
}

std::vector<const registers::Lien*> open_liens(const registers::LienChain& chain, AsOf as_of) {
  std::vector<const registers::Lien*> open;
  for (const registers::Lien& lien : chain.liens) {
    if (lien.open_on(as_of)) {
      open.push_back(&lien);
    }
  }
  return open;
}

bool release_unrecorded(const registers::Lien& lien, AsOf as_of) {
  return lien.release_executed && *lien.release_executed <= as_of.true_on && lien.open_on(as_of);
}

std::string lien_state(const Format& format, const registers::Lien& lien, AsOf as_of) {
  if (release_unrecorded(lien, as_of)) {
    return format.say("ui.lien_release_unrecorded");
  }
  if (lien.executed > as_of.true_on) {
    return format.say("ui.lien_later");
  }
  return format.say(lien.open_on(as_of) ? "ui.lien_open" : "ui.lien_released");
}

std::optional<book::Verdict> worst_verdict(const book::RightFile& file) {
  std::optional<book::Verdict> worst;
  for (const book::Eligibility& eligibility : file.eligibility) {
    worst = worst ? std::max(*worst, eligibility.verdict) : eligibility.verdict;
  }
  return worst;
}

std::string input_value(const Format& format, const book::Input& input) {
  const double low = input.value.quantile(0.05);
  const double high = input.value.quantile(0.95);
  const bool share = input.unit.starts_with("share") || input.unit.starts_with("1/year") ||
                     input.unit == "probability";
  const auto shown = [&](double value) {
    return share ? format.percent(value) : format.number(value);
  };
  return low == high ? shown(low)
                     : format.say("ui.median_and_interval",
                                  {shown(input.value.median()), shown(low), shown(high)});
}

std::string fee_text(const Format& format, const registers::FeeDue& fee) {
  return shown(format, fee.what);
}

std::vector<book::Input> all_inputs(const book::Underwriting& underwriting) {
  std::vector<book::Input> out;
  const auto add = [&out](const std::vector<book::Input>& inputs) {
    for (const book::Input& input : inputs) {
      const bool there = std::any_of(out.begin(), out.end(), [&](const book::Input& other) {
        return other.name == input.name && other.value == input.value && other.unit == input.unit &&
               other.evidence == input.evidence;
      });
      if (!there) {
        out.push_back(input);
      }
    }
  };
  for (const book::RightFile& file : underwriting.rights) {
    for (const book::MethodValue& method : file.appraisal.methods) {
      add(method.inputs);
    }
  }
  for (const book::IntangibleFile& file : underwriting.intangibles) {
    for (const book::MethodValue& method : file.methods) {
      add(method.inputs);
    }
  }
  add(underwriting.collateral.inputs);
  add(underwriting.default_estimate.inputs);
  add(underwriting.terms.inputs);
  return out;
}

std::string finding_title(const Format& format, const book::Finding& finding) {
  return code_text(finding.code) + " · " + word(format, finding.code);
}

std::string fact_text(const Format& format, const book::FactEvidence& fact) {
  const bool says_more = !fact.value.empty() && fact.what != "fact." + fact.value;
  return says_more
             ? format.say("ui.label_value", {format.say(fact.what), shown(format, fact.value)})
             : format.say(fact.what);
}

std::string status_reason_text(const Format& format, const registers::StatusReason& reason) {
  std::string text = say_shown(format, reason.message, reason.arguments);
  if (reason.known) {
    text = format.say("ui.known_after", {text, format.date(*reason.known)});
  }
  if (reason.source.file.empty()) {
    return text;
  }
  registers::Source source = reason.source;
  source.origin.clear();  // long, and it stands with the record
  return format.say("ui.from_source", {text, source_text(format, source)});
}

std::string rule_set_title(const Format& format, const std::string& rule_set) {
  std::string key = "standard." + rule_set;
  std::replace(key.begin(), key.end(), '-', '_');
  return Messages::built_in().text_or(format.language(), key, rule_set);
}

std::string amount_text(const Format& format, const book::Underwriting& all) {
  const book::Decision& made = all.decision;
  if (made.outcome == book::Outcome::kDecline) {
    return format.say("ui.none");
  }
  if (!all.default_estimate.pd_one_year) {
    return all.terms.offered
               ? format.say("ui.amount_indicative",
                            {format.amount(all.terms.offered->amount, all.terms.currency)})
               : format.unknown();
  }
  if (!made.amount) {
    return format.say("ui.none");
  }
  return made.outcome == book::Outcome::kRefer
             ? format.say("ui.amount_proposed", {format.money(*made.amount)})
             : format.money(*made.amount);
}

std::string term_text(const Format& format, const book::Underwriting& all) {
  if (all.decision.outcome == book::Outcome::kDecline || !all.decision.term_months) {
    return format.say("ui.none");
  }
  const std::string months = format.months(all.decision.term_months);
  return all.dossier.request.term_months ? months : format.say("ui.term_assumed", {months});
}

std::string rate_text(const Format& format, const book::Underwriting& all) {
  if (all.decision.outcome == book::Outcome::kDecline) {
    return format.say("ui.none");
  }
  return format.percent(all.decision.rate_per_year);
}

std::string request_text(const Format& format, const book::LoanRequest& request) {
  if (!request.amount && !request.term_months) {
    return format.say("ui.not_stated");
  }
  return format.say(
      "ui.amount_for_term",
      {request.amount ? format.money(*request.amount) : format.say("ui.not_stated"),
       request.term_months ? format.months(request.term_months) : format.say("ui.not_stated")});
}

std::string source_text(const Format& format, const registers::Source& source) {
  std::string text = source.record > 0 ? format.say("ui.source_record",
                                                    {source.file, std::to_string(source.record)})
                                       : source.file;
  if (!source.origin.empty()) {
    text += (text.empty() ? "" : " · ") + source.origin;
  }
  return text;
}

}  // namespace pignus::report
