// As-of reading of reference figures and trades: only what was published by a day.
#include <SQLiteCpp/VariadicBind.h>

#include "store/fact_reader.h"
#include "store/guard.h"
#include "store/store_impl.h"

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

Result<std::vector<ReferenceFigure>> read_figures(SQLite::Database& database,
                                                  const std::string& file,
                                                  const ReferenceQuery& query, AsOf as_of) {
  const SQLite::Transaction one_view(database);
  std::string sql = std::string("SELECT x.fact_id ") + kFigures;
  // Written out, not "?3 = '' OR …": so the index is used.
  if (!query.series.empty()) sql += "AND x.series = ?3 ";
  if (!query.item.empty()) sql += "AND x.item = ?4 ";
  if (!query.measure.empty()) sql += "AND x.measure = ?5 ";
  sql += "AND " + visible("x") + " ORDER BY x.series, x.item, x.measure, x.date, x.known, f.hash";
  SQLite::Statement rows(database, sql);
  SQLite::bind(rows, as_of.known_by.iso(), as_of.true_on.iso());
  if (!query.series.empty()) rows.bind(3, query.series);
  if (!query.item.empty()) rows.bind(4, query.item);
  if (!query.measure.empty()) rows.bind(5, query.measure);
  FactReader reader(database, file);
  std::vector<ReferenceFigure> figures;
  while (rows.executeStep()) {
    PIGNUS_ASSIGN(ReferenceFigure figure, reader.figure(rows.getColumn(0).getInt64()));
    if (query.latest_only && !figures.empty() && same_cell(figures.back(), figure)) {
      figures.back() = std::move(figure);
    } else if (figures.size() < query.figures_max) {
      figures.push_back(std::move(figure));
    } else {
      break;
    }
  }
  return figures;
}

Result<std::vector<ReferenceSeries>> read_series(SQLite::Database& database,
                                                 const std::string& file, AsOf as_of) {
  SQLite::Statement rows(
      database,
      std::string("SELECT x.series, count(*), count(DISTINCT x.item), max(x.date), max(x.known) ") +
          kFigures + "AND " + visible("x") + " GROUP BY x.series ORDER BY x.series");
  SQLite::bind(rows, as_of.known_by.iso(), as_of.true_on.iso());
  std::vector<ReferenceSeries> out;
  while (rows.executeStep()) {
    const auto date = RegisterDate::parse(rows.getColumn(3).getString());
    const auto known = Date::parse(rows.getColumn(4).getString());
    if (!date || !known) {
      return fail(ErrorCode::kCorrupt, "a date of the store cannot be read", {file, 0, ""});
    }
    out.push_back({rows.getColumn(0).getString(),
                   static_cast<std::uint64_t>(rows.getColumn(1).getInt64()),
                   static_cast<std::uint64_t>(rows.getColumn(2).getInt64()), *date, *known});
  }
  return out;
}

Result<std::vector<TradeReport>> read_trades(SQLite::Database& database, const std::string& file,
                                             const TradeQuery& query, Date known_by) {
  const SQLite::Transaction one_view(database);
  SQLite::Statement rows(
      database,
      "SELECT x.fact_id FROM trade_report x JOIN fact f ON f.id = x.fact_id WHERE x.known <= ?1 "
      "AND (?2 = '' OR x.kind = ?2) AND (?3 = '' OR x.fact_id IN (SELECT fact_id FROM trade_right "
      "WHERE right_id = ?3)) AND " +
          visible("x") + " ORDER BY x.date, x.known, x.trade_id, f.hash LIMIT ?4");
  SQLite::bind(rows, known_by.iso(), query.kind, query.right,
               static_cast<std::int64_t>(query.trades_max));
  FactReader reader(database, file);
  std::vector<TradeReport> trades;
  while (rows.executeStep()) {
    PIGNUS_ASSIGN(TradeReport trade, reader.trade(rows.getColumn(0).getInt64()));
    trades.push_back(std::move(trade));
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
