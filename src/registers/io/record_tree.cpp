#include "registers/io/record_tree.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>
#include <variant>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/io/byte_sources.h"
#include "registers/io/encoding.h"
#include "registers/io/record_cutter.h"
#include "registers/io/xml_text.h"

namespace pignus::registers {

namespace {

constexpr int kCountMax = 1'000'000;
constexpr std::size_t kHeadBytes = std::size_t{64} << 10;
constexpr std::size_t kRootsMax = 16;
constexpr unsigned kParseOptions = pugi::parse_default | pugi::parse_ws_pcdata;

/// Names of the elements in `head`, prefixes kept, that are roots.
std::vector<std::string> roots_in(std::string_view head, const TreeRoots& roots) {
  std::set<std::string, std::less<>> found;
  for (std::size_t at = head.find('<'); at != std::string_view::npos && found.size() < kRootsMax;
       at = head.find('<', at + 1)) {
    const std::string_view rest = head.substr(at + 1, 80);
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
    if (roots.is_root(local_name(name))) found.emplace(name);
  }
  if (!roots.likely.empty()) found.emplace(roots.likely);
  return {found.begin(), found.end()};
}

/// Hands facts and problems on, and remembers when the caller wants no more.
class Delivery {
 public:
  Delivery(std::string_view file, const FactSink& sink) : file_(file), sink_(sink) {}

  void facts(std::vector<Fact> facts, std::uint64_t record) {
    for (Fact& fact : facts) {
      std::visit(
          [&](auto& one) {
            one.source.file = file_;
            one.source.record = record;
          },
          fact);
      go_on_ = go_on_ && sink_.on_fact(std::move(fact));
    }
  }
  void problem(Error error, std::string_view text) {
    error.where.file = file_;
    go_on_ =
        go_on_ && sink_.on_problem(Problem{std::move(error), text.empty() ? "" : sha256_hex(text)});
  }
  bool go_on() const { return go_on_; }

 private:
  std::string file_;
  const FactSink& sink_;
  bool go_on_ = true;
};

void read_record(const CutRecord& cut, std::string_view file, const TreeReader& read,
                 Delivery& delivery) {
  if (cut.problem) return delivery.problem(*cut.problem, cut.text);
  const Where where{.file = std::string(file), .record = cut.number, .field = ""};
  pugi::xml_document document;
  if (auto loaded = load_tree(document, cut.text, where); !loaded) {
    return delivery.problem(std::move(loaded.error()), cut.text);
  }
  FieldNotes notes{.where = where, .unread = {}};
  auto facts = read(document.document_element(), notes);
  if (facts) {
    delivery.facts(std::move(*facts), cut.number);
  } else {
    Error error = std::move(facts.error());
    error.where.record = cut.number;
    delivery.problem(std::move(error), cut.text);
  }
  for (Error& error : notes.unread) delivery.problem(std::move(error), cut.text);
}

Result<std::string> head_of(ByteSource& source) {
  std::string head(kHeadBytes, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  return head;
}

Error whole_file(ErrorCode code, std::string message, std::string field) {
  return {code, std::move(message), Where{.file = "", .record = 0, .field = std::move(field)}};
}

}  // namespace

void FieldNotes::unreadable(std::string_view field, std::string_view value) {
  note(field, "cannot be read: " + in_quotes(value));
}

void FieldNotes::note(std::string_view field, std::string message) {
  Where place = where;
  place.field = std::string(field);
  unread.push_back(Error{ErrorCode::kInvalidInput, std::move(message), std::move(place)});
}

std::vector<pugi::xml_node> children_named(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const auto child : parent.children()) {
    if (local_name(child) == name) found.push_back(child);
  }
  return found;
}

std::string attribute_named(pugi::xml_node node, std::string_view name) {
  for (const auto attribute : node.attributes()) {
    if (local_name(std::string_view(attribute.name())) == name &&
        !std::string_view(attribute.name()).starts_with("xmlns")) {
      return squeeze_spaces(attribute.value());
    }
  }
  return "";
}

std::string text_of(pugi::xml_node node) {
  const pugi::xml_node first = node.first_child();
  if (!first) return "";
  if (!first.next_sibling() && !first.first_child()) return squeeze_spaces(first.value());
  // A walk without recursion: depth is the input's to choose.
  std::string text;
  pugi::xml_node at = first;
  while (at != node) {
    text += at.value();
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) at = at.parent();
    if (at != node) at = at.next_sibling();
  }
  return squeeze_spaces(text);
}

std::string child_text(pugi::xml_node parent, std::string_view name) {
  return text_of(child_named(parent, name));
}

RegisterDate date_in(const std::string& text, std::string_view field, FieldNotes& notes) {
  if (const auto date = RegisterDate::parse(text)) return *date;
  notes.unreadable(field, text);
  return {};
}

std::optional<int> count_in(const std::string& text, std::string_view field, FieldNotes& notes) {
  if (text.empty()) return std::nullopt;
  int value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size() || value < 0 || value > kCountMax) {
    notes.unreadable(field, text);
    return std::nullopt;
  }
  return value;
}

Status load_tree(pugi::xml_document& document, std::string_view text, const Where& where) {
  return xml::load_xml(document, text, where, kParseOptions, xml::XmlDepth::kAny);
}

Status read_trees(ByteSource& source, std::string_view file, const TreeRoots& roots,
                  const TreeLimits& limits, const FactSink& sink, const TreeReader& read) {
  Utf8Source utf8(source);
  PIGNUS_ASSIGN(const std::string head, head_of(utf8));
  PrefixedSource whole(head, utf8);
  RecordCutter cutter(
      whole, std::string(file), roots_in(head, roots),
      {.record_bytes_max = limits.record_bytes_max, .gap_bytes_max = limits.gap_bytes_max});
  Delivery delivery(file, sink);
  std::uint64_t records = 0;
  while (delivery.go_on()) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) break;
    ++records;
    read_record(*cut, file, read, delivery);
  }
  if (delivery.go_on() && records == 0) {
    delivery.problem(whole_file(ErrorCode::kInvalidInput, "no record in the file", ""), "");
  }
  if (delivery.go_on() && utf8.replaced() > 0) {
    delivery.problem(
        whole_file(ErrorCode::kInvalidInput,
                   std::to_string(utf8.replaced()) + " sequences are no characters of " +
                       std::string(utf8.encoding()) + "; they read as U+FFFD",
                   "encoding"),
        "");
  }
  if (delivery.go_on()) return {};
  return fail(ErrorCode::kCancelled, "stopped by the caller",
              Where{.file = std::string(file), .record = records, .field = ""});
}

bool begins_tree(std::string_view head, bool (*is_root)(std::string_view)) {
  const std::string text = sniffable_head(head);
  const std::string_view first = first_element_name(text);
  if (first.empty()) return false;
  if (is_root(local_name(first))) return true;
  return !roots_in(text, {.is_root = is_root, .likely = ""}).empty();
}

}  // namespace pignus::registers
