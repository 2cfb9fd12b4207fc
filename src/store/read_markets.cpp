// As-of reading of reference figures and trades: only what was published by a day.
#include <iterator>

#include "store/fact_reader.h"
#include "store/guard.h"
#include "store/sql/database.h"
#include "store/store_impl.h"
#include "store/visibility.h"

namespace pignus::store {
namespace {

using registers::ReferenceFigure;
using registers::TradeReport;

/// Dates are ISO text, shorter where the day is unknown, so text order is the order of first days.
constexpr const char* kFigures =
    "FROM reference_figure x JOIN fact f ON f.id = x.fact_id WHERE x.known <= ?1 AND x.date <= ?2 ";

bool same_cell(const ReferenceFigure& a, const ReferenceFigure& b) {
  return a.series == b.series && a.item == b.item && a.measure == b.measure;
}

/// The next ids of a query; `more` becomes false behind the last.
FactReader::Ids portion_of(sql::Statement& rows, bool& more) {
  constexpr std::size_t kPortion = 1'000;
  FactReader::Ids ids;
  while (more && ids.size() < kPortion) {
    more = rows.step();
    if (more) ids.push_back(rows.integer(0));
  }
  return ids;
}

Result<std::vector<ReferenceFigure>> read_figures(sql::Database& database, const std::string& file,
                                                  const ReferenceQuery& query, AsOf as_of) {
  const sql::Transaction one_view(database, sql::Access::kRead);
  std::string sql = std::string("SELECT x.fact_id ") + kFigures;
  // Written out, not "? = '' OR …": so the index is used.
  if (!query.series.empty()) sql += "AND x.series = ? ";
  if (!query.item.empty()) sql += "AND x.item = ? ";
  if (!query.measure.empty()) sql += "AND x.measure = ? ";
  sql += "AND " + visible("x") + " ORDER BY x.series, x.item, x.measure, x.date, x.known, f.hash";
  sql::Statement rows(database, sql);
  rows.bind_all(as_of.known_by.iso(), as_of.true_on.iso());
  int index = 2;
  for (const std::string* wanted : {&query.series, &query.item, &query.measure}) {
    if (!wanted->empty()) rows.bind(++index, *wanted);
  }
  FactReader reader(database, file, Visibility(database));
  std::vector<ReferenceFigure> figures;
  bool more = true;
  while (more) {
    PIGNUS_ASSIGN(std::vector<ReferenceFigure> portion, reader.figures(portion_of(rows, more)));
    for (ReferenceFigure& figure : portion) {
      if (query.latest_only && !figures.empty() && same_cell(figures.back(), figure)) {
        figures.back() = std::move(figure);
      } else if (figures.size() < query.figures_max) {
        figures.push_back(std::move(figure));
      } else {
        return figures;
      }
    }
  }
  return figures;
}

Result<std::vector<ReferenceSeries>> read_series(sql::Database& database, const std::string& file,
                                                 AsOf as_of) {
  sql::Statement rows(
      database,
      std::string("SELECT x.series, count(*), count(DISTINCT x.item), max(x.date), max(x.known) ") +
          kFigures + "AND " + visible("x") + " GROUP BY x.series ORDER BY x.series");
  rows.bind_all(as_of.known_by.iso(), as_of.true_on.iso());
  std::vector<ReferenceSeries> out;
  while (rows.step()) {
    const auto date = RegisterDate::parse(rows.text(3));
    const auto known = Date::parse(rows.text(4));
    if (!date || !known) {
      return fail(ErrorCode::kCorrupt, "a date of the store cannot be read", {file, 0, ""});
    }
    out.push_back({rows.text(0), static_cast<std::uint64_t>(rows.integer(1)),
                   static_cast<std::uint64_t>(rows.integer(2)), *date, *known});
  }
  return out;
}

Result<std::vector<TradeReport>> read_trades(sql::Database& database, const std::string& file,
                                             const TradeQuery& query, Date known_by) {
  const sql::Transaction one_view(database, sql::Access::kRead);
  sql::Statement rows(
      database,
      "SELECT x.fact_id FROM trade_report x JOIN fact f ON f.id = x.fact_id WHERE x.known <= ?1 "
      "AND (?2 = '' OR x.kind = ?2) AND (?3 = '' OR x.fact_id IN (SELECT fact_id FROM trade_right "
      "WHERE right_id = ?3)) AND " +
          visible("x") + " ORDER BY x.date, x.known, x.trade_id, f.hash LIMIT ?4");
  rows.bind_all(known_by.iso(), query.kind, query.right,
                static_cast<std::int64_t>(query.trades_max));
  FactReader reader(database, file, Visibility(database));
  std::vector<TradeReport> trades;
  bool more = true;
  while (more) {
    PIGNUS_ASSIGN(std::vector<TradeReport> portion, reader.trades(portion_of(rows, more)));
    std::move(portion.begin(), portion.end(), std::back_inserter(trades));
  }
  return trades;
}

}  // namespace

Result<std::vector<ReferenceFigure>> Store::reference_figures(const ReferenceQuery& query,
                                                              AsOf as_of) const {
  return guarded(impl_->file,
                 [&] { return read_figures(*impl_->database, impl_->file, query, as_of); });
}

Result<std::vector<ReferenceSeries>> Store::reference_series(AsOf as_of) const {
  return guarded(impl_->file, [&] { return read_series(*impl_->database, impl_->file, as_of); });
}

Result<std::vector<TradeReport>> Store::trades(const TradeQuery& query, Date known_by) const {
  return guarded(impl_->file,
                 [&] { return read_trades(*impl_->database, impl_->file, query, known_by); });
}

}  // namespace pignus::store
