// What page and terminal say alike of what a firm states and of the checks beside a value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/underwriting.h"
#include "report/format.h"

namespace pignus::report {

/// "yes", "no", "unknown".
std::string flag_word(const Format& format, std::optional<bool> flag);
std::string evidence_word(const Format& format, book::EvidenceState state);
/// "34 to 71", or one number where they meet.
std::string bounds_text(const Format& format, double low, double high);
/// The same of a range of rates, in per cent.
std::string bounds_percent(const Format& format, const Distribution& rates);
/// "CN-T-1, CN-T-2"
std::string keys_text(const Format& format, const std::vector<registers::RightId>& rights);
/// How many marks are known, offered, missing and doubtful.
std::string marks_summary(const Format& format, const book::MarksTogether& marks);
/// The net present value, or why there is none.
std::string ipscore_value_text(const Format& format, const book::IpscoreResult& sheet,
                               Currency currency);
/// "weights bank-pledge version 2, saved by … on …", "" where the card's own stand.
std::string weight_set_text(const Format& format, const book::ScorecardResult& card);

}  // namespace pignus::report
