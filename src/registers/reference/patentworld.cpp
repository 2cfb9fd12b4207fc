#include "registers/reference/patentworld.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "registers/io/json_fields.h"
#include "registers/io/json_reader.h"

namespace pignus::registers {
namespace {

namespace dom = simdjson::dom;

enum class Role : std::uint8_t {
  kItem,    ///< a text that names the row
  kYear,    ///< a whole number
  kPeriod,  ///< a year, or "1976-1980"
  kNumber,  ///< a measure; null is none
  kWords,   ///< said for people, not kept
};

struct Column {
  std::string_view name;
  Role role = Role::kNumber;
  std::string_view unit = "1";
};

struct Shape {
  std::string_view series;
  std::span<const Column> columns;
};

constexpr Column kYear{"year", Role::kYear};
constexpr Column kSection{"section", Role::kItem};
constexpr Column kCpcSection{"cpc_section", Role::kItem};
constexpr Column kSector{"sector", Role::kItem};
constexpr Column kCount{"count", Role::kNumber, "count"};
constexpr Column kPatents{"patent_count", Role::kNumber, "count"};
constexpr Column kMeanLagDays{"avg_lag_days", Role::kNumber, "days"};
constexpr Column kMedianLagDays{"median_lag_days", Role::kNumber, "days"};
constexpr Column kMeanLagYears{"avg_lag_years", Role::kNumber, "years"};
constexpr Column kMedianLagYears{"median_lag_years", Role::kNumber, "years"};
constexpr Column kHalfLife{"half_life_years", Role::kNumber, "years"};
constexpr Column kCitations{"total_citations", Role::kNumber, "count"};
constexpr Column kTotal{"total_patents", Role::kNumber, "count"};

constexpr std::array kFields{kYear, Column{"sector", Role::kWords}, Column{"field", Role::kItem},
                             kCount};
constexpr std::array kSectors{kYear, kSector, kCount};
constexpr std::array kSections{kYear, kSection, kCount};
constexpr std::array kFieldGrowth{
    Column{"field", Role::kItem}, Column{"count_early", Role::kNumber, "count"},
    Column{"count_late", Role::kNumber, "count"}, Column{"growth_pct", Role::kNumber, "percent"},
    Column{"total", Role::kNumber, "count"}};
constexpr std::array kFieldSummary{Column{"sector", Role::kWords}, Column{"field", Role::kItem},
                                   Column{"field_id"}, kTotal};
constexpr std::array kLagBySection{kSection,
                                   Column{"decade", Role::kYear},
                                   Column{"decade_label", Role::kWords},
                                   Column{"citation_count", Role::kNumber, "count"},
                                   kMeanLagDays,
                                   kMedianLagDays,
                                   kMeanLagYears,
                                   kMedianLagYears};
constexpr std::array kLagByYear{kYear, Column{"citation_count", Role::kNumber, "count"},
                                kMeanLagYears, kMedianLagYears};
constexpr std::array kCited{kYear, Column{"avg_citations"}, Column{"median_citations"}, kTotal};
constexpr std::array kClaims{kYear, Column{"avg_claims"}, Column{"median_claims"}, kCount};
constexpr std::array kCohortBySection{kYear, kSection, Column{"mean_norm"}, Column{"median_norm"},
                                      kPatents};
constexpr std::array kCohort{kYear, Column{"mean_cohort_norm"}, Column{"median_cohort_norm"},
                             Column{"top1pct_share", Role::kNumber, "percent"}};
constexpr std::array kComposite{kYear,
                                kSection,
                                kPatents,
                                Column{"avg_z_cites"},
                                Column{"avg_z_claims"},
                                Column{"avg_z_scope"},
                                Column{"avg_z_lag"},
                                Column{"composite_index"}};
constexpr std::array kGrantLag{kYear, kMeanLagDays, kMedianLagDays, kCount};
constexpr std::array kGrantLagBySector{Column{"period", Role::kPeriod}, kSector, kMeanLagDays,
                                       kMedianLagDays, kCount};
constexpr std::array kLiterature{kCpcSection, Column{"avg_npl_citations"}, kPatents};
constexpr std::array kAdjustment{kCpcSection, Column{"avg_pta_days", Role::kNumber, "days"},
                                 Column{"median_pta_days", Role::kNumber, "days"}, kPatents};
constexpr std::array kQuality{kYear,
                              Column{"group", Role::kItem},
                              kPatents,
                              Column{"avg_num_claims"},
                              Column{"avg_scope"},
                              Column{"avg_forward_citations"},
                              Column{"avg_backward_citations"},
                              Column{"avg_self_citation_rate"},
                              Column{"avg_grant_lag_days", Role::kNumber, "days"},
                              Column{"avg_originality"},
                              Column{"avg_generality"},
                              Column{"sleeping_beauty_rate"}};
constexpr std::array kQualityBySector{Column{"period", Role::kPeriod}, kSector,
                                      Column{"avg_forward_cites"}, Column{"avg_claims"},
                                      Column{"avg_scope"}};
constexpr std::array kQualityByYear{kYear,
                                    Column{"avg_claims"},
                                    Column{"median_claims"},
                                    Column{"avg_backward_cites"},
                                    Column{"median_backward_cites"},
                                    Column{"avg_forward_cites_5yr"},
                                    Column{"median_forward_cites_5yr"},
                                    Column{"avg_scope"},
                                    Column{"median_scope"},
                                    Column{"avg_inventors"},
                                    Column{"median_inventors"},
                                    Column{"avg_grant_lag_days", Role::kNumber, "days"},
                                    Column{"median_grant_lag_days", Role::kNumber, "days"}};
constexpr std::array kSelfCitations{Column{"decade", Role::kYear}, kSection, kCitations,
                                    Column{"self_citations", Role::kNumber, "count"},
                                    Column{"self_cite_rate", Role::kNumber, "percent"}};
constexpr std::array kSleeping{kCpcSection,
                               kTotal,
                               Column{"sleeping_beauties", Role::kNumber, "count"},
                               Column{"sb_rate_pct", Role::kNumber, "percent"},
                               Column{"mean_half_life", Role::kNumber, "years"},
                               Column{"median_half_life", Role::kNumber, "years"},
                               Column{"n_patents", Role::kNumber, "count"},
                               Column{"section_name", Role::kWords}};
constexpr std::array kHalfLives{kSection, kHalfLife, kCitations};
constexpr std::array kFirmHalfLives{Column{"company", Role::kItem}, kHalfLife, kCitations,
                                    kPatents};
constexpr std::array kDisclaimers{kCpcSection, kTotal, Column{"with_td", Role::kNumber, "count"},
                                  Column{"td_rate_pct", Role::kNumber, "percent"}};
constexpr std::array kReceived{kSection, Column{"years_after", Role::kItem},
                               Column{"citations", Role::kNumber, "count"},
                               Column{"pct_of_total", Role::kNumber, "percent"}};
constexpr std::array kFirmClaims{
    kYear,         Column{"p25"},  Column{"p50"},          Column{"p75"},
    Column{"p90"}, Column{"mean"}, Column{"system_median"}};
constexpr std::array kFirmQuality{kYear,
                                  kPatents,
                                  Column{"p10"},
                                  Column{"p25"},
                                  Column{"p50"},
                                  Column{"p75"},
                                  Column{"p90"},
                                  Column{"p99"},
                                  Column{"mean"},
                                  Column{"dud_rate"},
                                  Column{"blockbuster_rate"},
                                  Column{"gini"},
                                  Column{"system_median"}};

/// Tables that are an array of rows.
constexpr std::array kRows{Shape{"patentworld-fields", kFields},
                           Shape{"patentworld-sectors", kSectors},
                           Shape{"patentworld-sections", kSections},
                           Shape{"patentworld-field-growth", kFieldGrowth},
                           Shape{"patentworld-field-totals", kFieldSummary},
                           Shape{"patentworld-citation-lags", kLagBySection},
                           Shape{"patentworld-citation-lags", kLagByYear},
                           Shape{"patentworld-citations-made", kCited},
                           Shape{"patentworld-claims", kClaims},
                           Shape{"patentworld-cohort-citations", kCohortBySection},
                           Shape{"patentworld-cohort-citations", kCohort},
                           Shape{"patentworld-composite", kComposite},
                           Shape{"patentworld-grant-lags", kGrantLag},
                           Shape{"patentworld-grant-lags", kGrantLagBySector},
                           Shape{"patentworld-literature", kLiterature},
                           Shape{"patentworld-term-adjustment", kAdjustment},
                           Shape{"patentworld-quality", kQuality},
                           Shape{"patentworld-quality", kQualityBySector},
                           Shape{"patentworld-quality", kQualityByYear},
                           Shape{"patentworld-self-citations", kSelfCitations},
                           Shape{"patentworld-half-life-of-patents", kSleeping},
                           Shape{"patentworld-half-life", kHalfLives},
                           Shape{"patentworld-half-life", kFirmHalfLives},
                           Shape{"patentworld-terminal-disclaimers", kDisclaimers},
                           Shape{"patentworld-citations-received", kReceived}};
/// Tables that are rows by firm.
constexpr std::array kFirmRows{Shape{"patentworld-firm-claims", kFirmClaims},
                               Shape{"patentworld-firm-citations", kFirmQuality}};

constexpr std::size_t kNameBytesMost = 200;

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kNameBytesMost &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

/// The columns of an object are exactly those of the shape, in any order.
bool fits(const Shape& shape, const dom::object& row) {
  if (row.size() != shape.columns.size()) return false;
  return std::ranges::all_of(shape.columns, [&](const Column& column) {
    return row[column.name].error() == simdjson::SUCCESS;
  });
}

class TableReader {
 public:
  TableReader(std::string_view file, Date known, const FactSink& sink)
      : file_(file), known_(known), out_(file, sink) {}

