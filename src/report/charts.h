// The charts of a report, as inline SVG: drawn here, so that a report needs nothing from
// elsewhere. Each has a title and a description for those who do not see it; colour is never the
// only mark.
#pragma once

#include <string>

#include "book/underwriting.h"
#include "report/format.h"

namespace pignus::report {

/// A right's life: filing, publication, grant, fees and other events, liens from their execution
/// to their release (hatched where a release was signed and not yet on record), end of term, and
/// the day the report stands on. "" where no date is known.
std::string timeline_chart(const Format& format, const book::RightFile& file, AsOf as_of);

/// Each method's and the reconciled value: p5 to p95 as a line, p25 to p75 as a bar, the median as
/// a tick, on one axis (logarithmic where the values span more than a factor of 30). "" where there
/// is no value above zero.
std::string value_chart(const Format& format, const book::Appraisal& appraisal);

/// What moves a value most: a bar an input, from the value at its 10th to that at its 90th
/// percentile, around the mean as it stands; the widest ten. "" where nothing was turned.
std::string tornado_chart(const Format& format, const book::Appraisal& appraisal);

/// Loss given default and expected loss against loan to value, with the maximum at the confidence
/// and the loans requested and offered. "" with fewer than two points.
std::string loss_chart(const Format& format, const book::Terms& terms);

}  // namespace pignus::report
