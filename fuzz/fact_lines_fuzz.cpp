// What a worker sends back and what it is sent, facts, cases and markets: any bytes are refused, or
// come back as they were understood.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "check_facts.h"
#include "core/check.h"
#include "fleetwork/case_lines.h"
#include "fleetwork/fact_stream.h"
#include "fleetwork/market_lines.h"
#include "fleetwork/underwrite_case.h"
#include "store/fact_lines.h"

namespace {

using namespace pignus;

std::string line_of(const store::FactOrProblem& read) {
  return std::visit([](const auto& one) { return store::line_of(one); }, read);
}

void check_line(std::string_view bytes) {
  const auto read = store::parse_fact_line(bytes, {"fuzz", 1, ""});
  if (!read) {
    PIGNUS_CHECK(!read.error().message.empty() && read.error().where.record == 1);
    return;
  }
  // Texts are compared: a figure that is no number is not equal to itself.
  const std::string line = line_of(*read);
  const auto again = store::parse_fact_line(line, {"fuzz", 1, ""});
  PIGNUS_CHECK(again && line_of(*again) == line);
}

void check_case(std::string_view bytes) {
  const auto read = fleetwork::parse_case(bytes, "fuzz");
  if (!read) return;
  const auto text_of = [](const fleetwork::Case& one) {
    std::string text;
    PIGNUS_CHECK(fleetwork::write_case(one.dossier, one.facts, [&text](std::string_view piece) {
      text += piece;
      return Status{};
    }));
    return text;
  };
  const std::string text = text_of(*read);
  const auto again = fleetwork::parse_case(text, "fuzz");
  PIGNUS_CHECK(again && text_of(*again) == text);
}

void check_market(std::string_view bytes) {
  const auto read = fleetwork::parse_market(bytes, "fuzz");
  if (!read) return;
  const auto text_of = [](const underwriting::MarketFacts& market) {
    std::string text;
    PIGNUS_CHECK(fleetwork::write_market(market, [&text](std::string_view piece) {
      text += piece;
      return Status{};
    }));
    return text;
  };
  const std::string text = text_of(*read);
  const auto again = fleetwork::parse_market(text, "fuzz");
  PIGNUS_CHECK(again && text_of(*again) == text);
}

void check_stream(std::string_view bytes) {
  fleetwork::FactStreamReader reader(
      "fuzz", {[](registers::Fact&&) { return true; }, [](registers::Problem&&) { return true; }},
      fleetwork::SourcePlace("/fuzz/a", false));
  registers::ReadSummary summary;
  const Status written = reader.write(bytes);
  if (written && reader.end(summary)) PIGNUS_CHECK(bytes.ends_with('\n'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytes_of(data, size);
  check_line(bytes);
  check_case(bytes);
  check_market(bytes);
  check_stream(bytes);
  static_cast<void>(fleetwork::parse_underwritten(bytes).has_value());
  return 0;
}
