// A read-only tree over the text of one XML record, made for reading millions of records: nodes
// are indices into one array that is used again for the next record, names and contents stay where
// they are in the text. Five to ten times faster than a general parser; the interface is pugixml's
// in small, and pugixml is the oracle of the tests.
//
//   XmlTree tree;                                  // one for the whole file
//   PIGNUS_ASSIGN(const XmlNode root, tree.parse(cut->text));
//   for (const XmlNode party : root.child("parties").children("party")) use(party.text("name"));
//
// What it takes: comments, CDATA sections, processing instructions, a prolog and a DOCTYPE (passed
// over, its entities are not known), the five entities and character references, attributes in
// either quote. What it refuses: tags that do not match, attributes without quotes, a second root,
// a NUL byte, a reference to no character, text that is not UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::registers {

struct XmlTreeLimits {
  std::size_t bytes_max = std::size_t{64} << 20;
  std::size_t elements_max = std::size_t{4} << 20;  ///< 24 bytes each
  std::size_t depth_max = 1000;
};

/// How names with a namespace prefix ("exch:country") are kept.
enum class XmlPrefixes {
  kKeep,
  kDrop,  ///< "country": whichever prefix, or none, a file binds to the namespace
};

class XmlTree;
class XmlChildren;

/// An element, or none (false). Asking none gives none, "" and empty ranges, so that paths may be
/// followed without tests. Valid until the tree's next parse, and as long as the text.
class XmlNode {
 public:
  XmlNode() = default;

  explicit operator bool() const { return tree_ != nullptr; }
  friend bool operator==(const XmlNode&, const XmlNode&) = default;

  std::string_view name() const;
  /// The first child element of that name.
  XmlNode child(std::string_view name) const;
  XmlNode first_child() const;
  XmlNode next_sibling() const;
  XmlNode parent() const;
  /// All child elements, or those of that name, in order.
  XmlChildren children() const;
  XmlChildren children(std::string_view name) const;
  /// The first element of that name below this one, at any depth.
  XmlNode find(std::string_view name) const;

  /// All text below, in order, markup dropped, references decoded, runs of white space made one
  /// blank and none at the ends.
  std::string text() const;
  /// The same of the first child of that name.
  std::string text(std::string_view child_name) const { return child(child_name).text(); }
  /// The same without a copy wherever the text stands so in the record: the view is of the record,
  /// or of `scratch`, whose content is overwritten.
  std::string_view text_in(std::string& scratch) const;
  /// All text below as it stands, references decoded, white space kept.
  std::string spaced_text() const;
  /// The bytes between start tag and end tag, markup and all.
  std::string_view raw() const;
  /// From the "<" of the start tag to behind the ">" of the end tag.
  std::string_view outer() const;

  /// The value of an attribute, references decoded, white space made blanks; "" when there is none.
  /// With XmlPrefixes::kDrop the prefix of attributes is ignored as well.
  std::string attribute(std::string_view name) const;
  bool has_attribute(std::string_view name) const;

