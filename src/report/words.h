// The words of the domain in the reader's language, and what both the page and the terminal say of
// a right. Open words (names of inputs, methods, zones) without a message are shown as they are.
#pragma once

#include <string>
#include <vector>

#include "book/underwriting.h"
#include "report/format.h"

namespace pignus::report {

std::string word(const Format& format, registers::LegalState state);
std::string word(const Format& format, registers::RightType type);
std::string word(const Format& format, registers::ConveyanceClass conveyance);
std::string word(const Format& format, registers::LienNote note);
std::string word(const Format& format, book::Severity severity);
std::string word(const Format& format, book::Verdict verdict);
std::string word(const Format& format, book::Outcome outcome);
std::string word(const Format& format, book::FindingCode code);
std::string word(const Format& format, standards::Grade grade);
std::string method_word(const Format& format, const std::string& method);
std::string input_word(const Format& format, const std::string& input);
/// "34 to 71", or one number where nothing is unknown.
std::string score_text(const Format& format, const book::ScoreLine& line);
/// The name in the reader's language; names of scorecards' nodes are data, not messages.
std::string node_name(const Format& format, const std::string& english, const std::string& chinese);
/// "orderly liquidation, net of its cost"
std::string basis_word(const Format& format, const std::string& basis);
/// With what chance and after what time the right sells on a basis of value.
std::string sale_text(const Format& format, const book::BasisValue& basis);
std::string zone_word(const Format& format, const std::string& zone);
/// A unit of an input: "1/year", "share of net sales"; unknown units are shown as they are.
std::string unit_word(const Format& format, const std::string& unit);

/// "relief from royalty: no revenue of the product is known", from "<method>:<message key>".
std::string refusal_text(const Format& format, const std::string& refused);
/// The number people know a right by: granted, else published, else applied for, else its key.
std::string number_of(const registers::RightFacts& facts, const std::string& fallback);
/// Title of record, else as the firm states it, else "".
std::string title_of(const book::RightFile& file);
/// Owners on the day of the report; where no title was made out, those of the record.
std::string owners_text(const Format& format, const book::RightFile& file);
/// In force, plus what stands against it: "in force; invalidation pending".
std::string status_text(const Format& format, const registers::LegalStatus& status);
/// Standards a list at hand declares a patent essential to, each with who says so and since when.
std::string standards_text(const Format& format, const registers::RightFacts& facts);
/// Liens open on `as_of`.
std::vector<const registers::Lien*> open_liens(const registers::LienChain& chain, AsOf as_of);
/// Executed and released, but the release was not yet on record on `as_of`: the lien shows open.
bool release_unrecorded(const registers::Lien& lien, AsOf as_of);
/// "open", "released", "released, not yet on record".
std::string lien_state(const Format& format, const registers::Lien& lien, AsOf as_of);
/// The worst verdict of the rule sets; nullopt: no rule set applies.
std::optional<book::Verdict> worst_verdict(const book::RightFile& file);
/// An input's value in its unit: one number, or median with p5 to p95.
std::string input_value(const Format& format, const book::Input& input);
/// What the next fee is for, in the reader's language where its kind is known.
std::string fee_text(const Format& format, const registers::FeeDue& fee);
/// All inputs of the underwriting, equal ones once, in order of appearance.
std::vector<book::Input> all_inputs(const book::Underwriting& underwriting);
/// "E9 · pledge omitted".
std::string finding_title(const Format& format, const book::Finding& finding);
/// What the register says, or that nothing is known.
std::string fact_text(const Format& format, const book::FactEvidence& fact);
/// What decided the status, with its day of record and where it is recorded.
std::string status_reason_text(const Format& format, const registers::StatusReason& reason);
/// The title of a rule set named "us-perfection-1" or, where none has it, the name.
std::string rule_set_title(const Format& format, const std::string& rule_set);
/// What is decided. Without an estimate of default the amount is called indicative; where a person
/// is to decide, a proposal.
std::string amount_text(const Format& format, const book::Underwriting& all);
std::string term_text(const Format& format, const book::Underwriting& all);
std::string rate_text(const Format& format, const book::Underwriting& all);
/// "CNY 5,000,000.00 for 24 months".
std::string request_text(const Format& format, const book::LoanRequest& request);
/// File, record and origin of a fact.
std::string source_text(const Format& format, const registers::Source& source);

}  // namespace pignus::report
