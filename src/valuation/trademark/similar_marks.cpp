#include "valuation/trademark/similar_marks.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace pignus::valuation {

namespace {

std::size_t edit_distance(std::u32string_view left, std::u32string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t above = row[j + 1];
      const std::size_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
      row[j + 1] = std::min({changed, above + 1, row[j] + 1});
      diagonal = above;
    }
  }
  return row.back();
}

/// Nothing is like nothing: an empty part does not speak.
double look(std::u32string_view left, std::u32string_view right) {
  if (left.empty() || right.empty()) {
    return 0;
  }
  const auto longer = static_cast<double>(std::max(left.size(), right.size()));
  return 1 - static_cast<double>(edit_distance(left, right)) / longer;
}

bool within(std::u32string_view left, std::u32string_view right, std::size_t least) {
  const auto shorter = left.size() <= right.size() ? left : right;
  const auto longer = left.size() <= right.size() ? right : left;
  return shorter.size() >= least && longer.find(shorter) != std::u32string_view::npos;
}

struct Prepared {
  const OwnedMark* mark = nullptr;
  text::MarkText folded;
  bool inside = false;
};

Result<std::vector<Prepared>> prepare(const std::vector<OwnedMark>& marks,
                                      const std::set<std::string>& pledged) {
  std::vector<Prepared> prepared;
  for (const OwnedMark& mark : marks) {
    if (mark.goods.empty()) {
      return fail(ErrorCode::kInvalidInput, "mark " + mark.id + " has no goods", {"", 0, "goods"});
    }
    for (const MarkGoods& goods : mark.goods) {
      if (goods.nice_class < 1 || goods.nice_class > 45) {
        return fail(ErrorCode::kInvalidInput,
                    "mark " + mark.id + ": no such class: " + std::to_string(goods.nice_class),
                    {"", 0, "nice_class"});
      }
    }
    prepared.push_back({&mark, text::fold_mark(mark.text), pledged.contains(mark.id)});
  }
  // In the order of ids, so that the answer does not hang on the order of the marks.
  std::sort(prepared.begin(), prepared.end(), [](const Prepared& left, const Prepared& right) {
    return left.mark->id < right.mark->id;
  });
  for (std::size_t i = 1; i < prepared.size(); ++i) {
    if (prepared[i].mark->id == prepared[i - 1].mark->id) {
      return fail(ErrorCode::kInvalidInput, "mark " + prepared[i].mark->id + " stands twice",
                  {"", 0, "id"});
    }
  }
  for (const std::string& id : pledged) {
    if (std::none_of(prepared.begin(), prepared.end(),
                     [&](const Prepared& one) { return one.mark->id == id; })) {
      return fail(ErrorCode::kInvalidInput, "pledged, but not among the owner's marks: " + id,
                  {"", 0, "pledged"});
    }
  }
  return prepared;
}

/// The mark within that `mark` is most like, on similar goods.
std::optional<MarkLink> nearest_inside(const std::vector<Prepared>& marks, const Prepared& mark,
                                       const MarkTerms& terms) {
  std::optional<MarkLink> best;
  for (const Prepared& other : marks) {
    if (!other.inside || !goods_similar(mark.mark->goods, other.mark->goods, terms)) {
      continue;
    }
    const double likeness = mark_likeness(mark.folded, other.folded, terms);
    if (!best || likeness > best->likeness) {
      best = MarkLink{mark.mark->id, other.mark->id, likeness};
    }
  }
  return best;
}

}  // namespace

Result<MarkTerms> mark_terms(const standards::ParameterSet& trademark) {
  MarkTerms terms;
  terms.similar = trademark.at("similar").mode;
  terms.doubtful = trademark.at("doubtful").mode;
  terms.sound_factor = trademark.at("sound_factor").mode;
  terms.contained = trademark.at("contained").mode;
  if (!(terms.doubtful > 0 && terms.doubtful <= terms.similar && terms.similar <= 1)) {
    return fail(ErrorCode::kInvalidInput, "doubtful and similar are not in order from 0 to 1",
                {trademark.id, 0, "similar"});
  }
  if (!(terms.sound_factor >= 0 && terms.sound_factor <= 1)) {
    return fail(ErrorCode::kInvalidInput, "not from 0 to 1", {trademark.id, 0, "sound_factor"});
  }
  if (!(terms.contained >= 0 && terms.contained <= 1)) {
    return fail(ErrorCode::kInvalidInput, "not from 0 to 1", {trademark.id, 0, "contained"});
  }
  return terms;
}

double mark_likeness(const text::MarkText& left, const text::MarkText& right,
                     const MarkTerms& terms) {
  double best = std::max(look(left.han, right.han), look(left.others, right.others));
  best = std::max(best, terms.sound_factor * look(left.sound, right.sound));
  if (within(left.han, right.han, 2) || within(left.others, right.others, 4)) {
    best = std::max(best, terms.contained);
  }
  const bool spelt = (!left.sound.empty() && left.sound == right.others) ||
                     (!right.sound.empty() && right.sound == left.others);
  return spelt ? std::max(best, terms.sound_factor) : best;
}

bool goods_similar(const std::vector<MarkGoods>& left, const std::vector<MarkGoods>& right,
                   const MarkTerms& terms) {
  for (const MarkGoods& one : left) {
    for (const MarkGoods& other : right) {
      const bool shared = std::any_of(one.groups.begin(), one.groups.end(), [&](const auto& group) {
        return other.groups.contains(group);
      });
      const bool groups_known = !one.groups.empty() && !other.groups.empty();
      if (shared || (one.nice_class == other.nice_class && !groups_known) ||
          terms.related_classes.contains({one.nice_class, other.nice_class}) ||
          terms.related_classes.contains({other.nice_class, one.nice_class})) {
        return true;
      }
    }
  }
  return false;
}

Result<MarkClosure> similar_mark_closure(const std::vector<OwnedMark>& marks,
                                         const std::set<std::string>& pledged,
                                         const MarkTerms& terms) {
  PIGNUS_ASSIGN(std::vector<Prepared> prepared, prepare(marks, pledged));
  MarkClosure closure;
  for (bool grown = true; grown;) {
    grown = false;
    for (Prepared& mark : prepared) {
      if (mark.inside) {
        continue;
      }
      const auto link = nearest_inside(prepared, mark, terms);
      if (link && link->likeness >= terms.similar) {
        mark.inside = true;
        grown = true;
        closure.missing.push_back(*link);
      }
    }
  }
  for (const Prepared& mark : prepared) {
    if (mark.inside) {
      closure.together.push_back(mark.mark->id);
      continue;
    }
    const auto link = nearest_inside(prepared, mark, terms);
    if (link && mark.folded.empty()) {
      closure.figures.push_back(mark.mark->id);
    } else if (link && link->likeness >= terms.doubtful) {
      closure.doubtful.push_back(*link);
    }
  }
  std::sort(closure.missing.begin(), closure.missing.end(),
            [](const MarkLink& left, const MarkLink& right) { return left.id < right.id; });
  return closure;
}

}  // namespace pignus::valuation
