#include "valuation/net_sum.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/check.h"
#include "core/normal.h"
#include "core/random_stream.h"
#include "valuation/overlap_game.h"

namespace pignus::valuation {

namespace {

constexpr std::size_t kNoSet = static_cast<std::size_t>(-1);

/// Where a right stands among the items and among those counted.
struct Counted {
  std::string key;
  const Distribution* value = nullptr;
  std::size_t item = 0;
};

/// Rights that are one in the eyes of a family: an inner set, or a right alone.
struct Unit {
  std::size_t inner = kNoSet;        ///< place in sets.inner
  std::vector<std::size_t> members;  ///< places among those counted
};

/// What is valued as a whole: a family of units, or one inner set.
struct Cluster {
  std::size_t family = kNoSet;  ///< place in sets.families
  std::vector<Unit> units;
};

std::vector<Counted> counted_of(std::span<const PortfolioItem> items) {
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < items.size(); ++i) {
    first.emplace(items[i].key, i);
  }
  std::vector<Counted> counted;
  for (const auto& [key, i] : first) {
    counted.push_back({key, items[i].value, i});
  }
  return counted;
}

/// The places of the members that are at hand, each taken once.
std::vector<std::size_t> at_hand(const std::vector<std::string>& members,
                                 const std::map<std::string, std::size_t>& places,
                                 std::set<std::size_t>& taken) {
  std::vector<std::size_t> found;
  for (const std::string& key : members) {
    const auto place = places.find(key);
    if (place != places.end() && taken.insert(place->second).second) {
      found.push_back(place->second);
    }
  }
  return found;
}

std::vector<Cluster> clusters_of(const std::vector<Counted>& counted, const OverlapSets& sets) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < counted.size(); ++i) {
    places.emplace(counted[i].key, i);
  }
  std::set<std::size_t> taken;
  std::map<std::string, std::size_t> inner_of;  // by the first member
  std::vector<std::vector<std::size_t>> inner_members;
  for (std::size_t i = 0; i < sets.inner.size(); ++i) {
    inner_members.push_back(at_hand(sets.inner[i].members, places, taken));
    inner_of.emplace(sets.inner[i].members.front(), i);
  }
  std::vector<Cluster> clusters;
  std::set<std::size_t> joined;
  for (std::size_t i = 0; i < sets.families.size(); ++i) {
    Cluster cluster;
    cluster.family = i;
    for (const std::string& key : sets.families[i].members) {
      const auto inner = inner_of.find(key);
      if (inner != inner_of.end() && joined.insert(inner->second).second &&
          !inner_members[inner->second].empty()) {
        cluster.units.push_back({inner->second, inner_members[inner->second]});
      }
    }
    for (const std::size_t place : at_hand(sets.families[i].members, places, taken)) {
      cluster.units.push_back({kNoSet, {place}});
    }
    if (!cluster.units.empty()) {
      clusters.push_back(std::move(cluster));
    }
  }
  for (std::size_t i = 0; i < sets.inner.size(); ++i) {
    if (!joined.contains(i) && !inner_members[i].empty()) {
      clusters.push_back({kNoSet, {{i, inner_members[i]}}});
    }
  }
  return clusters;
}

double scores_to_amount(const Distribution& value, double nothing, double own, double together) {
  const double alive = normal_cdf(own);
  if (alive < nothing) {
    return 0;
  }
  return std::max(0.0, value.quantile(nothing + (1 - nothing) * normal_cdf(together)));
}

double chance_of_nothing(const Distribution& value) {
  const auto grid = value.grid();
  const auto first = std::upper_bound(grid.begin(), grid.end(), 0.0);
  return static_cast<double>(first - grid.begin()) / static_cast<double>(grid.size());
}

/// Where the members split one product's royalties as though the overlap were the greatest, a
/// lesser overlap gives each less of them: the product's royalties are what they are.
double split_factor(const OverlapSet& set, double share) {
  if (set.weights.empty()) {
    return 1;
  }
  return worth_together({set.kind, set.most, true}, set.weights) /
         worth_together({set.kind, share, true}, set.weights);
}

/// Sums of means while paths go by.
class Summer {
 public:
  Summer(const std::vector<Counted>& counted, const OverlapSets& sets, const NetSumOptions& options)
      : counted_(counted), sets_(sets), options_(options) {
    sums_.assign(options.paths, 0.0);
    single_.assign(counted.size(), 0.0);
    parts_.assign(counted.size(), 0.0);
    inner_.assign(sets.inner.size(), {});
    families_.assign(sets.families.size(), {});
    const RandomStream shared(options.seed, "valuation/portfolio");
    common_.reserve(options.paths);
    for (std::uint64_t path = 0; path < options.paths; ++path) {
      common_.push_back(shared.at(path).normal());
    }
  }

