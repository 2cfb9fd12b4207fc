#include "fleetwork/market_lines.h"

#include <utility>
#include <variant>

#include "core/file.h"
#include "core/object_reader.h"
#include "fleetwork/lines.h"
#include "fleetwork/rights_lines.h"
#include "store/fact_lines.h"

namespace pignus::fleetwork {

namespace {

constexpr LineFormat kFormat{kMarketFormat, 32};

/// The lines of a market, read one after the other.
class MarketReader {
 public:
  explicit MarketReader(std::string file)
      : lines_(std::move(file), kFormat,
               [this](const Json& line, const Where& where) { return take(line, where); }) {}
  MarketReader(const MarketReader&) = delete;
  MarketReader& operator=(const MarketReader&) = delete;

  Status write(std::string_view piece) { return lines_.write(piece); }
  Result<underwriting::MarketFacts> end() {
    PIGNUS_TRY(lines_.end());
    return std::move(read_);
  }

 private:
  Status take(const Json& line, const Where& where) {
    if (RightsLines::begins(line)) return rights_.take_right(line, where);
    if (line.is_object() && line.contains("end")) return take_end(line, where);
    PIGNUS_ASSIGN(auto read, store::read_fact_line(line, where));
    auto* fact = std::get_if<registers::Fact>(&read);
    if (fact == nullptr) return fail(ErrorCode::kInvalidInput, "is no fact of a market", where);
    if (auto* trade = std::get_if<registers::TradeReport>(fact)) {
      read_.trades.push_back(std::move(*trade));
      return {};
    }
    return rights_.take_fact(std::move(*fact), where);
  }

  Status take_end(const Json& json, const Where& where) {
    JsonVerdict verdict;
    ObjectReader object(json, "", verdict);
    ObjectReader end(object.member("end"), "end", verdict);
    if (end.count("rights") != rights_.rights().size()) end.refuse("rights", "counts other rights");
    if (end.count("trades") != read_.trades.size()) end.refuse("trades", "counts other deals");
    end.end();
    object.end();
    rights_.close();
    read_.traded = std::move(rights_.rights());
    return verdict.status(where);
  }

  FramedLines lines_;
  underwriting::MarketFacts read_;
  RightsLines rights_;
};

}  // namespace

Status write_market(const underwriting::MarketFacts& market, const fleet::ResultSink& sink) {
  PIGNUS_TRY(sink(header_of(kFormat) + "\n"));
  for (const registers::TradeReport& trade : market.trades) {
    PIGNUS_TRY(sink(store::line_of(registers::Fact(trade)) + "\n"));
  }
  PIGNUS_TRY(write_rights(market.traded, sink));
  const Json end = {{"end", {{"rights", market.traded.size()}, {"trades", market.trades.size()}}}};
  return sink(canonical_json(end) + "\n");
}

Result<underwriting::MarketFacts> parse_market(std::string_view text, const std::string& file) {
  MarketReader reader(file);
  PIGNUS_TRY(reader.write(text));
  return reader.end();
}

Result<underwriting::MarketFacts> read_market(const std::filesystem::path& path) {
  MarketReader reader("a market");
  PIGNUS_TRY(
      for_each_piece(path, [&reader](std::string_view piece) { return reader.write(piece); }));
  return reader.end();
}

}  // namespace pignus::fleetwork
