// What follows from what a firm states, as JSON: costs by lines, checks beside the value,
// intangibles, marks that go together. Private to report.
#pragma once

#include <optional>

#include "book/underwriting.h"
#include "core/json.h"

namespace pignus::report {

// Null where there is none.
Json stated_json(const std::optional<book::CostBreakdown>& cost);
Json stated_json(const std::optional<book::ProfitSplitResult>& check);
Json stated_json(const std::optional<book::HighValueResult>& test);
Json stated_json(const std::optional<book::IpscoreResult>& sheet);
Json stated_json(const std::optional<book::BrandStrengthResult>& strength);
Json stated_json(const std::optional<book::UsedWeights>& weights);

Json intangible_json(const book::IntangibleFile& file);
Json marks_json(const book::MarksTogether& marks);

}  // namespace pignus::report
