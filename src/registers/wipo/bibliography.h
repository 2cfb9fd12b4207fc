// The bibliography of a patent document as WIPO ST.36, ST.96 and their national forms have it,
// before an office's rules make a right of it: which number keys the right is the office's affair.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "registers/io/record_tree.h"
#include "registers/right.h"

namespace pignus::registers {

/// A number in a document, as written.
struct DocumentNumber {
  std::string country;
  std::string number;
  std::string kind;
  RegisterDate date;
  /// "original", "docdb", "epodoc", "standard", "" where it is not said.
  std::string format;

  bool empty() const { return number.empty(); }
};

/// A related document: "division", "continuation", "utility-model-basis", … and its number.
struct RelatedNumber {
  std::string relation;
  DocumentNumber document;
};

struct PatentBibliography {
  std::string office;  ///< whose document it is: the root's country, else the publication's
  DocumentNumber publication;
  DocumentNumber application;
  std::string application_type;
  std::vector<DocumentNumber> priorities;
  std::vector<std::string> classes;  ///< IPC, CPC, Locarno as RightRecord::classes has them
  std::string title;
  std::vector<Party> applicants;
  std::vector<Party> assignees;  ///< grantees, assignees, owners: whom the document calls so
  std::vector<std::string> inventors;
  std::vector<std::string> agents;
  std::vector<std::string> agencies;
  std::vector<RelatedNumber> related;
  std::vector<DocumentNumber> earlier;  ///< earlier publications of the same application
  DocumentNumber international_application;
  DocumentNumber international_publication;
  RegisterDate national_phase;  ///< the day the requirements of PCT articles 22 or 39 were met
  RegisterDate registration;    ///< of the grant, where it is not the day of publication
  std::vector<Citation> citations;
  std::optional<int> claim_count;
  std::optional<int> figure_count;
  std::vector<std::string> designated_states;
  std::map<std::string, std::string> details;
};

/// "CN104223352A": normal form where the number parses, else country, number and kind joined.
std::string normal_publication(const DocumentNumber& document);
/// "CN201410408762.5", "PCT/JP2014/059529": the same for an application.
std::string normal_application(const DocumentNumber& document);

/// "G09G3/36" of "G09G    3/36    (2006.01)", "A23L  17/00        20160101AFI20211129BHJP" or
/// "Int.Cl. 7 G09G 3/36"; the text itself where it is no class of the IPC.
std::string ipc_symbol(std::string_view text);

/// What every office maps alike: dates, title, parties, classes, counts, family, details. Sets no
/// id, no number but the application's, and no `known`. The owners are the assignees, or the
/// applicants where there is none.
RightRecord common_record(const PatentBibliography& bibliography);

/// "a; b; c" under `name`, where there is anything.
void put_list(std::map<std::string, std::string>& details, const std::string& name,
              const std::vector<std::string>& values);

}  // namespace pignus::registers
