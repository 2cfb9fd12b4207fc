// A mapping file says which column of somebody's table is which field of a fact, so that nobody has
// to write code for his own register extract, list of deals or reference table. docs/mapping.md
// describes it; examples/mapping/ has complete ones.
//
// A mapping makes rows of the plain format out of rows of the table; what a field may hold is
// checked there (registers/plain/).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/progress.h"
#include "core/result.h"
#include "registers/batch.h"
#include "registers/number.h"
#include "registers/table/table.h"

// Linear in the text, whatever the pattern: a mapping from elsewhere cannot hang the program.
namespace re2 {
class RE2;
}

namespace pignus::registers {

enum class MappedKind { kRight, kEvent, kRecording, kTrade, kReference };

/// How a value is read.
enum class FieldType { kText, kList, kRight, kRights, kDate, kNumber, kMoney, kFlag };

/// Where a field's text comes from and what is done to it, in this order.
struct FieldRule {
  std::string target;  ///< field of the plain format; "details.NAME"
  FieldType type = FieldType::kText;
  std::string column;  ///< "@header" and "@value" under FactRule::columns
  std::optional<std::string> constant;
  std::string pieces;     ///< template: text with {column} in it
  std::string cell;       ///< "B1": above the header
  std::string separator;  ///< of a list
  std::vector<std::string> missing;
  /// Its first group, or all it matches, is the value.
  std::shared_ptr<const re2::RE2> expression;
  std::map<std::string, std::string> values;
  std::optional<std::string> otherwise;  ///< for a text not in `values`, or none at all
  std::vector<std::string> dates;        ///< "%d.%m.%Y"
  char decimal = '.';
  std::optional<double> scale;
  std::string currency;
  std::string currency_column;
  std::string office;
  NumberKind number_kind = NumberKind::kPublication;
};

struct Condition {
  std::string column;
  std::vector<std::string> in;  ///< empty: not asked
  std::vector<std::string> not_in;
  std::shared_ptr<const re2::RE2> matches;
};

struct FactRule {
  MappedKind kind = MappedKind::kRight;
  std::vector<Condition> when;       ///< all must hold
  std::vector<std::string> columns;  ///< one fact a column: names, "*" for any text
  std::vector<std::string> except;
  std::vector<FieldRule> fields;
};

struct Mapping {
  std::string registry;  ///< Source::registry of its facts: whose word they are
  TableOptions table;
  std::vector<FactRule> facts;
};

/// A column is named by its header; "#3" is the third.
///
/// `file` names the mapping in errors. A key that does not belong is an error.
[[nodiscard]] Result<Mapping> parse_mapping(std::string_view toml, std::string_view file);
[[nodiscard]] Result<Mapping> read_mapping(const std::filesystem::path& path);

/// Facts and problems in the order of the rows. A problem names file, row and column. `known`: the
/// day known of facts whose row gives none. A column the mapping names and the table lacks is the
/// returned error.
[[nodiscard]] Status apply_mapping(const Mapping& mapping, const Table& table,
                                   std::optional<Date> known, const FactSink& sink);

[[nodiscard]] Status read_mapped_file(const std::filesystem::path& path, const Mapping& mapping,
                                      std::optional<Date> known, const FactSink& sink,
                                      const TableLimits& limits = {});

}  // namespace pignus::registers