  Status read(const dom::element& root) {
    dom::array rows;
    dom::object firms;
    if (root.get(rows) == simdjson::SUCCESS) {
      read_array(rows);
    } else if (root.get(firms) == simdjson::SUCCESS) {
      read_firms(firms);
    } else {
      return unknown_table();
    }
    return unknown_ ? unknown_table() : out_.end();
  }

 private:
  /// A row as read, before it is handed on: nothing of a row with a problem is.
  struct Row {
    std::string item;
    RegisterDate date;
    std::vector<std::pair<const Column*, double>> numbers;
  };

  tl::unexpected<Error> unknown_table() {
    return fail(ErrorCode::kUnsupported, "is no table of patentworld that is read", {file_, 1, ""});
  }

  /// The first row tells the table.
  void read_array(const dom::array& rows) {
    const Shape* shape = nullptr;
    bool profiles = false;
    for (const dom::element& element : rows) {
      if (!out_.go_on()) return;
      out_.begin(element);
      dom::object row;
      const bool is_row = element.get(row) == simdjson::SUCCESS;
      if (out_.record() == 1 && is_row) {
        profiles = row["years"].error() == simdjson::SUCCESS;
        shape = profiles ? nullptr : shape_of(row, kRows);
      }
      if (!profiles && shape == nullptr) break;
      if (!is_row) {
        out_.problem("", "is no object");
      } else if (profiles) {
        read_profile(row);
      } else if (const auto read = row_of(row, *shape, "all")) {
        deliver(*shape, *read);
      }
    }
    unknown_ = !profiles && shape == nullptr;
  }

