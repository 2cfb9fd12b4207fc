// Which marks have to be pledged together: identical and similar marks on identical and similar
// goods, closed over itself. docs/methods/similar-marks.md.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "standards/parameters.h"
#include "text/mark_text.h"

namespace pignus::valuation {

/// Goods of one Nice class; groups as its office numbers similar goods ("0901"), where known.
struct MarkGoods {
  int nice_class = 0;  ///< 1 to 45
  std::set<std::string> groups;

  friend bool operator==(const MarkGoods&, const MarkGoods&) = default;
};

struct OwnedMark {
  std::string id;
  std::string text;  ///< its words in any script; "" for a figure alone
  std::vector<MarkGoods> goods;
};

struct MarkTerms {
  double similar = .7;        ///< likeness from which marks are taken as similar
  double doubtful = .5;       ///< from which a person decides
  double sound_factor = .85;  ///< the same sound counts so much of the same look
  double contained = .8;      ///< one whole within the other
  /// Pairs of classes whose goods are held similar, whichever goods they are.
  std::set<std::pair<int, int>> related_classes;
};
/// Reads standards/valuation/methods/trademark.toml. kInvalidInput where the terms are not in
/// order.
[[nodiscard]] Result<MarkTerms> mark_terms(const standards::ParameterSet& trademark);

/// 0 to 1, symmetric, 1 for the same folded text. The greatest of, for the Han parts and for the
/// others: 1 - edit distance / longer length; sound_factor times the same of the Han parts' sounds;
/// `contained` where the shorter, of at least 2 Han or 4 other characters, stands whole in the
/// longer; and sound_factor where one mark's pinyin is the other's letters.
double mark_likeness(const text::MarkText& left, const text::MarkText& right,
                     const MarkTerms& terms);

/// The same class, unless groups are known of both and none is shared; the same group in any class;
/// related classes.
bool goods_similar(const std::vector<MarkGoods>& left, const std::vector<MarkGoods>& right,
                   const MarkTerms& terms);

/// One mark that has to join, and through which it does.
struct MarkLink {
  std::string id;
  std::string because_of;  ///< the mark already in the set it is most like
  double likeness = 0;
};

struct MarkClosure {
  std::vector<std::string> together;  ///< the closure, sorted: those pledged and those that must be
  std::vector<MarkLink> missing;      ///< of it, not pledged; by id
  std::vector<MarkLink> doubtful;     ///< like one in the closure, but not enough; a person decides
  std::vector<std::string> figures;   ///< marks without words on similar goods: look at them
};

/// Over all marks of one owner at one office. kInvalidInput: an id used twice, a pledged id that is
/// not among the marks, a class outside 1 to 45, a mark without goods.
[[nodiscard]] Result<MarkClosure> similar_mark_closure(const std::vector<OwnedMark>& marks,
                                                       const std::set<std::string>& pledged,
                                                       const MarkTerms& terms);

}  // namespace pignus::valuation
