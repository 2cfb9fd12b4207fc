// Facts about markets, not about one right: figures of reference tables (cost of capital, margins,
// royalty rates, exchange rates) and trades of rights. They carry the same two dates and the same
// source as what registers say, so that a past valuation reads nothing later.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "registers/right.h"

namespace pignus::registers {

/// One cell of a reference table.
struct ReferenceFigure {
  std::string series;   ///< which table: "damodaran-wacc", "fx", "royalty"
  std::string item;     ///< row: an industry, "USD/CNY", a technology class
  std::string measure;  ///< column as its publisher names it: "Cost of Capital", "rate"
  RegisterDate date;    ///< the day, month or year it holds for
  Date known;           ///< the day it was published
  double value = 0;     ///< finite
  std::string unit;     ///< "1" for ratios and shares, "CNY per USD", "USD", "count"
  Source source;

  friend bool operator==(const ReferenceFigure&, const ReferenceFigure&) = default;
};

/// A sale, licence, auction or enforcement of rights, as somebody reported it.
struct TradeReport {
  std::string id;       ///< the reporter's own, unique in its source
  std::string kind;     ///< "sale", "licence", "auction", "enforcement"
  std::string outcome;  ///< "sold", "unsold", "" unknown
  RegisterDate date;    ///< the day of the deal or the hammer
  Date known;           ///< the day it became public
  std::vector<RightId> rights;
  std::optional<Money> price;          ///< of all rights together; a licence's lump sum
  std::optional<Money> asked;          ///< start or asking price
  std::optional<double> royalty_rate;  ///< share of net sales, 0 to 1
  std::string seller;
  std::string buyer;
  std::string venue;
  std::map<std::string, std::string> details;
  Source source;

  friend bool operator==(const TradeReport&, const TradeReport&) = default;
};

}  // namespace pignus::registers
