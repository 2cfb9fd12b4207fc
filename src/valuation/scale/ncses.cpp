#include "valuation/scale/ncses.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace pignus::valuation {

namespace {

constexpr std::string_view kPath = "industry_and_company_size_full_path";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

/// Footnotes ("<sup>b</sup>") and the two character references that the tables use taken out.
std::string plain(std::string_view text) {
  std::string result(text);
  for (std::size_t at = 0; (at = result.find("<sup>")) != std::string::npos;) {
    const std::size_t end = result.find("</sup>", at);
    result.erase(at, end == std::string::npos ? std::string::npos : end + 6 - at);
  }
  replace_all(result, "&#8211;", "–");
  replace_all(result, "&nbsp;", " ");
  return result;
}

std::string trimmed(std::string text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) {
    return "";
  }
  return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

/// "['24,625', 'i ']" to its two texts; a bare text to itself and "".
std::pair<std::string, std::string> parts_of(std::string_view cell) {
  if (!cell.starts_with("['") || !cell.ends_with("']")) {
    return {trimmed(plain(cell)), ""};
  }
  cell = cell.substr(2, cell.size() - 4);
  const std::size_t middle = cell.find("', '");
  if (middle == std::string_view::npos) {
    return {trimmed(plain(cell)), ""};
  }
  return {trimmed(plain(cell.substr(0, middle))), trimmed(plain(cell.substr(middle + 4)))};
}

/// "24,625" to its number.
std::optional<double> number_of(std::string figure) {
  replace_all(figure, ",", "");
  double value = 0;
  const auto [end, error] = std::from_chars(figure.data(), figure.data() + figure.size(), value);
  if (error != std::errc() || end != figure.data() + figure.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

Result<NcsesCell> cell_of(std::string_view text, const Where& where) {
  const auto [figure, mark] = parts_of(text);
  NcsesCell cell;
  cell.imputed = mark == "i";
  if (figure.empty()) {
    return cell;
  }
  if (figure == "D" || figure == "*") {
    cell.kind = figure == "D" ? CellKind::kSuppressed : CellKind::kRounded;
    return cell;
  }
  const std::size_t to = figure.find(" - ");
  if (to != std::string::npos) {
    cell.kind = CellKind::kRange;
    cell.least = number_of(figure.substr(0, to));
    cell.most = number_of(figure.substr(to + 3));
    if (cell.least && cell.most && *cell.least <= *cell.most) {
      return cell;
    }
    return fail(ErrorCode::kInvalidInput, "is no range of two figures", where);
  }
  const auto value = number_of(figure);
  if (!value) {
    return fail(ErrorCode::kInvalidInput, "is neither a figure nor a known symbol", where);
  }
  cell.kind = CellKind::kFigure;
  cell.figure = *value;
  return cell;
}

}  // namespace

const NcsesCell* NcsesColumn::at(std::string_view path) const {
  const auto found = cells.find(std::string(path));
  return found == cells.end() ? nullptr : &found->second;
}

Result<NcsesColumn> ncses_column(const CsvTable& table, std::string_view column) {
  std::string name;
  for (const std::string& candidate : table.columns) {
    if (candidate.starts_with(column)) {
      if (!name.empty()) {
        return fail(ErrorCode::kInvalidInput, "two columns begin so",
                    {table.file, 1, std::string(column)});
      }
      name = candidate;
    }
  }
  if (name.empty() || table.column(kPath) < 0) {
    return fail(ErrorCode::kInvalidInput, "the column is missing",
                {table.file, 1, std::string(name.empty() ? column : kPath)});
  }
  NcsesColumn result;
  for (const CsvRow& row : table.rows) {
    const Where where{table.file, row.line, name};
    PIGNUS_ASSIGN(const NcsesCell cell, cell_of(table.at(row, name), where));
    if (!result.cells.emplace(plain(table.at(row, kPath)), cell).second) {
      return fail(ErrorCode::kInvalidInput, "the row stands twice",
                  {table.file, row.line, std::string(kPath)});
    }
  }
  return result;
}

std::optional<double> ncses_sum(const NcsesColumn& column, std::span<const NcsesTerm> terms) {
  double sum = 0;
  for (const NcsesTerm& term : terms) {
    const NcsesCell* cell = column.at(term.path);
    if (cell == nullptr || !cell->figure) {
      return std::nullopt;
    }
    sum += term.factor * *cell->figure;
  }
  return sum;
}

std::optional<LicenceIncome> licence_income(std::span<const LicenceYear> years,
                                            std::span<const NcsesTerm> terms) {
  LicenceIncome income;
  for (const LicenceYear& year : years) {
    const auto revenue = ncses_sum(year.revenue, terms);
    const auto patents = ncses_sum(year.patents, terms);
    if (revenue && patents) {
      income.revenue_millions += *revenue;
      income.patents += *patents;
      ++income.years;
    }
  }
  return income.years > 0 && income.patents > 0 ? std::optional(income) : std::nullopt;
}

}  // namespace pignus::valuation