  void read_firms(const dom::object& firms) {
    for (const auto& [firm, element] : firms) {
      if (!out_.go_on() || unknown_) return;
      out_.begin(element);
      dom::array rows;
      if (!is_name(firm) || element.get(rows) != simdjson::SUCCESS) {
        out_.problem(is_name(firm) ? firm : std::string_view("firm"), "is no list of years");
        continue;
      }
      read_firm(firm, rows);
    }
  }

  void read_firm(std::string_view firm, const dom::array& rows) {
    for (const dom::element& one : rows) {
      dom::object row;
      const Shape* shape = one.get(row) == simdjson::SUCCESS ? shape_of(row, kFirmRows) : nullptr;
      if (shape == nullptr) {
        // The first row tells what table it is; a later one is a row gone wrong.
        if (out_.record() == 1 && !delivered_) {
          unknown_ = true;
        } else {
          out_.problem("year", "is no row of this table");
        }
        return;
      }
      const auto read = row_of(row, *shape, firm);
      if (!read) return;
      deliver(*shape, *read);
    }
  }

  /// Of the hundred largest owners: rights by year and section.
  void read_profile(const dom::object& profile) {
    constexpr Column kRights{"patents", Role::kNumber, "count"};
    constexpr Shape kShape{"patentworld-owners", {}};
    const std::string company = text_in(profile, "company");
    if (!is_name(company)) return out_.problem("company", "is no name");
    dom::array years;
    if (profile["years"].get(years) != simdjson::SUCCESS) {
      return out_.problem("years", "is no list");
    }
    for (const dom::element& one : years) {
      dom::object year;
      if (one.get(year) != simdjson::SUCCESS) return out_.problem("years", "holds no object");
      Row row{company, {}, {}};
      std::int64_t number = 0;
      double rights = 0;
      if (year["year"].get(number) != simdjson::SUCCESS || !set_year(number, row)) {
        return out_.problem("years.year", "is no year that was known");
      }
      if (year["patent_count"].get(rights) != simdjson::SUCCESS || !std::isfinite(rights)) {
        return out_.problem("years.patent_count", "is no number");
      }
      row.numbers.emplace_back(&kRights, rights);
      deliver(kShape, row);
      dom::object sections;
      if (year["cpc_distribution"].get(sections) != simdjson::SUCCESS) {
        return out_.problem("years.cpc_distribution", "is no object");
      }
      if (!read_sections(sections, row, kShape)) return;
    }
  }

