// What a register says of a right. These are facts: each carries where it was read and, for events
// and recordings, when it became true and when it became known.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"

namespace pignus::registers {

enum class RightType {
  kUnknown,
  kInvention,  ///< patent for invention; US utility patent
  kUtilityModel,
  kDesign,
  kPlant,
  kReissue,
  kStatutoryInvention,
  kTrademark,
};
/// "invention", "utility_model", … and back.
std::string_view name_of(RightType type);
std::optional<RightType> parse_right_type(std::string_view name);

/// The key of a right: "<office>-<letter>-<serial>". Letters: P invention (patent), U utility
/// model, D design, V plant, R reissue, H statutory invention, T trademark, and A for an
/// application known by no other number yet (application_key() in number.h). Serials:
///   US  the patent number without leading zeros ("US-P-8789601", "US-D-337000"); for A the
///       application number, series and serial ("US-A-13679689")
///   CN  the application number without check digit ("CN-P-201410234381", eight digits before
///       October 2003), because a granted patent keeps it (ZL…); for T the registration number
///   US T  the registration number without leading zeros, before registration the serial number
///         (eight digits from 60 on; the store joins the two by the record's application number)
///   EM T  the application number without leading zeros, which a registration keeps; G and the
///         number for an international registration that designates the EU ("EM-T-G928475")
///   KR T  the application number ("KR-T-4020190000011"), which its service gives for every mark
///   others: the publication's national number in normal form, without kind code; of marks, designs
///         and indications in WIPO ST.96 the registration number, else the application number
struct RightId {
  std::string value;

  std::string_view office() const { return std::string_view(value).substr(0, 2); }
  friend bool operator==(const RightId&, const RightId&) = default;
  friend auto operator<=>(const RightId&, const RightId&) = default;
};

/// A person or firm as the register spells it.
struct Party {
  std::string name;
  std::string country;     ///< ISO 3166 alpha-2 where given, else ""
  std::string identifier;  ///< unified social credit code or the like, else ""

  friend bool operator==(const Party&, const Party&) = default;
};

/// Where a fact was read.
struct Source {
  std::string file;          ///< name as imported, no directory
  std::string sha256;        ///< of the file; "" until the store fills it in
  std::uint64_t record = 0;  ///< position in the file, from 1
  std::string origin;        ///< plain format only: where its author took it from, in his words
  /// Id of the format it was read in ("docdb", "uspto-grant"; registers/format.h): which register
  /// speaks. read_register_file fills it in; "" for facts made otherwise.
  std::string registry = {};

  friend bool operator==(const Source&, const Source&) = default;
};

/// One citation made by the right.
struct Citation {
  std::string document;  ///< "US6147451A" normal form where it parses; else the text
  RegisterDate date;
  bool by_examiner = false;
  bool is_patent = true;  ///< false: literature

  friend bool operator==(const Citation&, const Citation&) = default;
};

/// A right as one record of one source describes it.
struct RightRecord {
  RightId id;
  RightType type = RightType::kUnknown;
  std::string application_number;  ///< normal form, "" unknown
  std::string publication_number;  ///< of the application as published
  std::string grant_number;        ///< patent or registration number with kind code where known
  RegisterDate filing_date;
  RegisterDate priority_date;
  RegisterDate publication_date;
  RegisterDate grant_date;   ///< grant, or registration of a mark
  RegisterDate expiry_date;  ///< only where the register states it
  int term_adjustment_days = 0;
  bool terminal_disclaimer = false;
  std::string title;
  std::vector<Party> owners;  ///< owners, applicants or assignees on this record
  std::vector<std::string> inventors;
  std::optional<int> claim_count;
  std::optional<int> independent_claim_count;
  std::optional<int> figure_count;
  std::vector<std::string> classes;  ///< IPC/CPC ("E21B43/26") or Nice ("9"), main first
  std::vector<Citation> citations;
  std::vector<std::string> family;  ///< numbers of related rights, normal form
  /// EP, WO, Madrid: the states designated on this record, ST.3 codes in order; empty: none said.
  std::vector<std::string> designated_states;
  /// What else the record says, by name; docs/glossary.md lists the names ("status", "status_date",
  /// "goods.9", "mark_kind"). Nothing here decides a status by itself.
  std::map<std::string, std::string> details;
  /// The day this record became public. Where the source tells no day it is 1970-01-01 and the
  /// detail "undated" says so; whoever keeps the record puts the day it was learned.
  Date known;
  Source source;

  friend bool operator==(const RightRecord&, const RightRecord&) = default;
};

}  // namespace pignus::registers
