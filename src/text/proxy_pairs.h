// Pairs of rights for training and judging a measure of similarity where nobody has said which
// rights are alike: pairs that are likely to be, each beside a matched pair that is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "text/right_text.h"

namespace pignus::text {

struct StudiedRight {
  RightBag bag;        ///< its first class is taken for the main one
  int year = 0;        ///< of publication or filing, but the same for all; 0 unknown
  std::string family;  ///< "" for none known: then the right is its own family
  std::string owner;   ///< comparable, see firm_name.h; "" unknown
};

/// Two rights by their place in the list they came from.
struct LabelledPair {
  std::uint32_t anchor = 0;
  std::uint32_t other = 0;
  bool positive = false;

  friend bool operator==(const LabelledPair&, const LabelledPair&) = default;
};

/// For each right one of the same main group, beside one of another main group; both of the
/// anchor's section and year and of other families. Anchors without both are left out.
std::vector<LabelledPair> same_group_pairs(const std::vector<StudiedRight>& rights,
                                           std::uint64_t seed);

/// For each right one of the same owner, beside one of another owner that has the first one's
/// section and year; both of other families than the anchor's. All three have a class and a year.
std::vector<LabelledPair> same_owner_pairs(const std::vector<StudiedRight>& rights,
                                           std::uint64_t seed);

/// One right cites another, by the ids of their bags.
struct CitationLink {
  std::string citing;
  std::string cited;
};
struct CitationPairs {
  std::vector<LabelledPair> pairs;
  std::size_t unknown_right = 0;  ///< links left out: one of the two has no text here
  std::size_t same_family = 0;    ///< or they are one family (or one right)
  std::size_t no_control = 0;     ///< or no uncited right has the class and year of the cited one
};
/// For each link citing and cited, beside citing and a right of the cited one's subclass and year
/// that it does not cite, of another family.
CitationPairs citation_pairs(const std::vector<StudiedRight>& rights,
                             const std::vector<CitationLink>& links, std::uint64_t seed);

}  // namespace pignus::text
