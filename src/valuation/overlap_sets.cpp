#include "valuation/overlap_sets.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "core/check.h"
#include "valuation/families.h"
#include "valuation/inputs.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {

namespace {

using book::OverlapKind;

/// What the sets are made from.
struct Offered {
  std::span<const ProductClaim> claims;
  std::vector<std::string> keys;                                   ///< of the claims
  std::map<std::string, const ProductClaim*, std::less<>> by_key;  ///< the first of each key
  std::set<std::string> with_revenue;                              ///< streams of known revenue
};

Offered offered_of(std::span<const ProductClaim> claims) {
  Offered offered;
  offered.claims = claims;
  for (const ProductClaim& claim : claims) {
    PIGNUS_CHECK(claim.offered != nullptr);
    offered.keys.push_back(key_of(*claim.offered));
    offered.by_key.emplace(offered.keys.back(), &claim);
    if (claim.offered->product_revenue) {
      offered.with_revenue.insert(stream_of(claim));
    }
  }
  return offered;
}

tl::unexpected<Error> refuse_group(const book::StatedGroup& group, std::string_view field,
                                   std::string message) {
  return fail(ErrorCode::kInvalidInput, std::move(message),
              {"", 0, "groups." + group.name + "." + std::string(field)});
}

Result<std::vector<std::string>> members_of(const book::StatedGroup& group, const Offered& offered,
                                            std::set<std::string>& taken) {
  std::set<std::string> members;
  for (const book::ConcernedRight& right : group.rights) {
    std::string key = right.id ? right.id->value : "stated:" + right.stated_number;
    if (!offered.by_key.contains(key)) {
      return refuse_group(group, "rights", right.stated_number + " is not offered");
    }
    if (!taken.insert(key).second) {
      return refuse_group(group, "rights", right.stated_number + " is in a group already");
    }
    members.insert(std::move(key));
  }
  if (members.size() < 2) {
    return refuse_group(group, "rights", "a group is two rights or more");
  }
  return std::vector<std::string>(members.begin(), members.end());
}

void set_degree(const standards::ParameterSet& degrees, OverlapSet& set) {
  const std::string name = "overlap_" + std::string(name_of(set.kind));
  const standards::ModelParameter& usual = degrees.at(name);
  set.overlap = input_of(usual);
  set.least = usual.low;
  set.most = usual.high;
}

Status set_stated_degree(const book::StatedGroup& group, OverlapSet& set) {
  const book::PlanRange& range = *group.overlap;
  const bool ordered = range.low >= 0 && range.low <= range.mode && range.mode <= range.high;
  if (!ordered || !(range.high <= 1)) {
    return refuse_group(group, "overlap", "must rise from low to high within 0 and 1");
  }
  set.overlap.value = Distribution::triangular(range.low, range.mode, range.high);
  set.overlap.evidence = {group.source, standards::Grade::kOwn};
  set.least = range.low;
  set.most = range.high;
  set.degree_stated = true;
  return {};
}

/// The stream that all living members earn from; nullopt: they earn from several, or none lives.
std::optional<std::string> common_stream(const std::vector<std::string>& members,
                                         const Offered& offered) {
  std::optional<std::string> common;
  for (const std::string& key : members) {
    const ProductClaim& claim = *offered.by_key.at(key);
    if (has_ended(claim.state)) {
      continue;
    }
    std::string stream = stream_of(claim);
    if (common && *common != stream) {
      return std::nullopt;
    }
    common = std::move(stream);
  }
  return common;
}

void set_weights(const Offered& offered, const standards::ParameterSet& common, OverlapSet& set) {
  const auto stream = common_stream(set.members, offered);
  if (!stream) {
    return;
  }
  set.one_product = true;
  if (set.kind == OverlapKind::kComplements || !offered.with_revenue.contains(*stream)) {
    return;
  }
  for (const std::string& key : set.members) {
    const ProductClaim& claim = *offered.by_key.at(key);
    if (!has_ended(claim.state)) {
      set.weights.push_back(share_weight(claim.type, common));
    }
  }
}

/// A family's members that no other set has, by the stream they earn from.
std::map<std::string, std::vector<std::string>> by_stream(const std::set<std::string>& members,
                                                          const std::set<std::string>& taken,
                                                          const Offered& offered) {
  std::map<std::string, std::vector<std::string>> parts;
  for (const std::string& key : members) {
    const ProductClaim& claim = *offered.by_key.at(key);
    if (!taken.contains(key) && !has_ended(claim.state)) {
      parts[stream_of(claim)].push_back(key);
    }
  }
  return parts;
}

OverlapSet family_set(std::vector<std::string> members, std::string_view level,
                      const standards::ParameterSet& degrees) {
  OverlapSet set;
  set.members = std::move(members);
  set.key = std::string(level) + set.members.front();
  set_degree(degrees, set);
  return set;
}

/// Families with the whole of each inner set they touch; those that then meet are one. A family
/// within one inner set is left out: that set says what the family would.
std::vector<std::set<std::string>> joined(const std::vector<std::set<std::string>>& families,
                                          const std::vector<OverlapSet>& inner) {
  std::vector<std::set<std::string>> all;
  for (std::set<std::string> family : families) {
    for (const OverlapSet& set : inner) {
      const auto touches = [&](const std::string& key) { return family.contains(key); };
      if (std::any_of(set.members.begin(), set.members.end(), touches)) {
        family.insert(set.members.begin(), set.members.end());
      }
    }
    for (auto other = all.begin(); other != all.end();) {
      const auto shared = [&](const std::string& key) { return family.contains(key); };
      if (std::any_of(other->begin(), other->end(), shared)) {
        family.merge(*other);
        other = all.erase(other);
      } else {
        ++other;
      }
    }
    all.push_back(std::move(family));
  }
  std::erase_if(all, [&](const std::set<std::string>& family) {
    return family.size() < 2 ||
           std::any_of(
               inner.begin(), inner.end(),
               [&](const auto& set) {
                 return set.members.size() == family.size() &&
                        std::equal(family.begin(), family.end(), set.members.begin());
               });
  });
  std::sort(all.begin(), all.end());
  return all;
}

/// Families as sets of keys: a right offered twice is one.
std::vector<std::set<std::string>> families_in(const Offered& offered, OverlapSets& sets) {
  std::vector<const registers::RightFacts*> facts;
  for (const ProductClaim& claim : offered.claims) {
    facts.push_back(claim.facts);
  }
  const Families found = families_of(facts);
  std::set<std::string> unknown;
  for (std::size_t i = 0; i < offered.claims.size(); ++i) {
    if (!found.known[i] && offered.claims[i].type != registers::RightType::kTrademark) {
      unknown.insert(offered.keys[i]);
    }
  }
  sets.family_unknown.assign(unknown.begin(), unknown.end());
  std::vector<std::set<std::string>> families;
  for (const std::vector<std::size_t>& places : found.families) {
    std::set<std::string>& family = families.emplace_back();
    for (const std::size_t place : places) {
      family.insert(offered.keys[place]);
    }
  }
  std::sort(families.begin(), families.end());
  return families;
}

void add_families(const Offered& offered, const standards::ParameterSet& common,
                  const standards::ParameterSet& degrees, std::set<std::string>& taken,
                  OverlapSets& sets) {
  const std::vector<std::set<std::string>> families = families_in(offered, sets);
  for (const std::set<std::string>& family : families) {
    for (auto& [stream, members] : by_stream(family, taken, offered)) {
      if (members.size() > 1 && offered.with_revenue.contains(stream)) {
        taken.insert(members.begin(), members.end());
        OverlapSet set = family_set(std::move(members), "product/", degrees);
        set_weights(offered, common, set);
        sets.inner.push_back(std::move(set));
      }
    }
  }
  for (const std::set<std::string>& family : joined(families, sets.inner)) {
    OverlapSet set = family_set({family.begin(), family.end()}, "family/", degrees);
    set.one_product = common_stream(set.members, offered).has_value();
    sets.families.push_back(std::move(set));
  }
}

}  // namespace

