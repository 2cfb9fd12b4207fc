// What trends did to a value, in the reader's language: for the page and the terminal.
#pragma once

#include <string>
#include <vector>

#include "book/appraisal.h"
#include "report/format.h"

namespace pignus::report {

/// "Obsolescence of the field (Measurement)"
std::string trend_name(const Format& format, const book::TrendEffect& effect);
/// "5.3 % (4.6 % to 7.1 %), compared with 4.8 %", of a known trend.
std::string trend_observed(const Format& format, const book::TrendEffect& effect);
/// "Economic life: 8.3 years becomes 7.9 years", of a known trend.
std::string trend_moved(const Format& format, const book::TrendEffect& effect);
/// "+12,000 CNY", or that no method here rests on what the trend moves.
std::string trend_change(const Format& format, const book::TrendEffect& effect, Currency currency);
/// One text a reason: the trends that are not known, and why.
std::vector<std::string> unknown_trends(const Format& format,
                                        const std::vector<book::TrendEffect>& effects);
/// That the value was made wider and why; "" where it was not.
std::string widening_text(const Format& format, const book::Appraisal& appraisal);

}  // namespace pignus::report
