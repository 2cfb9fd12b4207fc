#include "valuation/lapse/margins.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace pignus::valuation {

namespace {

constexpr std::size_t kLinesMax = 100'000;

struct Line {
  std::uint64_t number = 0;
  std::vector<std::string_view> fields;
};

/// Lines after the header, cut at every separator; blank ones left out.
Result<std::vector<Line>> lines_of(std::string_view text, char separator, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  std::vector<Line> lines;
  std::uint64_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (number == 1 || line.empty()) {
      continue;
    }
    if (lines.size() == kLinesMax) {
      return fail(ErrorCode::kLimitExceeded, "has more than 100,000 lines",
                  {std::string(file), number, ""});
    }
    Line cut{number, {}};
    for (std::size_t from = 0;;) {
      const std::size_t to = line.find(separator, from);
      cut.fields.push_back(line.substr(from, to - from));
      if (to == std::string_view::npos) {
        break;
      }
      from = to + 1;
    }
    lines.push_back(std::move(cut));
  }
  if (lines.empty()) {
    return fail(ErrorCode::kInvalidInput, "has no rows", {std::string(file), 0, ""});
  }
  return lines;
}

/// A finite number that is not negative.
Result<double> number_of(const Line& line, std::size_t column, std::string_view name,
                         std::string_view file) {
  const Where where{std::string(file), line.number, std::string(name)};
  if (column >= line.fields.size()) {
    return fail(ErrorCode::kInvalidInput, "the column is missing", where);
  }
  const std::string_view text = line.fields[column];
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
      value < 0) {
    return fail(ErrorCode::kInvalidInput, "is no number of zero or more", where);
  }
  return value;
}

}  // namespace

Result<std::vector<FilingYear>> filing_years_of(std::string_view text, std::string_view file) {
  PIGNUS_ASSIGN(const std::vector<Line> lines, lines_of(text, ',', file));
  std::vector<FilingYear> years;
  for (const Line& line : lines) {
    FilingYear year;
    PIGNUS_ASSIGN(const double number, number_of(line, 0, "year", file));
    if (number < 1900 || number > 2200 || number != std::floor(number)) {
      return fail(ErrorCode::kInvalidInput, "is no year", {std::string(file), line.number, "year"});
    }
    year.year = static_cast<int>(number);
    PIGNUS_ASSIGN(year.lapsed, number_of(line, 1, "lapsed", file));
    PIGNUS_ASSIGN(year.others, number_of(line, 2, "others", file));
    if (!years.empty() && year.year <= years.back().year) {
      return fail(ErrorCode::kInvalidInput, "the years do not rise",
                  {std::string(file), line.number, "year"});
    }
    years.push_back(year);
  }
  return years;
}

Result<std::vector<LapseAge>> lapse_ages_of(std::string_view text, std::string_view file) {
  PIGNUS_ASSIGN(const std::vector<Line> lines, lines_of(text, ',', file));
  std::vector<LapseAge> ages;
  for (const Line& line : lines) {
    LapseAge age;
    PIGNUS_ASSIGN(age.years, number_of(line, 1, "age", file));
    PIGNUS_ASSIGN(age.patents, number_of(line, 2, "patents", file));
    ages.push_back(age);
  }
  return ages;
}

Result<std::vector<EntityMean>> entity_means_of(std::string_view text, std::string_view file) {
  PIGNUS_ASSIGN(const std::vector<Line> lines, lines_of(text, ',', file));
  std::vector<EntityMean> means;
  for (const Line& line : lines) {
    EntityMean mean;
    PIGNUS_ASSIGN(mean.mean_years, number_of(line, 2, "mean age", file));
    mean.status = line.fields[1];
    means.push_back(std::move(mean));
  }
  return means;
}

Result<std::map<std::string, double>> class_numbers_of(std::string_view text, std::string_view name,
                                                       std::string_view file,
                                                       std::size_t from_end) {
  std::map<std::string, double> result;
  PIGNUS_ASSIGN(const std::vector<Line> lines, lines_of(text, '\t', file));
  for (const Line& line : lines) {
    const Where where{std::string(file), line.number, "group_id"};
    if (line.fields.front().empty()) {
      return fail(ErrorCode::kInvalidInput, "the class is missing", where);
    }
    if (line.fields.size() < from_end + 2) {
      return fail(ErrorCode::kInvalidInput, "the column is missing",
                  {std::string(file), line.number, std::string(name)});
    }
    PIGNUS_ASSIGN(const double value,
                  number_of(line, line.fields.size() - 1 - from_end, name, file));
    if (!result.emplace(line.fields.front(), value).second) {
      return fail(ErrorCode::kInvalidInput, "the class stands twice", where);
    }
  }
  return result;
}

Result<std::vector<ClassCount>> class_counts_of(const ClassTables& tables, std::string_view file) {
  PIGNUS_ASSIGN(const auto lapsed, class_numbers_of(tables.lapsed, "lapsed", file));
  PIGNUS_ASSIGN(const auto others, class_numbers_of(tables.others, "others", file));
  std::map<std::string, double> means;
  if (!tables.means.empty()) {
    PIGNUS_ASSIGN(means, class_numbers_of(tables.means, "mean days", file));
  }
  std::map<std::string, ClassCount> joined;
  for (const auto& [code, count] : lapsed) {
    joined[code].lapsed = count;
  }
  for (const auto& [code, count] : others) {
    joined[code].others = count;
  }
  std::vector<ClassCount> result;
  for (auto& [code, count] : joined) {
    count.code = code;
    if (const auto mean = means.find(code); mean != means.end() && count.lapsed > 0) {
      count.mean_days = mean->second;
    }
    result.push_back(std::move(count));
  }
  return result;
}

std::optional<bool> lapses_earlier_than_undiscounted(std::span<const EntityMean> means,
                                                     std::string_view status) {
  const auto find = [&](std::string_view wanted) {
    return std::find_if(means.begin(), means.end(),
                        [wanted](const EntityMean& mean) { return mean.status == wanted; });
  };
  const auto full = find("UNDISCOUNTED");
  const auto asked = find(status);
  if (full == means.end() || asked == means.end()) {
    return std::nullopt;
  }
  return asked->mean_years < full->mean_years;
}

}  // namespace pignus::valuation
