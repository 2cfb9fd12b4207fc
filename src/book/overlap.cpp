#include "book/overlap.h"

#include "book/names.h"

namespace pignus::book {

namespace {

constexpr NameTable<OverlapKind, 3> kOverlapKinds{{
    {OverlapKind::kFamily, "family"},
    {OverlapKind::kSubstitutes, "substitutes"},
    {OverlapKind::kComplements, "complements"},
}};

}  // namespace

std::string_view name_of(OverlapKind kind) {
  return name_in(kOverlapKinds, kind);
}

std::optional<OverlapKind> parse_overlap_kind(std::string_view name) {
  return value_in(kOverlapKinds, name);
}

}  // namespace pignus::book
