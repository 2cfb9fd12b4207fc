#include "valuation/firm/market_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/random_stream.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr double kIntervalTail = .05;

Result<std::optional<double>> number_of(const CsvTable& table, const CsvRow& row,
                                        std::string_view column) {
  const std::string_view text = table.at(row, column);
  if (text.empty() || text == "NA") {
    return std::nullopt;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return fail(ErrorCode::kInvalidInput, "is no number",
                {table.file, row.line, std::string(column)});
  }
  return value;
}

Status check_row(const FirmYear& row, std::uint64_t record) {
  const std::array<std::pair<const char*, double>, 3> sizes{
      {{"sales", row.sales}, {"employment", row.employment}, {"capital", row.capital}}};
  const std::array<std::pair<const char*, double>, 3> others{
      {{"randd", row.research_stock}, {"patents", row.patents}, {"cites", row.citations}}};
  const auto bad = [&](const char* field, const char* needs) {
    return fail(ErrorCode::kInvalidInput, row.firm + ": " + field + needs, {"", record, field});
  };
  for (const auto& [name, size] : sizes) {
    if (!std::isfinite(size) || size <= 0) {
      return bad(name, " must be above zero");
    }
  }
  for (const auto& [name, other] : others) {
    if (!std::isfinite(other) || other < 0) {
      return bad(name, " must not be negative");
    }
  }
  if (row.value && (!std::isfinite(*row.value) || *row.value <= 0)) {
    return bad("value", " must be above zero where it is known");
  }
  return {};
}

void append_columns(const FirmYear& row, FirmColumns columns, std::vector<double>& to) {
  to.insert(to.end(), {1, std::log(row.sales), std::log(row.employment), std::log(row.capital)});
  if (columns == FirmColumns::kInnovation) {
    to.insert(to.end(),
              {std::log1p(row.research_stock), std::log1p(row.patents), std::log1p(row.citations)});
  }
}

struct Sample {
  std::vector<const FirmYear*> rows;  ///< whose value is known
  std::vector<double> y;
};

Result<Sample> sample_of(std::span<const FirmYear> rows) {
  Sample sample;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    PIGNUS_TRY(check_row(rows[i], i + 1));
    if (rows[i].value) {
      sample.rows.push_back(&rows[i]);
      sample.y.push_back(std::log(*rows[i].value));
    }
  }
  PIGNUS_TRY(require(!sample.rows.empty(), "value", "must be known of a firm at least"));
  return sample;
}

/// Which columns, and the years that have a constant of their own.
struct Specification {
  FirmColumns columns = FirmColumns::kSize;
  std::vector<int> years;
};

void append_row(const FirmYear& row, const Specification& specification, std::vector<double>& to) {
  append_columns(row, specification.columns, to);
  for (const int year : specification.years) {
    to.push_back(row.year == year ? 1 : 0);
  }
}

Result<LeastSquares> fit(const std::vector<const FirmYear*>& rows, const std::vector<double>& y,
                         const Specification& specification) {
  Design design;
  design.columns = names_of(specification.columns).size() + specification.years.size();
  for (const FirmYear* row : rows) {
    append_row(*row, specification, design.values);
  }
  return least_squares(design, y);
}

double predict(const FirmYear& row, const Specification& specification,
               std::span<const double> coefficients) {
  std::vector<double> x;
  append_row(row, specification, x);
  return std::inner_product(x.begin(), x.end(), coefficients.begin(), 0.0);
}

/// Predictions of every row by a model that saw no year of its firm.
Result<std::vector<double>> out_of_fold(const Sample& sample,
                                        const std::vector<std::uint32_t>& fold_of_row,
                                        std::uint32_t folds, const Specification& specification) {
  std::vector<double> predicted(sample.rows.size());
  for (std::uint32_t fold = 0; fold < folds; ++fold) {
    std::vector<const FirmYear*> rows;
    std::vector<double> y;
    for (std::size_t i = 0; i < sample.rows.size(); ++i) {
      if (fold_of_row[i] != fold) {
        rows.push_back(sample.rows[i]);
        y.push_back(sample.y[i]);
      }
    }
    PIGNUS_ASSIGN(const LeastSquares fitted, fit(rows, y, specification));
    for (std::size_t i = 0; i < sample.rows.size(); ++i) {
      if (fold_of_row[i] == fold) {
        predicted[i] = predict(*sample.rows[i], specification, fitted.coefficients);
      }
    }
  }
  return predicted;
}