  bool read_sections(const dom::object& sections, Row row, const Shape& shape) {
    for (const auto& [section, element] : sections) {
      double rights = 0;
      if (section.size() != 1 || section[0] < 'A' || section[0] > 'Y' ||
          element.get(rights) != simdjson::SUCCESS) {
        out_.problem("years.cpc_distribution", "is no count of a section");
        return false;
      }
      const std::string measure = "patents." + std::string(section);
      const Column column{measure, Role::kNumber, "count"};
      row.numbers.clear();
      row.numbers.emplace_back(&column, rights);
      deliver(shape, row);
    }
    return true;
  }

  static const Shape* shape_of(const dom::object& row, std::span<const Shape> shapes) {
    const auto at =
        std::ranges::find_if(shapes, [&](const Shape& shape) { return fits(shape, row); });
    return at == shapes.end() ? nullptr : &*at;
  }

  static std::string text_in(const dom::object& object, std::string_view name) {
    dom::element value;
    return object[name].get(value) == simdjson::SUCCESS ? json_value(value) : std::string();
  }

  bool set_year(std::int64_t year, Row& row) const {
    constexpr std::int64_t kFirst = 1790;
    if (year < kFirst || year > known_.year()) return false;
    row.date = RegisterDate::parse(std::to_string(year)).value_or(RegisterDate());
    return true;
  }

  bool take_date(const dom::element& value, Role role, Row& row) const {
    std::int64_t year = 0;
    if (value.get(year) == simdjson::SUCCESS) return set_year(year, row);
    std::string_view period;
    constexpr std::size_t kPeriodBytes = 9;  // "1976-1980"
    if (role != Role::kPeriod || value.get(period) != simdjson::SUCCESS ||
        period.size() != kPeriodBytes || period[4] != '-') {
      return false;
    }
    for (std::size_t i = 0; i < kPeriodBytes; ++i) {
      if (i != 4 && (period[i] < '0' || period[i] > '9')) return false;
    }
    return set_year(std::stoll(std::string(period.substr(0, 4))), row);
  }

  /// Takes one column; false after a problem.
  bool take(const Column& column, const dom::element& value, Row& row) {
    double number = 0;
    std::string text;
    switch (column.role) {
      case Role::kWords:
        return true;
      case Role::kItem:
        text = json_value(value);
        if (!is_name(text)) break;
        row.item += (row.item.empty() ? "" : "/") + text;
        return true;
      case Role::kYear:
      case Role::kPeriod:
        if (!take_date(value, column.role, row)) break;
        return true;
      case Role::kNumber:
        if (value.is_null()) return true;
        if (value.get(number) != simdjson::SUCCESS || !std::isfinite(number)) break;
        row.numbers.emplace_back(&column, number);
        return true;
    }
    out_.unreadable(column.name, json_value(value));
    return false;
  }

  std::optional<Row> row_of(const dom::object& object, const Shape& shape,
                            std::string_view otherwise) {
    if (object.size() != shape.columns.size()) {
      out_.problem("", "has other columns than the table's first row");
      return std::nullopt;
    }
    Row row;
    for (const Column& column : shape.columns) {
      dom::element value;
      if (object[column.name].get(value) != simdjson::SUCCESS) {
        out_.problem(column.name, "is not there");
        return std::nullopt;
      }
      if (!take(column, value, row)) return std::nullopt;
    }
    if (row.item.empty()) row.item = otherwise;
    return row;
  }

  void deliver(const Shape& shape, const Row& row) {
    delivered_ = true;
    for (const auto& [column, value] : row.numbers) {
      if (!out_.go_on()) return;
      ReferenceFigure figure;
      figure.series = shape.series;
      figure.item = row.item;
      figure.measure = column->name;
      figure.date = row.date;
      figure.known = known_;
      figure.value = value;
      figure.unit = column->unit;
      out_.fact(Fact(std::move(figure)));
    }
  }

  std::string file_;
  Date known_;
  JsonDelivery out_;
  bool unknown_ = false;
  bool delivered_ = false;
};

}  // namespace

Status read_patentworld(ByteSource& source, std::string_view file, Date known,
                        const FactSink& sink) {
  constexpr std::size_t kDepthMost = 8;
  JsonDocument document;
  if (auto status = read_json(source, {.depth_max = kDepthMost}, document); !status) {
    status.error().where.file = file;
    return status;
  }
  return TableReader(file, known, sink).read(document.root);
}

}  // namespace pignus::registers
