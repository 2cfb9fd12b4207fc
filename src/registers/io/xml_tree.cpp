#include "registers/io/xml_tree.h"

#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <simdjson.h>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/io/xml_decode.h"
#include "registers/io/xml_text.h"

namespace pignus::registers {

namespace {

/// The first '<', or the end. Eight bytes at a time: most texts of a record are so short that a
/// call of memchr, or a choice of the instruction set, costs more than it saves.
const char* find_angle(const char* at, const char* end) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  constexpr std::uint64_t kAngles = kOnes * static_cast<unsigned char>('<');
  while (static_cast<std::size_t>(end - at) >= sizeof(std::uint64_t)) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof(bytes));
    if constexpr (std::endian::native == std::endian::big) break;
    const std::uint64_t differs = bytes ^ kAngles;
    // The lowest bit set is that of the first zero byte; above it there may be false ones.
    const std::uint64_t zero = (differs - kOnes) & ~differs & kHighs;
    if (zero != 0) return at + std::countr_zero(zero) / 8;
    at += sizeof(bytes);
  }
  while (at != end && *at != '<') ++at;
  return at;
}

enum : std::uint8_t { kNameStart = 1, kNameByte = 2, kSpace = 4 };

constexpr std::array<std::uint8_t, 256> byte_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
    const bool more = (c >= '0' && c <= '9') || c == '-' || c == '.';
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    classes[c] = static_cast<std::uint8_t>((letter ? kNameStart | kNameByte : 0) |
                                           (more ? kNameByte : 0) | (space ? kSpace : 0));
  }
  return classes;
}
constexpr auto kClasses = byte_classes();

bool is(char c, std::uint8_t wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

bool begins(const char* at, const char* end, std::string_view wanted) {
  return static_cast<std::size_t>(end - at) >= wanted.size() &&
         std::memcmp(at, wanted.data(), wanted.size()) == 0;
}

}  // namespace

/// One pass over the text; each step begins at a '<' and ends behind what begins there.
class XmlTreeBuilder {
 public:
  explicit XmlTreeBuilder(XmlTree& tree)
      : tree_(tree), start_(tree.text_.data()), at_(start_), end_(start_ + tree.text_.size()) {}

  Status build() {
    if (tree_.text_.starts_with("\xef\xbb\xbf")) at_ += 3;
    while (true) {
      const char* angle = find_angle(at_, end_);
      if (tree_.open_.empty() && !only_space(at_, angle)) {
        return malformed("text outside the root element");
      }
      at_ = angle;
      if (at_ == end_) break;
      PIGNUS_TRY(step());
    }
    if (!tree_.open_.empty()) return malformed("an element without its end");
    if (tree_.nodes_.empty()) return malformed("no element");
    return {};
  }

