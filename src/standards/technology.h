// Figures of technologies: grants by field and year, citations received by age. Data from
// standards/technology/; traps of the sources: docs/methods/trends.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

/// WIPO's technology fields are numbered from 1 to 35.
inline constexpr int kTechnologyFields = 35;

struct TechnologyField {
  int number = 0;
  std::string name;    ///< "Computer technology", as WIPO's concordance has it
  std::string sector;  ///< "Electrical engineering"
  /// By year from TechnologyGrants::first_year on; empty: the source has no count of the field.
  std::vector<double> grants;
};

struct TechnologySection {
  char letter = 'A';  ///< of CPC, A to H
  std::vector<double> grants;
};

struct TechnologyGrants {
  int first_year = 0;
  Date complete_to;  ///< nothing after this day is counted
  Date known;        ///< the day the counts became known; what they count was known earlier
  Evidence evidence;
  std::vector<TechnologyField> fields;      ///< by number, all of them
  std::vector<TechnologySection> sections;  ///< by letter
};

struct SectionCitations {
  char letter = 'A';
  /// By age in years, rounded to the nearest, from 0; the last holds that age and all later ones.
  std::vector<double> received;
};

struct TechnologyCitations {
  int first_cohort = 0;  ///< years of grant of the cited
  int last_cohort = 0;
  Date covered_to;  ///< last day of grant of the citing
  Date known;
  int made_first_year = 0;
  std::vector<double>
      made;  ///< citations by year of the citing; the last year may be a part of one
  Evidence evidence;
  std::vector<SectionCitations> sections;  ///< by letter
};

/// kInvalidInput names file and key: counts below zero, a series of another length than its years,
/// a number or letter that stands twice or not at all.
[[nodiscard]] Result<TechnologyGrants> parse_technology_grants(std::string_view toml,
                                                               std::string_view file);
[[nodiscard]] Result<TechnologyCitations> parse_technology_citations(std::string_view toml,
                                                                     std::string_view file);
/// The embedded files, read once. Abort where a file of the program itself is wrong.
const TechnologyGrants& technology_grants();
const TechnologyCitations& technology_citations();

/// One row of the concordance: "G06F" or "H04N 21" and its field.
struct IpcField {
  std::string_view symbol;
  int field = 0;
};
/// Rows in order of symbols, each once; the views point into `tsv`.
[[nodiscard]] Result<std::vector<IpcField>> parse_ipc_fields(std::string_view tsv,
                                                             std::string_view file);
/// The field of an IPC or CPC symbol ("G06F17/30", "H04N 21/4402", "A61K"); nullopt where the
/// concordance does not know it. The main group decides where the subclass is shared out.
std::optional<int> technology_field(std::string_view symbol);
/// Its section, A to H; nullopt for anything else, so too for CPC's Y, which only tags.
std::optional<char> technology_section(std::string_view symbol);

}  // namespace pignus::standards
