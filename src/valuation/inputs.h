// Parameters of the standards and assumptions of the dossier, as the inputs a report shows.
#pragma once

#include <string_view>

#include "book/appraisal.h"
#include "book/dossier.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// Triangular from low over mode to high; a point where they are equal.
Distribution distribution_of(const standards::ModelParameter& parameter);
book::Input input_of(const standards::ModelParameter& parameter);
/// The same under another name, for a parameter that depends on the jurisdiction ("tax_rate").
book::Input input_of(const standards::ModelParameter& parameter, std::string_view name);
/// An assumption of the dossier: grade own, its source in the reader's words. The dossier's reader
/// has checked low <= mode <= high.
book::Input input_of(const book::Assumption& assumption);

}  // namespace pignus::valuation