 private:
  tl::unexpected<Error> malformed(std::string_view why) const {
    return fail(ErrorCode::kInvalidInput,
                "malformed XML: " + std::string(why) + " at byte " + std::to_string(at_ - start_));
  }
  static bool only_space(const char* from, const char* to) {
    while (from != to && is(*from, kSpace)) ++from;
    return from == to;
  }
  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - start_); }
  void pass_space() {
    while (at_ != end_ && is(*at_, kSpace)) ++at_;
  }
  void pass_name() {
    while (at_ != end_ && is(*at_, kNameByte)) ++at_;
  }

  Status step() {
    const char next = at_ + 1 == end_ ? '\0' : at_[1];
    if (next == '/') return close_element();
    if (next == '!') return pass_declaration();
    if (next == '?') return pass_instruction();
    return open_element();
  }

  Status pass_declaration() {
    if (begins(at_, end_, "<!--")) return pass_until(4, "-->");
    if (begins(at_, end_, "<![CDATA[")) {
      if (tree_.open_.empty()) return malformed("text outside the root element");
      return pass_until(9, "]]>");
    }
    if (begins(at_, end_, "<!DOCTYPE") && tree_.nodes_.empty()) return pass_doctype();
    return malformed("a declaration in the wrong place");
  }

  Status pass_instruction() {
    const char* name = at_ + 2;
    const char* behind = name;
    while (behind != end_ && is(*behind, kNameByte)) ++behind;
    const bool named = behind != name && is(*name, kNameStart);
    if (!named || (!begins(behind, end_, "?>") && (behind == end_ || !is(*behind, kSpace)))) {
      return malformed("an instruction without a name");
    }
    return pass_until(2, "?>");
  }

  Status pass_until(std::size_t opening, std::string_view terminator) {
    mark_not_plain();
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    const std::size_t close = rest.find(terminator, opening);
    if (close == std::string_view::npos) {
      return malformed(in_quotes(rest.substr(0, opening)) + " without its end");
    }
    at_ += close + terminator.size();
    return {};
  }

  /// Passed over with its internal subset, quotes and comments heeded.
  Status pass_doctype() {
    std::size_t depth = 0;
    const char* at = at_ + 1;
    while (at != end_) {
      const char c = *at;
      if (c == '"' || c == '\'') {
        const void* close = std::memchr(at + 1, c, static_cast<std::size_t>(end_ - at - 1));
        if (close == nullptr) break;
        at = static_cast<const char*>(close);
      } else if (begins(at, end_, "<!--")) {
        const std::size_t close =
            std::string_view(at, static_cast<std::size_t>(end_ - at)).find("-->", 4);
        if (close == std::string_view::npos) break;
        at += close + 2;
      } else if (c == '[' || c == '<') {
        ++depth;
      } else if (c == ']' || c == '>') {
        if (depth == 0) {
          at_ = at + 1;
          return {};
        }
        --depth;
      }
      ++at;
    }
    return malformed("a DOCTYPE without its end");
  }

  void mark_not_plain() {
    if (!tree_.open_.empty()) tree_.nodes_[tree_.open_.back()].plain = false;
  }

  Status open_element() {
    const char* tag = at_;
    ++at_;
    if (at_ == end_ || !is(*at_, kNameStart)) return malformed("\"<\" without a name");
    if (tree_.open_.empty() && !tree_.nodes_.empty()) return malformed("a second root element");
    const char* name = at_;
    pass_name();
    const auto size = static_cast<std::size_t>(at_ - name);
    if (size > std::numeric_limits<std::uint16_t>::max()) {
      at_ = tag;
      return limit("a name longer than 65535 bytes");
    }
    if (tree_.nodes_.size() >= tree_.limits_.elements_max) {
      return limit("more than " + std::to_string(tree_.limits_.elements_max) + " elements");
    }
    mark_not_plain();
    XmlTree::Node node;
    node.name = offset(name);
    node.name_size = static_cast<std::uint16_t>(size);
    node.parent = tree_.open_.empty() ? XmlTree::kNone : tree_.open_.back();
    if (tree_.prefixes_ == XmlPrefixes::kDrop) drop_prefix(node);
    if (at_ != end_ && *at_ != '>') PIGNUS_TRY(pass_attributes());
    if (at_ == end_) return malformed("a tag without its end");
    const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
    node.empty_tag = *at_ == '/';
    if (node.empty_tag) ++at_;
    if (at_ == end_ || *at_ != '>') return malformed("a tag without its end");
    ++at_;
    node.content = offset(at_);
    node.after = index + 1;
    tree_.nodes_.push_back(node);
    if (node.empty_tag) return {};
    if (tree_.open_.size() >= tree_.limits_.depth_max) {
      return limit("elements more than " + std::to_string(tree_.limits_.depth_max) + " deep");
    }
    tree_.open_.push_back(index);
    return {};
  }

  tl::unexpected<Error> limit(std::string message) const {
    return fail(ErrorCode::kLimitExceeded, std::move(message));
  }

  void drop_prefix(XmlTree::Node& node) const {
    const void* colon = std::memchr(start_ + node.name, ':', node.name_size);
    if (colon == nullptr) return;
    node.prefix_size = static_cast<std::uint16_t>(static_cast<const char*>(colon) - start_ -
                                                  static_cast<std::ptrdiff_t>(node.name) + 1);
    node.name += node.prefix_size;
    node.name_size = static_cast<std::uint16_t>(node.name_size - node.prefix_size);
  }

  /// To the ">" or "/" that ends the tag.
  Status pass_attributes() {
    while (true) {
      const char* before = at_;
      pass_space();
      if (at_ == end_ || *at_ == '>' || *at_ == '/') return {};
      if (at_ == before || !is(*at_, kNameStart)) return malformed("no name of an attribute");
      pass_name();
      pass_space();
      if (at_ == end_ || *at_ != '=') return malformed("an attribute without its value");
      ++at_;
      pass_space();
      if (at_ == end_ || (*at_ != '"' && *at_ != '\'')) return malformed("a value without quotes");
      const void* close = std::memchr(at_ + 1, *at_, static_cast<std::size_t>(end_ - at_ - 1));
      if (close == nullptr) return malformed("a value without its end");
      at_ = static_cast<const char*>(close) + 1;
    }
  }

  Status close_element() {
    if (tree_.open_.empty()) return malformed("an end tag without its start");
    XmlTree::Node& node = tree_.nodes_[tree_.open_.back()];
    const char* tag = at_;
    const std::size_t size = std::size_t{node.prefix_size} + node.name_size;
    const char* name = start_ + node.name - node.prefix_size;
    if (static_cast<std::size_t>(end_ - tag) < size + 3 || std::memcmp(tag + 2, name, size) != 0) {
      return malformed("the end tag of another element than <" + for_message({name, size}) + ">");
    }
    at_ = tag + 2 + size;
    pass_space();
    if (at_ == end_ || *at_ != '>') {
      at_ = tag;
      return malformed("the end tag of another element than <" + for_message({name, size}) + ">");
    }
    ++at_;
    node.content_size = offset(tag) - node.content;
    node.after = static_cast<std::uint32_t>(tree_.nodes_.size());
    tree_.open_.pop_back();
    return {};
  }

  XmlTree& tree_;
  const char* start_;
  const char* at_;
  const char* end_;
};