  void add_alone(std::size_t place) {
    const Counted& right = counted_[place];
    const RandomStream streams(options_.seed, "valuation/portfolio/" + right.key);
    for (std::uint64_t path = 0; path < options_.paths; ++path) {
      const double amount =
          right.value->quantile(normal_cdf(score(path, streams.at(path).normal())));
      sums_[path] += amount;
      single_[place] += amount;
      parts_[place] += amount;
      total_.added += amount;
      total_.net += amount;
      total_.net_at_greatest += amount;
      total_.net_at_least += amount;
    }
  }

  void add(const Cluster& cluster) {
    const ClusterStreams streams(*this, cluster);
    std::vector<std::vector<double>> amounts;
    for (const Unit& unit : cluster.units) {
      amounts.emplace_back(unit.members.size());
    }
    for (std::uint64_t path = 0; path < options_.paths; ++path) {
      const double together = score(path, streams.amount.at(path).normal());
      double added = 0;
      std::size_t member = 0;
      for (std::size_t u = 0; u < cluster.units.size(); ++u) {
        for (std::size_t m = 0; m < cluster.units[u].members.size(); ++m, ++member) {
          const std::size_t place = cluster.units[u].members[m];
          amounts[u][m] = scores_to_amount(*counted_[place].value, streams.nothing[member],
                                           streams.own[member].at(path).normal(), together);
          single_[place] += amounts[u][m];
          added += amounts[u][m];
        }
      }
      total_.added += added;
      count(cluster, amounts, streams, path);
    }
  }

  NetSum result(std::size_t items) && {
    const auto n = static_cast<double>(options_.paths);
    const auto mean = [n](book::OverlapSums& sums) {
      sums.added /= n;
      sums.net /= n;
      sums.net_at_greatest /= n;
      sums.net_at_least /= n;
    };
    NetSum made;
    made.net = Distribution::from_samples(sums_);
    mean(total_);
    std::for_each(inner_.begin(), inner_.end(), mean);
    std::for_each(families_.begin(), families_.end(), mean);
    made.total = total_;
    made.inner = std::move(inner_);
    made.families = std::move(families_);
    made.single.assign(items, 0.0);
    made.parts.assign(items, 0.0);
    for (std::size_t i = 0; i < counted_.size(); ++i) {
      made.single[counted_[i].item] = single_[i] / n;
      made.parts[counted_[i].item] = parts_[i] / n;
    }
    return made;
  }

 private:
  /// The random numbers of a cluster; none depends on who of it is at hand.
  struct ClusterStreams {
    ClusterStreams(const Summer& summer, const Cluster& cluster)
        : amount(summer.options_.seed, "valuation/portfolio/amount/" + summer.key_of(cluster)) {
      const std::uint64_t seed = summer.options_.seed;
      for (const Unit& unit : cluster.units) {
        for (const std::size_t place : unit.members) {
          own.emplace_back(seed, "valuation/portfolio/" + summer.counted_[place].key);
          nothing.push_back(chance_of_nothing(*summer.counted_[place].value));
        }
        const std::string key = unit.inner == kNoSet ? "" : summer.sets_.inner[unit.inner].key;
        shares.emplace_back(seed, "valuation/portfolio/overlap/" + key);
      }
      const std::string key =
          cluster.family == kNoSet ? "" : summer.sets_.families[cluster.family].key;
      shares.emplace_back(seed, "valuation/portfolio/overlap/" + key);
    }

    RandomStream amount;
    std::vector<RandomStream> own;     ///< of the members, unit by unit
    std::vector<double> nothing;       ///< their chances of being worth nothing
    std::vector<RandomStream> shares;  ///< of the units' sets, then of the family's
  };

  double score(std::uint64_t path, double own) const {
    return std::sqrt(options_.correlation) * common_[path] +
           std::sqrt(1 - options_.correlation) * own;
  }

  std::string key_of(const Cluster& cluster) const {
    return cluster.family != kNoSet ? sets_.families[cluster.family].key
                                    : sets_.inner[cluster.units.front().inner].key;
  }

  bool complete(const Unit& unit) const {
    return unit.inner == kNoSet || unit.members.size() == sets_.inner[unit.inner].members.size();
  }

  static double drawn_share(const OverlapSet& set, const RandomStream& stream, std::uint64_t path) {
    return std::clamp(set.overlap.value.quantile(stream.at(path).uniform()), set.least, set.most);
  }

  /// A unit with its set at a share; its members' parts where asked for.
  double unit_worth(const Unit& unit, std::span<const double> amounts, double share,
                    std::vector<double>* parts) const {
    if (unit.inner == kNoSet) {
      if (parts != nullptr) {
        *parts = {amounts.front()};
      }
      return amounts.front();
    }
    const OverlapSet& set = sets_.inner[unit.inner];
    const OverlapRule rule{set.kind, share, complete(unit)};
    const double factor = split_factor(set, share);
    if (parts != nullptr) {
      parts->resize(amounts.size());
      parts_together(rule, amounts, *parts);
      for (double& part : *parts) {
        part *= factor;
      }
    }
    return factor * worth_together(rule, amounts);
  }

