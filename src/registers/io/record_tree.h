// A record of XML as a tree, for readers whose files differ in prefixes, order and wrapping: names
// are compared without their namespace prefix, text is taken with its markup dropped, and what
// cannot be read is noted instead of lost.
#pragma once

#include <functional>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/xml_nodes.h"

namespace pignus::registers {

/// A field that is there but not readable is left unknown and noted; the record stands.
struct FieldNotes {
  Where where;  ///< file and record
  std::vector<Error> unread;

  /// Notes `field`; quotes at most 60 bytes of `value`.
  void unreadable(std::string_view field, std::string_view value);
  /// Notes `field` with a message of its own.
  void note(std::string_view field, std::string message);
};

using xml::at_path;
using xml::child_named;
using xml::local_name;
/// All child elements of that local name, in order.
std::vector<pugi::xml_node> children_named(pugi::xml_node parent, std::string_view name);
/// The value of the attribute of that local name, trimmed; "" when there is none.
std::string attribute_named(pugi::xml_node node, std::string_view name);
/// All text below a node, markup dropped, runs of white space made one blank.
std::string text_of(pugi::xml_node node);
/// The text of the first child of that local name.
std::string child_text(pugi::xml_node parent, std::string_view name);
/// The date in `text` ("20210304", "2021-03-04"); unknown when empty, noted under `field` when it
/// is no date.
RegisterDate date_in(const std::string& text, std::string_view field, FieldNotes& notes);
/// A count from 0 to a million; nullopt when empty, noted when it is no count.
std::optional<int> count_in(const std::string& text, std::string_view field, FieldNotes& notes);

/// Parses one record. kInvalidInput for what is not UTF-8 or not well-formed.
[[nodiscard]] Status load_tree(pugi::xml_document& document, std::string_view text,
                               const Where& where);

struct TreeLimits {
  /// A record is held as a tree of about sixteen times its size at worst.
  std::uint64_t record_bytes_max = std::uint64_t{32} << 20;
  std::uint64_t gap_bytes_max = std::uint64_t{64} << 20;
};

/// Makes facts of one record's root element. An error becomes the problem of the record.
using TreeReader = std::function<Result<std::vector<Fact>>(pugi::xml_node root, FieldNotes& notes)>;

/// Which elements are records, by local name; `likely` is looked for even where the first bytes
/// show none.
struct TreeRoots {
  bool (*is_root)(std::string_view name);
  std::string_view likely;
};

/// Cuts a stream into records (a namespace prefix may stand before a root's name), converts its
/// encoding, parses each record and calls `read`. What was noted is delivered after the facts, as
/// problems of the record. Each fact gets its source. A stream without any record is a problem.
[[nodiscard]] Status read_trees(ByteSource& source, std::string_view file, const TreeRoots& roots,
                                const TreeLimits& limits, const FactSink& sink,
                                const TreeReader& read);

/// The first element of `head` is, or in its first bytes contains, a root of the kind.
bool begins_tree(std::string_view head, bool (*is_root)(std::string_view name));

}  // namespace pignus::registers