std::vector<double> r_squared_by_fold(const Sample& sample, const std::vector<double>& predicted,
                                      const std::vector<std::uint32_t>& fold_of_row,
                                      std::uint32_t folds) {
  std::vector<double> result;
  for (std::uint32_t fold = 0; fold < folds; ++fold) {
    std::vector<double> y;
    std::vector<double> of_fold;
    for (std::size_t i = 0; i < sample.y.size(); ++i) {
      if (fold_of_row[i] == fold) {
        y.push_back(sample.y[i]);
        of_fold.push_back(predicted[i]);
      }
    }
    result.push_back(r_squared(y, of_fold));
  }
  return result;
}

/// What a firm adds to the sums behind R^2: enough to resample firms without their rows.
struct FirmSums {
  double rows = 0;
  double y = 0;
  double y_squares = 0;
  double size_left = 0;
  double innovation_left = 0;
};

struct Resampled {
  std::vector<double> size;
  std::vector<double> innovation;
  std::vector<double> gain;
};

Resampled resample(const std::vector<FirmSums>& firms, const HoldOutOptions& options) {
  Resampled result;
  for (std::uint32_t draw = 0; draw < options.resamples; ++draw) {
    RandomStream stream(options.seed, "valuation/firm-resample", draw);
    FirmSums sum;
    for (std::size_t i = 0; i < firms.size(); ++i) {
      const FirmSums& firm = firms[stream.below(firms.size())];
      sum.rows += firm.rows;
      sum.y += firm.y;
      sum.y_squares += firm.y_squares;
      sum.size_left += firm.size_left;
      sum.innovation_left += firm.innovation_left;
    }
    const double about_mean = sum.y_squares - sum.y * sum.y / sum.rows;
    result.size.push_back(1 - sum.size_left / about_mean);
    result.innovation.push_back(1 - sum.innovation_left / about_mean);
    result.gain.push_back((sum.size_left - sum.innovation_left) / about_mean);
  }
  return result;
}

Estimate estimate_of(double value, std::vector<double> draws) {
  if (draws.empty()) {
    return {value, value, value};
  }
  std::sort(draws.begin(), draws.end());
  const auto at = [&draws](double p) {
    return draws[static_cast<std::size_t>(p * static_cast<double>(draws.size() - 1))];
  };
  return {value, at(kIntervalTail), at(1 - kIntervalTail)};
}

}  // namespace

Result<std::vector<FirmYear>> firm_years_of(const CsvTable& table) {
  for (const char* column : {"company", "year", "sales", "employment", "capital", "randd",
                             "patents", "cites", "value"}) {
    if (table.column(column) < 0) {
      return fail(ErrorCode::kInvalidInput, "the column is missing", {table.file, 1, column});
    }
  }
  std::vector<FirmYear> rows;
  for (const CsvRow& row : table.rows) {
    FirmYear firm;
    firm.firm = table.at(row, "company");
    if (firm.firm.empty()) {
      return fail(ErrorCode::kInvalidInput, "the firm is missing",
                  {table.file, row.line, "company"});
    }
    double year = 0;
    const std::array<std::pair<const char*, double*>, 7> numbers{{{"year", &year},
                                                                  {"sales", &firm.sales},
                                                                  {"employment", &firm.employment},
                                                                  {"capital", &firm.capital},
                                                                  {"randd", &firm.research_stock},
                                                                  {"patents", &firm.patents},
                                                                  {"cites", &firm.citations}}};
    for (const auto& [column, to] : numbers) {
      PIGNUS_ASSIGN(const std::optional<double> number, number_of(table, row, column));
      if (!number) {
        return fail(ErrorCode::kInvalidInput, "the number is missing",
                    {table.file, row.line, column});
      }
      *to = *number;
    }
    if (year < 1800 || year > 2200 || year != std::floor(year)) {
      return fail(ErrorCode::kInvalidInput, "is no year", {table.file, row.line, "year"});
    }
    firm.year = static_cast<int>(year);
    PIGNUS_ASSIGN(firm.value, number_of(table, row, "value"));
    if (auto sound = check_row(firm, row.line); !sound) {
      sound.error().where.file = table.file;
      return fail(std::move(sound.error()));
    }
    rows.push_back(std::move(firm));
  }
  return rows;
}

std::vector<std::string> names_of(FirmColumns columns) {
  std::vector<std::string> names{"constant", "log sales", "log employment", "log capital"};
  if (columns == FirmColumns::kInnovation) {
    names.insert(names.end(), {"log 1 + research stock", "log 1 + patents", "log 1 + citations"});
  }
  return names;
}