std::string key_of(const book::OfferedRight& offered) {
  return offered.id ? offered.id->value : "stated:" + offered.stated_number;
}

std::string stream_of(const ProductClaim& claim) {
  if (claim.offered->product.empty()) {
    return "right:" + key_of(*claim.offered);
  }
  return (claim.type == registers::RightType::kTrademark ? "mark:" : "technology:") +
         claim.offered->product;
}

double share_weight(registers::RightType type, const standards::ParameterSet& common) {
  switch (type) {
    case registers::RightType::kUtilityModel:
      return common.at("share_utility_model").mode;
    case registers::RightType::kDesign:
      return common.at("share_design").mode;
    case registers::RightType::kTrademark:
      return 1;  // marks share among marks
    default:
      return common.at("share_invention").mode;
  }
}

Result<OverlapSets> overlap_sets(std::span<const book::StatedGroup> groups,
                                 std::span<const ProductClaim> claims,
                                 const standards::ParameterSet& common,
                                 const standards::ParameterSet& degrees) {
  const Offered offered = offered_of(claims);
  OverlapSets sets;
  std::set<std::string> taken;
  for (const book::StatedGroup& group : groups) {
    OverlapSet set;
    set.name = group.name;
    set.key = "stated/" + group.name;
    set.kind = group.kind;
    PIGNUS_ASSIGN(set.members, members_of(group, offered, taken));
    set_degree(degrees, set);
    if (group.overlap) {
      PIGNUS_TRY(set_stated_degree(group, set));
    }
    set_weights(offered, common, set);
    sets.inner.push_back(std::move(set));
  }
  add_families(offered, common, degrees, taken, sets);
  return sets;
}

}  // namespace pignus::valuation
