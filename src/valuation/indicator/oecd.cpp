#include "valuation/indicator/oecd.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace pignus::valuation {

namespace {

Result<double> spread(const std::vector<ClassShares>& patents) {
  if (patents.empty()) {
    return fail(ErrorCode::kInvalidInput, "no patent to spread over", {"", 0, "patents"});
  }
  ClassShares sums;
  for (std::size_t i = 0; i < patents.size(); ++i) {
    double whole = 0;
    for (const auto& [name, share] : patents[i]) {
      if (!(std::isfinite(share) && share >= 0)) {
        return fail(ErrorCode::kInvalidInput, "a share is negative or not finite",
                    {"", i + 1, name});
      }
      whole += share;
      sums[name] += share;
    }
    if (std::abs(whole - 1) > 1e-9) {
      return fail(ErrorCode::kInvalidInput, "the shares of a patent's classes do not sum to 1",
                  {"", i + 1, "shares"});
    }
  }
  const auto count = static_cast<double>(patents.size());
  double concentration = 0;
  for (const auto& [name, sum] : sums) {
    concentration += (sum / count) * (sum / count);
  }
  return std::max(0.0, 1 - concentration);
}

}  // namespace

std::optional<std::string> class4_of(std::string_view symbol) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(symbol[i]); };
  if (symbol.size() < 4 || std::isalpha(at(0)) == 0 || std::isdigit(at(1)) == 0 ||
      std::isdigit(at(2)) == 0 || std::isalpha(at(3)) == 0) {
    return std::nullopt;
  }
  std::string result(symbol.substr(0, 4));
  for (char& character : result) {
    character = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
  }
  return result;
}

std::size_t patent_scope(const std::vector<std::string>& symbols) {
  return class4_shares(symbols).size();
}

ClassShares class4_shares(const std::vector<std::string>& symbols) {
  ClassShares shares;
  double count = 0;
  for (const std::string& symbol : symbols) {
    if (const auto name = class4_of(symbol)) {
      shares[*name] += 1;
      count += 1;
    }
  }
  for (auto& [name, share] : shares) {
    share /= count;
  }
  return shares;
}

Result<double> generality(const std::vector<ClassShares>& citing) {
  return spread(citing);
}

Result<double> originality(const std::vector<ClassShares>& cited) {
  return spread(cited);
}

Result<double> corrected(double index, std::size_t count) {
  if (count < 2) {
    return fail(ErrorCode::kInvalidInput, "one citation has no spread to correct",
                {"", 0, "count"});
  }
  if (!(index >= 0 && index <= 1)) {
    return fail(ErrorCode::kInvalidInput, "an index lies from 0 to 1", {"", 0, "index"});
  }
  const auto n = static_cast<double>(count);
  return index * n / (n - 1);
}

Result<double> radicalness(const std::vector<std::string>& own,
                           const std::vector<std::vector<std::string>>& cited) {
  const ClassShares own_classes = class4_shares(own);
  if (own_classes.empty()) {
    return fail(ErrorCode::kInvalidInput, "the patent has no four-digit class", {"", 0, "own"});
  }
  double outside = 0;
  double all = 0;
  for (const auto& symbols : cited) {
    for (const std::string& symbol : symbols) {
      if (const auto name = class4_of(symbol)) {
        all += 1;
        outside += own_classes.contains(*name) ? 0 : 1;
      }
    }
  }
  if (all == 0) {
    return fail(ErrorCode::kInvalidInput, "no patent cited has a four-digit class",
                {"", 0, "cited"});
  }
  return outside / all;
}

Result<double> grant_lag_index(double lag, double longest_lag) {
  if (!(std::isfinite(longest_lag) && longest_lag > 0)) {
    return fail(ErrorCode::kInvalidInput, "the longest lag is not positive",
                {"", 0, "longest_lag"});
  }
  if (!(lag >= 0 && lag <= longest_lag)) {
    return fail(ErrorCode::kInvalidInput, "a lag lies from 0 to the longest", {"", 0, "lag"});
  }
  return 1 - lag / longest_lag;
}

std::optional<int> citations_within(Date published, const std::vector<Date>& citing, int years,
                                    Date known_by) {
  const Date end = published.plus_years(years);
  if (known_by < end) {
    return std::nullopt;
  }
  return static_cast<int>(std::count_if(citing.begin(), citing.end(),
                                        [&](Date day) { return published <= day && day < end; }));
}

}  // namespace pignus::valuation
