// May this right be pledged for this loan, by the rules in force on the day? Pure: rule set and
// facts in, verdict out.
//
// A right is refused only by a rule whose text was read (grade seen) and a fact at hand. A rule
// that is recalled or our own objects with "to be confirmed", and so does one whose fact was
// counted with a recalled schedule of fees or terms; a list recalled as a whole confirms nothing
// even when no rule objects. A fact that is unknown is a condition, with the document that settles
// it. A matter the parties may cure by a declaration is a condition until they made it.
#pragma once

#include <string>
#include <vector>

#include "book/credit.h"
#include "book/dossier.h"
#include "book/title.h"
#include "core/date.h"
#include "registers/facts.h"
#include "registers/lien.h"
#include "registers/status.h"
#include "standards/rule_set.h"

namespace pignus::policy {

/// References must outlive the call.
struct EligibilityInput {
  const book::Dossier& dossier;
  const book::OfferedRight& offered;
  const registers::RightFacts& facts;  ///< of this right, known by as_of.known_by
  const registers::LegalStatus& status;
  const registers::LienChain& liens;
  const book::Title& title;  ///< disclosure::title_on()
  /// The facts of every other right at hand that the firm offers, for rules that look at several
  /// rights: twins of a utility model, marks that go together.
  const std::vector<const registers::RightFacts*>& others;
  AsOf as_of;
};

/// The verdict is the worst of the results. Results hold what objects, asks, or cannot be tested; a
/// rule that is met leaves none.
book::Eligibility assess(const standards::RuleSet& rules, const EligibilityInput& input);

/// What the parties may declare in a dossier, as "<declaration>:<right>".
///   continue_despite_invalidation        both parties go on although the right is under attack
///   continue_despite_same_day_invention  both go on although a twin application is pending
///   no_same_day_invention                the firm declares that there is no such application
///   co_owner_consent                     every co-owner has agreed in writing
bool declared(const book::Dossier& dossier, std::string_view declaration,
              const registers::RightId& right);

}  // namespace pignus::policy
