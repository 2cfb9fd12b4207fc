// Tables of patentworld, of any bytes: reading ends, and what it gives is sound, finite and of a
// year not later than the day it was known.
#include <cmath>

#include "check_facts.h"
#include "registers/reference/patentworld.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::registers;
  const pignus::Date known = *pignus::Date::from_ymd(2026, 2, 22);
  const FactSink checked = pignus::fuzz::any_facts();
  const FactSink sink{[&](Fact&& fact) {
                        const auto& figure = std::get<ReferenceFigure>(fact);
                        PIGNUS_CHECK(std::isfinite(figure.value));
                        PIGNUS_CHECK(!figure.item.empty() && !figure.measure.empty());
                        PIGNUS_CHECK(figure.source.record > 0);
                        const auto first = figure.date.earliest();
                        PIGNUS_CHECK(!first || *first <= known);
                        return checked.on_fact(std::move(fact));
                      },
                      [&](Problem&& problem) {
                        PIGNUS_CHECK(problem.error.where.record > 0);
                        return checked.on_problem(std::move(problem));
                      }};
  MemorySource source(pignus::fuzz::bytes_of(data, size));
  const pignus::Status status = read_patentworld(source, "fuzz", known, sink);
  return status ? 0 : 0;
}
