// What every reader must keep on any bytes: it ends, its facts are of a right, its texts are sound
// UTF-8 without NUL, and a problem says something.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "core/check.h"
#include "core/utf8.h"
#include "registers/batch.h"
#include "registers/io/byte_sources.h"

namespace pignus::fuzz {

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT: the fuzzer's bytes are text here
}

inline void check_text(const std::string& text) {
  PIGNUS_CHECK(first_invalid_utf8(text) == std::string::npos);
  PIGNUS_CHECK(text.find('\0') == std::string::npos);
}

inline void check_details(const std::map<std::string, std::string>& details) {
  for (const auto& [name, value] : details) {
    PIGNUS_CHECK(!name.empty());
    check_text(name);
    check_text(value);
  }
}

inline void check_fact(const registers::RightRecord& record) {
  PIGNUS_CHECK(!record.id.value.empty());
  for (const std::string* text : {&record.id.value, &record.title, &record.application_number,
                                  &record.publication_number, &record.grant_number}) {
    check_text(*text);
  }
  for (const auto& owner : record.owners) check_text(owner.name);
  for (const auto& inventor : record.inventors) check_text(inventor);
  for (const auto& cited : record.citations) check_text(cited.document);
  for (const auto& relative : record.family) check_text(relative);
  for (const auto& symbol : record.classes) check_text(symbol);
  check_details(record.details);
  PIGNUS_CHECK(record.independent_claim_count.value_or(0) >= 0);
}

inline void check_fact(const registers::LegalEvent& event) {
  PIGNUS_CHECK(!event.right.value.empty());
  PIGNUS_CHECK(!event.code.empty() || !event.description.empty() || !event.st27.empty());
  check_text(event.code);
  check_text(event.description);
  check_details(event.details);
}

inline void check_fact(const registers::Recording& recording) {
  PIGNUS_CHECK(!recording.id.empty() && !recording.properties.empty());
  check_text(recording.id);
  check_text(recording.conveyance);
  for (const auto& grantor : recording.grantors) check_text(grantor.party.name);
  for (const auto& grantee : recording.grantees) check_text(grantee.party.name);
}

inline void check_fact(const registers::Retraction& retraction) {
  PIGNUS_CHECK(!retraction.right.value.empty());
  check_text(retraction.publication);
}

inline void check_fact(const registers::ReferenceFigure& figure) {
  check_text(figure.series);
  check_text(figure.item);
  check_text(figure.measure);
}

inline void check_fact(const registers::TradeReport& trade) {
  check_text(trade.id);
  check_details(trade.details);
}

/// Checks what comes.
inline registers::FactSink any_facts() {
  return {.on_fact =
              [](registers::Fact&& fact) {
                std::visit([](const auto& one) { check_fact(one); }, fact);
                return true;
              },
          .on_problem =
              [](registers::Problem&& problem) {
                PIGNUS_CHECK(!problem.error.message.empty());
                check_text(problem.error.message);
                return true;
              }};
}

/// The same for readers of documents, whose records come in order.
class OrderedRights {
 public:
  registers::FactSink sink() {
    registers::FactSink checked = any_facts();
    return {.on_fact =
                [this, checked](registers::Fact&& fact) {
                  if (const auto* record = std::get_if<registers::RightRecord>(&fact)) {
                    PIGNUS_CHECK(record->source.record > last_);
                    last_ = record->source.record;
                  }
                  return checked.on_fact(std::move(fact));
                },
            .on_problem =
                [checked](registers::Problem&& problem) {
                  PIGNUS_CHECK(problem.error.where.record > 0 ||
                               problem.error.where.field == "version");
                  return checked.on_problem(std::move(problem));
                }};
  }

 private:
  std::uint64_t last_ = 0;
};

/// Reads the bytes with a reader of registers/format.h's shape.
template <typename Reader>
void check_reader(std::string_view bytes, Reader reader) {
  registers::MemorySource source(bytes);
  static_cast<void>(reader(source, "fuzz", any_facts()).has_value());
}

}  // namespace pignus::fuzz