  double family_worth(const Cluster& cluster, std::span<const double> units, double share) const {
    return cluster.family == kNoSet
               ? units.front()
               : worth_together({book::OverlapKind::kFamily, share, true}, units);
  }

  /// The whole cluster with every overlap at its greatest, or at its least.
  double worth_at(const Cluster& cluster, const std::vector<std::vector<double>>& amounts,
                  double OverlapSet::* end) const {
    std::vector<double> units;
    for (std::size_t u = 0; u < cluster.units.size(); ++u) {
      const std::size_t inner = cluster.units[u].inner;
      const double share = inner == kNoSet ? 0 : sets_.inner[inner].*end;
      units.push_back(unit_worth(cluster.units[u], amounts[u], share, nullptr));
    }
    const double share = cluster.family == kNoSet ? 0 : sets_.families[cluster.family].*end;
    return family_worth(cluster, units, share);
  }

  void count(const Cluster& cluster, const std::vector<std::vector<double>>& amounts,
             const ClusterStreams& streams, std::uint64_t path) {
    std::vector<double> units;
    std::vector<std::vector<double>> parts(cluster.units.size());
    double added = 0;
    for (std::size_t u = 0; u < cluster.units.size(); ++u) {
      const Unit& unit = cluster.units[u];
      const bool set = unit.inner != kNoSet;
      const double share = set ? drawn_share(sets_.inner[unit.inner], streams.shares[u], path) : 0;
      units.push_back(unit_worth(unit, amounts[u], share, &parts[u]));
      added += units.back();
      if (set) {
        count_inner(unit, amounts[u], units.back());
      }
    }
    double net = added;
    std::vector<double> of_units = units;
    if (cluster.family != kNoSet) {
      const OverlapSet& family = sets_.families[cluster.family];
      const double share = drawn_share(family, streams.shares.back(), path);
      net = family_worth(cluster, units, share);
      parts_together({book::OverlapKind::kFamily, share, true}, units, of_units);
      book::OverlapSums& sums = families_[cluster.family];
      sums.added += added;
      sums.net += net;
      sums.net_at_greatest += family_worth(cluster, units, family.most);
      sums.net_at_least += family_worth(cluster, units, family.least);
    }
    for (std::size_t u = 0; u < units.size(); ++u) {
      const double of_unit = units[u] > 0 ? of_units[u] / units[u] : 0;
      for (std::size_t m = 0; m < parts[u].size(); ++m) {
        parts_[cluster.units[u].members[m]] += of_unit * parts[u][m];
      }
    }
    sums_[path] += net;
    total_.net += net;
    total_.net_at_greatest += worth_at(cluster, amounts, &OverlapSet::most);
    total_.net_at_least += worth_at(cluster, amounts, &OverlapSet::least);
  }

  void count_inner(const Unit& unit, const std::vector<double>& amounts, double net) {
    const OverlapSet& set = sets_.inner[unit.inner];
    book::OverlapSums& sums = inner_[unit.inner];
    for (const double amount : amounts) {
      sums.added += amount;
    }
    sums.net += net;
    sums.net_at_greatest += unit_worth(unit, amounts, set.most, nullptr);
    sums.net_at_least += unit_worth(unit, amounts, set.least, nullptr);
  }

  const std::vector<Counted>& counted_;
  const OverlapSets& sets_;
  const NetSumOptions& options_;
  std::vector<double> common_;  ///< the common factor by path
  std::vector<double> sums_;    ///< net by path
  std::vector<double> single_;
  std::vector<double> parts_;
  book::OverlapSums total_;
  std::vector<book::OverlapSums> inner_;
  std::vector<book::OverlapSums> families_;
};

}  // namespace

NetSum net_sum(std::span<const PortfolioItem> items, const OverlapSets& sets,
               const NetSumOptions& options) {
  PIGNUS_CHECK(options.paths >= 1 && options.correlation >= 0 && options.correlation <= 1);
  const std::vector<Counted> counted = counted_of(items);
  const std::vector<Cluster> clusters = clusters_of(counted, sets);
  std::vector<bool> alone(counted.size(), true);
  for (const Cluster& cluster : clusters) {
    for (const Unit& unit : cluster.units) {
      for (const std::size_t place : unit.members) {
        alone[place] = false;
      }
    }
  }
  if (counted.empty()) {
    NetSum nothing;
    nothing.inner.assign(sets.inner.size(), {});
    nothing.families.assign(sets.families.size(), {});
    return nothing;
  }
  Summer summer(counted, sets, options);
  for (std::size_t place = 0; place < counted.size(); ++place) {
    if (alone[place]) {
      summer.add_alone(place);
    }
  }
  for (const Cluster& cluster : clusters) {
    summer.add(cluster);
  }
  return std::move(summer).result(items.size());
}

}  // namespace pignus::valuation
