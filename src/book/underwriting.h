// The whole of one underwriting: what the desk puts together and the report shows. Serialised by
// report/, recomputed and compared by `pignus verify`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/credit.h"
#include "book/dossier.h"
#include "book/finding.h"
#include "book/intangible_file.h"
#include "book/marks_together.h"
#include "book/perfection.h"
#include "book/portfolio_overlap.h"
#include "book/product_coverage.h"
#include "book/title.h"
#include "core/date.h"
#include "registers/facts.h"
#include "registers/lien.h"
#include "registers/status.h"
#include "standards/weight_set.h"

namespace pignus::book {

/// What made a result, so that it can be made again.
struct Provenance {
  std::string software;  ///< "pignus 0.1.0"
  AsOf as_of;
  std::uint64_t seed = 0;
  std::uint64_t paths = 0;                    ///< simulated paths
  std::map<std::string, std::string> inputs;  ///< SHA-256 by name: dossier files, register sources
  std::map<std::string, std::string>
      standards;  ///< version or SHA-256 by id of each data file used
  std::vector<standards::WeightSet> weight_sets = {};  ///< a user's own, as they were
};

/// One offered right with everything found out about it.
struct RightFile {
  OfferedRight offered;
  registers::RightFacts facts;  ///< as known by as_of.known_by; id empty when not found
  registers::LegalStatus status;
  registers::LienChain liens;
  Title title;                           ///< owners of record on as_of
  std::vector<Eligibility> eligibility;  ///< one per rule set that applies
  Appraisal appraisal;
};

struct Underwriting {
  Dossier dossier;
  Provenance provenance;
  std::vector<RightFile> rights;         ///< in the dossier's order
  std::optional<Perfection> perfection;  ///< US dossiers only
  std::vector<Finding> findings;         ///< most severe first
  Distribution portfolio_value;          ///< going concern, eligible rights together
  CollateralPath collateral;             ///< their liquidation value as risk sees it
  DefaultEstimate default_estimate;
  Terms terms;
  Decision decision;
  std::vector<ProductCoverage> coverage;           ///< of the products that the dossier describes
  std::vector<IntangibleFile> intangibles = {};    ///< in the dossier's order
  std::vector<MarksTogether> marks_together = {};  ///< by office; empty: no mark is offered
  PortfolioOverlap overlap;  ///< between what rights are worth alone and what they are together
};

}  // namespace pignus::book
