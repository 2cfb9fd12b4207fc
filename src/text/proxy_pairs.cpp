#include "text/proxy_pairs.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/random_stream.h"
#include "text/class_overlap.h"

namespace pignus::text {

namespace {

using Places = std::vector<std::uint32_t>;
using Keep = std::function<bool(std::uint32_t)>;

std::string main_class(const StudiedRight& right) {
  return right.bag.classes.empty() ? "" : right.bag.classes.front();
}

bool same_family(const StudiedRight& left, const StudiedRight& right) {
  return &left == &right || (!left.family.empty() && left.family == right.family);
}

/// One of those to keep, each as likely; nullopt where there is none.
std::optional<std::uint32_t> one_of(const Places& places, const Keep& keep, RandomStream& stream) {
  Places kept;
  for (const std::uint32_t place : places) {
    if (keep(place)) {
      kept.push_back(place);
    }
  }
  if (kept.empty()) {
    return std::nullopt;
  }
  return kept[stream.below(kept.size())];
}

/// Places of rights by a key; those whose key is empty are left out.
template <typename Key>
std::map<std::string, Places> grouped(const std::vector<StudiedRight>& rights, Key key) {
  std::map<std::string, Places> groups;
  for (std::uint32_t place = 0; place < rights.size(); ++place) {
    if (const std::string name = key(rights[place]); !name.empty()) {
      groups[name].push_back(place);
    }
  }
  return groups;
}

std::string with_year(const std::string& name, int year) {
  return name.empty() || year == 0 ? "" : name + "/" + std::to_string(year);
}
std::string section_and_year(const StudiedRight& right) {
  return with_year(section_of(main_class(right)), right.year);
}
std::string subclass_and_year(const StudiedRight& right) {
  return with_year(subclass_of(main_class(right)), right.year);
}

const Places& at(const std::map<std::string, Places>& groups, const std::string& key) {
  static const Places none;
  const auto found = groups.find(key);
  return found == groups.end() ? none : found->second;
}

}  // namespace

std::vector<LabelledPair> same_group_pairs(const std::vector<StudiedRight>& rights,
                                           std::uint64_t seed) {
  const auto groups = grouped(rights, section_and_year);
  std::vector<std::string> main_groups;
  for (const StudiedRight& right : rights) {
    main_groups.push_back(main_group_of(main_class(right)));
  }
  std::vector<LabelledPair> pairs;
  for (std::uint32_t anchor = 0; anchor < rights.size(); ++anchor) {
    if (main_groups[anchor].empty()) {
      continue;
    }
    RandomStream stream(seed, "text/same-group", anchor);
    const Places& near = at(groups, section_and_year(rights[anchor]));
    const auto match = one_of(
        near,
        [&](std::uint32_t other) {
          return main_groups[other] == main_groups[anchor] &&
                 !same_family(rights[anchor], rights[other]);
        },
        stream);
    const auto control = one_of(
        near,
        [&](std::uint32_t other) {
          return !main_groups[other].empty() && main_groups[other] != main_groups[anchor] &&
                 !same_family(rights[anchor], rights[other]);
        },
        stream);
    if (match && control) {
      pairs.push_back({anchor, *match, true});
      pairs.push_back({anchor, *control, false});
    }
  }
  return pairs;
}

std::vector<LabelledPair> same_owner_pairs(const std::vector<StudiedRight>& rights,
                                           std::uint64_t seed) {
  const auto owners = grouped(rights, [](const StudiedRight& right) { return right.owner; });
  const auto groups = grouped(rights, section_and_year);
  std::vector<LabelledPair> pairs;
  for (std::uint32_t anchor = 0; anchor < rights.size(); ++anchor) {
    const StudiedRight& from = rights[anchor];
    if (from.owner.empty() || section_and_year(from).empty()) {
      continue;
    }
    RandomStream stream(seed, "text/same-owner", anchor);
    const auto match = one_of(
        at(owners, from.owner),
        [&](std::uint32_t other) {
          return !same_family(from, rights[other]) && !section_and_year(rights[other]).empty();
        },
        stream);
    if (!match) {
      continue;
    }
    const auto control = one_of(
        at(groups, section_and_year(rights[*match])),
        [&](std::uint32_t other) {
          return !rights[other].owner.empty() && rights[other].owner != from.owner &&
                 !same_family(from, rights[other]);
        },
        stream);
    if (control) {
      pairs.push_back({anchor, *match, true});
      pairs.push_back({anchor, *control, false});
    }
  }
  return pairs;
}

CitationPairs citation_pairs(const std::vector<StudiedRight>& rights,
                             const std::vector<CitationLink>& links, std::uint64_t seed) {
  std::unordered_map<std::string, std::uint32_t> places;
  for (std::uint32_t place = 0; place < rights.size(); ++place) {
    if (!rights[place].bag.terms.empty()) {
      places.emplace(rights[place].bag.id, place);
    }
  }
  std::map<std::uint32_t, std::set<std::uint32_t>> cites;  // in order, each pair once
  CitationPairs result;
  for (const CitationLink& link : links) {
    const auto from = places.find(link.citing);
    const auto to = places.find(link.cited);
    if (from == places.end() || to == places.end()) {
      ++result.unknown_right;
    } else if (same_family(rights[from->second], rights[to->second])) {
      ++result.same_family;
    } else {
      cites[from->second].insert(to->second);
    }
  }
  const auto groups = grouped(rights, subclass_and_year);
  for (const auto& [citing, cited] : cites) {
    RandomStream stream(seed, "text/citations", citing);
    for (const std::uint32_t to : cited) {
      const auto control = one_of(
          at(groups, subclass_and_year(rights[to])),
          [&](std::uint32_t other) {
            return !cited.contains(other) && !rights[other].bag.terms.empty() &&
                   !same_family(rights[citing], rights[other]) &&
                   !same_family(rights[to], rights[other]);
          },
          stream);
      if (!control) {
        ++result.no_control;
        continue;
      }
      result.pairs.push_back({citing, to, true});
      result.pairs.push_back({citing, *control, false});
    }
  }
  return result;
}

}  // namespace pignus::text