Result<XmlNode> XmlTree::parse(std::string_view text) {
  nodes_.clear();
  open_.clear();
  text_ = text;
  if (text.size() > limits_.bytes_max || text.size() >= kNone) {
    return fail(ErrorCode::kLimitExceeded,
                "larger than " + std::to_string(limits_.bytes_max) + " bytes");
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return fail(ErrorCode::kInvalidInput,
                "not UTF-8 at byte " + std::to_string(first_invalid_utf8(text)));
  }
  if (std::string unsound = unsound_character(text); !unsound.empty()) {
    return fail(ErrorCode::kInvalidInput, std::move(unsound));
  }
  PIGNUS_TRY(XmlTreeBuilder(*this).build());
  return XmlNode(this, 0);
}

XmlNode XmlNode::find(std::string_view name) const {
  if (tree_ == nullptr) return {};
  const std::uint32_t end = tree_->nodes_[index_].after;
  for (std::uint32_t at = index_ + 1; at < end; ++at) {
    if (tree_->name_of(tree_->nodes_[at]) == name) return {tree_, at};
  }
  return {};
}

std::string_view XmlNode::raw() const {
  return tree_ == nullptr ? std::string_view{} : tree_->content_of(tree_->nodes_[index_]);
}

std::string_view XmlNode::outer() const {
  if (tree_ == nullptr) return {};
  const XmlTree::Node& node = tree_->nodes_[index_];
  const std::size_t start = node.name - node.prefix_size - 1;
  std::size_t end = std::size_t{node.content} + node.content_size;
  if (!node.empty_tag) end = tree_->text_.find('>', end) + 1;
  return tree_->text_.substr(start, end - start);
}

std::string_view XmlNode::text_in(std::string& scratch) const {
  if (tree_ == nullptr) return {};
  const XmlTree::Node& node = tree_->nodes_[index_];
  const std::string_view content = tree_->content_of(node);
  if (node.plain) {
    if (const auto ready = xml::squeezed_in_place(content)) return *ready;
  }
  scratch.clear();
  xml::append_squeezed(content, scratch);
  return scratch;
}

std::string XmlNode::text() const {
  if (tree_ == nullptr) return {};
  std::string result;
  const std::string_view found = text_in(result);
  if (found.data() != result.data()) result.assign(found);
  return result;
}

std::string XmlNode::spaced_text() const {
  std::string result;
  xml::append_text(raw(), result);
  return result;
}

bool XmlNode::raw_attribute(std::string_view name, std::string_view& value) const {
  if (tree_ == nullptr) return false;
  const XmlTree::Node& node = tree_->nodes_[index_];
  const std::size_t behind_name = std::size_t{node.name} + node.name_size;
  std::string_view rest = tree_->text_.substr(behind_name, node.content - 1 - behind_name);
  // Checked when the tree was made: names, "=", quoted values.
  while (true) {
    const std::size_t start = rest.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || rest[start] == '/') return false;
    const std::size_t equals = rest.find('=', start);
    std::string_view found = rest.substr(start, equals - start);
    found = found.substr(0, found.find_first_of(" \t\r\n"));
    if (tree_->prefixes_ == XmlPrefixes::kDrop) found.remove_prefix(found.find(':') + 1);
    const std::size_t open = rest.find_first_of("\"'", equals);
    const std::size_t close = rest.find(rest[open], open + 1);
    if (found == name) {
      value = rest.substr(open + 1, close - open - 1);
      return true;
    }
    rest.remove_prefix(close + 1);
  }
}

std::string XmlNode::attribute(std::string_view name) const {
  std::string_view value;
  std::string result;
  if (raw_attribute(name, value)) xml::append_attribute(value, result);
  return result;
}

bool XmlNode::has_attribute(std::string_view name) const {
  std::string_view value;
  return raw_attribute(name, value);
}

}  // namespace pignus::registers
