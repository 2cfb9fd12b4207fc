// What one exchange document of the EPO says, still as the document spells it: views into its text.
// Filled by a scan (exchange_scan.h) or from a parsed tree (exchange_tree.h); made into facts by
// exchange_record.h. A reader keeps one and clears it for each record, so that nothing is allocated
// twice.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pignus::registers {

/// <document-id>. Raw text, entities not decoded.
struct ExchangeNumber {
  std::string_view format;  ///< "docdb", "epodoc", "original", "" not told
  std::string_view country;
  std::string_view number;
  std::string_view kind;
  std::string_view date;

  friend bool operator==(const ExchangeNumber&, const ExchangeNumber&) = default;
};

/// A priority claimed. One claim comes in several formats, tied by its sequence.
struct ExchangePriority {
  ExchangeNumber number;
  std::string_view sequence;

  friend bool operator==(const ExchangePriority&, const ExchangePriority&) = default;
};

/// An applicant or inventor in one of its spellings: "docdb" (standardised), "docdba" (as on the
/// document), "epodoc", "original".
struct ExchangeParty {
  std::string_view format;
  std::string_view sequence;
  std::string_view name;     ///< raw contents
  std::string_view country;  ///< of residence, else of the address

  friend bool operator==(const ExchangeParty&, const ExchangeParty&) = default;
};

struct ExchangeTitle {
  std::string_view language;
  std::string_view format;
  std::string_view text;

  friend bool operator==(const ExchangeTitle&, const ExchangeTitle&) = default;
};

/// A class symbol. `scheme`: "ipcr" and "ipc" for the two IPC elements, else as written ("CPCI").
/// OPS gives CPC symbols in parts; `symbol` then is the section and `rest` the others.
struct ExchangeClass {
  std::string_view scheme;
  std::string_view symbol;
  std::string_view position;      ///< "F" first, "L" later, "" in ipcr: within the symbol's text
  std::string_view rest[4] = {};  // NOLINT: class, subclass, main group, subgroup

  friend bool operator==(const ExchangeClass& a, const ExchangeClass& b) {
    for (int i = 0; i < 4; ++i) {
      if (a.rest[i] != b.rest[i]) return false;
    }
    return a.scheme == b.scheme && a.symbol == b.symbol && a.position == b.position;
  }
};

struct ExchangeCitation {
  std::string_view phase;       ///< "SEA", "national-search-report"
  std::string_view cited_by;    ///< "examiner", "applicant", "" not told
  ExchangeNumber document;      ///< the docdb form where there is one
  std::string_view as_text;     ///< patcit dnum, or the first form that is not docdb
  std::string_view literature;  ///< raw contents of nplcit

  friend bool operator==(const ExchangeCitation&, const ExchangeCitation&) = default;
};

/// One of the dates of public availability: its element's name and day.
struct ExchangeDay {
  std::string_view name;
  std::string_view date;

  friend bool operator==(const ExchangeDay&, const ExchangeDay&) = default;
};

struct ExchangeParts {
  // Attributes of the document.
  std::string_view country;
  std::string_view number;
  std::string_view kind;
  std::string_view published;
  std::string_view family_id;
  std::string_view status;
  std::string_view exchanged;  ///< date of last exchange

  std::vector<ExchangeNumber> publications;
  std::vector<ExchangeNumber> applications;
  std::vector<ExchangePriority> priorities;
  std::vector<ExchangeParty> applicants;
  std::vector<ExchangeParty> inventors;
  std::vector<ExchangeTitle> titles;
  std::vector<ExchangeClass> classes;
  std::vector<ExchangeCitation> citations;
  std::vector<ExchangeDay> availability;
  std::vector<std::string_view> designated;
  std::vector<std::string_view> extended;  ///< extension and validation states
  std::vector<ExchangeNumber> family;      ///< publications of its members, docdb form
  std::vector<ExchangeNumber> related;     ///< parents and children, docdb form

  /// Texts that are no slice of the document: made by the tree.
  std::deque<std::string> made;

  void clear();
};

}  // namespace pignus::registers