 private:
  friend class XmlTree;
  friend class XmlChildren;
  XmlNode(const XmlTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  bool raw_attribute(std::string_view name, std::string_view& value) const;

  const XmlTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

class XmlTree {
 public:
  explicit XmlTree(XmlPrefixes prefixes = XmlPrefixes::kKeep, XmlTreeLimits limits = {})
      : prefixes_(prefixes), limits_(limits) {}
  // Nodes point to it.
  XmlTree(const XmlTree&) = delete;
  XmlTree& operator=(const XmlTree&) = delete;

  /// The root element of `text`, which the caller keeps alive. kInvalidInput with the byte where
  /// the text is malformed, kLimitExceeded.
  [[nodiscard]] Result<XmlNode> parse(std::string_view text);

 private:
  friend class XmlNode;
  friend class XmlChildren;
  friend class XmlTreeBuilder;

  static constexpr std::uint32_t kNone = 0xffffffffU;
  /// Offsets are into the text. A node's descendants follow it, up to `after`.
  struct Node {
    std::uint32_t name = 0;
    std::uint16_t name_size = 0;
    std::uint16_t prefix_size = 0;   ///< bytes before the name: prefix and colon, if dropped
    std::uint32_t content = 0;       ///< behind the start tag
    std::uint32_t content_size = 0;  ///< up to the end tag
    std::uint32_t after = 0;         ///< the next node that is not below this one
    std::uint32_t parent = kNone;
    bool plain = true;       ///< no markup in the content: it is text
    bool empty_tag = false;  ///< "<a/>"
  };

  std::string_view name_of(const Node& node) const {
    return {text_.data() + node.name, node.name_size};
  }
  std::string_view content_of(const Node& node) const {
    return {text_.data() + node.content, node.content_size};
  }
  /// The next node from `at`, before `end`, by steps over siblings, that has the name.
  std::uint32_t named(std::uint32_t at, std::uint32_t end, std::string_view name) const {
    for (; at < end; at = nodes_[at].after) {
      if (name_of(nodes_[at]) == name) return at;
    }
    return end;
  }

  XmlPrefixes prefixes_;
  XmlTreeLimits limits_;
  std::string_view text_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> open_;  ///< of the parse: the elements not yet closed
};

/// A range of children for range-based for.
class XmlChildren {
 public:
  class Iterator {
   public:
    XmlNode operator*() const { return {range_->tree_, at_}; }
    Iterator& operator++() {
      at_ = range_->step(range_->tree_->nodes_[at_].after);
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    friend class XmlChildren;
    Iterator(const XmlChildren* range, std::uint32_t at) : range_(range), at_(at) {}
    const XmlChildren* range_;
    std::uint32_t at_;
  };
  Iterator begin() const { return {this, begin_}; }
  Iterator end() const { return {this, end_}; }
  bool empty() const { return begin_ == end_; }

 private:
  friend class XmlNode;
  XmlChildren() = default;
  XmlChildren(const XmlTree* tree, std::uint32_t begin, std::uint32_t end, std::string_view name,
              bool any)
      : tree_(tree), end_(end), name_(name), any_(any) {
    begin_ = step(begin);
  }
  std::uint32_t step(std::uint32_t at) const {
    return any_ || at >= end_ ? at : tree_->named(at, end_, name_);
  }

  const XmlTree* tree_ = nullptr;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  std::string_view name_;  ///< the caller's: a literal, as a rule
  bool any_ = true;
};

inline std::string_view XmlNode::name() const {
  return tree_ == nullptr ? std::string_view{} : tree_->name_of(tree_->nodes_[index_]);
}
inline XmlNode XmlNode::child(std::string_view name) const {
  if (tree_ == nullptr) return {};
  const std::uint32_t end = tree_->nodes_[index_].after;
  const std::uint32_t found = tree_->named(index_ + 1, end, name);
  return found == end ? XmlNode{} : XmlNode{tree_, found};
}
inline XmlNode XmlNode::first_child() const {
  if (tree_ == nullptr || index_ + 1 == tree_->nodes_[index_].after) return {};
  return {tree_, index_ + 1};
}
inline XmlNode XmlNode::next_sibling() const {
  const XmlNode above = parent();
  if (!above) return {};
  const std::uint32_t next = tree_->nodes_[index_].after;
  return next == tree_->nodes_[above.index_].after ? XmlNode{} : XmlNode{tree_, next};
}
inline XmlNode XmlNode::parent() const {
  if (tree_ == nullptr || tree_->nodes_[index_].parent == XmlTree::kNone) return {};
  return {tree_, tree_->nodes_[index_].parent};
}
inline XmlChildren XmlNode::children() const {
  if (tree_ == nullptr) return {};
  return {tree_, index_ + 1, tree_->nodes_[index_].after, {}, true};
}
inline XmlChildren XmlNode::children(std::string_view name) const {
  if (tree_ == nullptr) return {};
  return {tree_, index_ + 1, tree_->nodes_[index_].after, name, false};
}

}  // namespace pignus::registers