Result<FirmValueModel> fit_firm_value(std::span<const FirmYear> rows, FirmColumns columns) {
  PIGNUS_ASSIGN(const Sample sample, sample_of(rows));
  PIGNUS_ASSIGN(const LeastSquares fitted, fit(sample.rows, sample.y, {columns, {}}));
  FirmValueModel model;
  model.columns = columns;
  model.coefficients = fitted.coefficients;
  model.rows = sample.rows.size();
  model.without_value = rows.size() - sample.rows.size();
  const std::size_t width = fitted.coefficients.size();
  PIGNUS_TRY(require(model.rows > width, "rows", "must be more than the columns"));
  model.residual_deviation =
      std::sqrt(fitted.residual_squares / static_cast<double>(model.rows - width));
  std::vector<double> predicted;
  for (const FirmYear* row : sample.rows) {
    predicted.push_back(predict(*row, {columns, {}}, model.coefficients));
  }
  model.r_squared = r_squared(sample.y, predicted);
  return model;
}

Result<double> log_firm_value(const FirmValueModel& model, const FirmYear& row) {
  PIGNUS_TRY(check_row(row, 0));
  PIGNUS_TRY(require(model.coefficients.size() == names_of(model.columns).size(), "coefficients",
                     "must be those of the model's columns"));
  return predict(row, {model.columns, {}}, model.coefficients);
}

std::map<std::string, std::uint32_t> deal_folds(std::span<const FirmYear> rows,
                                                std::uint32_t folds) {
  std::map<std::string, std::uint32_t> result;
  for (const FirmYear& row : rows) {
    if (row.value) {
      result.emplace(row.firm, 0);
    }
  }
  std::uint32_t next = 0;
  for (auto& [firm, fold] : result) {
    fold = next;
    next = (next + 1) % folds;
  }
  return result;
}

Result<HoldOutTest> hold_out_firms(std::span<const FirmYear> rows, const HoldOutOptions& options) {
  PIGNUS_TRY(require(options.folds >= 2 && options.folds <= 100, "folds", "must be 2 to 100"));
  PIGNUS_ASSIGN(const Sample sample, sample_of(rows));
  const auto dealt = deal_folds(rows, options.folds);
  PIGNUS_TRY(require(dealt.size() >= 2 * static_cast<std::size_t>(options.folds), "folds",
                     "must each hold two firms at least"));
  std::map<std::string, FirmSums> firms;
  std::vector<std::uint32_t> fold_of_row;
  std::set<int> years;
  for (const FirmYear* row : sample.rows) {
    fold_of_row.push_back(dealt.at(row->firm));
    years.insert(row->year);
  }
  Specification size{FirmColumns::kSize, {}};
  if (options.year_effects) {
    size.years.assign(std::next(years.begin()), years.end());
  }
  const Specification innovation{FirmColumns::kInnovation, size.years};
  PIGNUS_ASSIGN(const auto by_size, out_of_fold(sample, fold_of_row, options.folds, size));
  PIGNUS_ASSIGN(const auto by_innovation,
                out_of_fold(sample, fold_of_row, options.folds, innovation));
  for (std::size_t i = 0; i < sample.rows.size(); ++i) {
    FirmSums& firm = firms[sample.rows[i]->firm];
    const double y = sample.y[i];
    firm.rows += 1;
    firm.y += y;
    firm.y_squares += y * y;
    firm.size_left += (y - by_size[i]) * (y - by_size[i]);
    firm.innovation_left += (y - by_innovation[i]) * (y - by_innovation[i]);
  }
  HoldOutTest test;
  test.rows = sample.rows.size();
  test.firms = firms.size();
  test.size_folds = r_squared_by_fold(sample, by_size, fold_of_row, options.folds);
  test.innovation_folds = r_squared_by_fold(sample, by_innovation, fold_of_row, options.folds);
  const auto mean = [&options](const std::vector<double>& folds) {
    return std::accumulate(folds.begin(), folds.end(), 0.0) / options.folds;
  };
  test.size_mean = mean(test.size_folds);
  test.innovation_mean = mean(test.innovation_folds);
  std::vector<FirmSums> sums;
  for (const auto& [name, firm] : firms) {
    sums.push_back(firm);
  }
  const double by_size_only = r_squared(sample.y, by_size);
  const double with_innovation = r_squared(sample.y, by_innovation);
  Resampled drawn = resample(sums, options);
  test.size = estimate_of(by_size_only, std::move(drawn.size));
  test.innovation = estimate_of(with_innovation, std::move(drawn.innovation));
  test.gain = estimate_of(with_innovation - by_size_only, std::move(drawn.gain));
  return test;
}

}  // namespace pignus::valuation
