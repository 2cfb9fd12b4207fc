#include "fleetwork/market_lines.h"

#include <utility>
#include <variant>
#include <vector>

#include "fleetwork/rights_lines.h"
#include "store/fact_lines.h"

namespace pignus::fleetwork {

namespace {

constexpr LineFormat kFormat{kMarketFormat, 32};

class MarketReader : public RightsReader {
 public:
  explicit MarketReader(const std::string& file) : RightsReader(file, kFormat) {}
  Result<underwriting::MarketFacts> taken() {
    return underwriting::MarketFacts{std::move(trades_), std::move(rights()), std::move(figures_)};
  }

 protected:
  bool take_other(registers::Fact& fact) override {
    auto* trade = std::get_if<registers::TradeReport>(&fact);
    if (trade != nullptr) trades_.push_back(std::move(*trade));
    auto* figure = std::get_if<registers::ReferenceFigure>(&fact);
    if (figure != nullptr) figures_.push_back(std::move(*figure));
    return trade != nullptr || figure != nullptr;
  }
  void check_end(ObjectReader& end) override {
    if (end.count("trades") != trades_.size()) end.refuse("trades", "counts other deals");
    if (end.count("figures") != figures_.size()) end.refuse("figures", "counts other figures");
  }

 private:
  std::vector<registers::TradeReport> trades_;
  std::vector<registers::ReferenceFigure> figures_;
};

}  // namespace

Status write_market(const underwriting::MarketFacts& market, const fleet::ResultSink& sink) {
  PIGNUS_TRY(sink(header_of(kFormat) + "\n"));
  for (const registers::TradeReport& trade : market.trades) {
    PIGNUS_TRY(sink(store::line_of(registers::Fact(trade)) + "\n"));
  }
  for (const registers::ReferenceFigure& figure : market.figures) {
    PIGNUS_TRY(sink(store::line_of(registers::Fact(figure)) + "\n"));
  }
  PIGNUS_TRY(write_rights(market.traded, sink));
  const Json end = {{"end",
                     {{"rights", market.traded.size()},
                      {"trades", market.trades.size()},
                      {"figures", market.figures.size()}}}};
  return sink(canonical_json(end) + "\n");
}

Result<underwriting::MarketFacts> parse_market(std::string_view text, const std::string& file) {
  return parse_by<MarketReader>(text, file);
}

Result<underwriting::MarketFacts> read_market(const std::filesystem::path& path) {
  return read_by<MarketReader>(path, "a market");
}

}  // namespace pignus::fleetwork
