// What every fuzzed reader of documents must keep: records in order, texts sound UTF-8 without NUL.
#pragma once

#include <cstdint>
#include <string>

#include "core/check.h"
#include "core/utf8.h"
#include "registers/batch.h"

namespace pignus::fuzz {

inline void check_text(const std::string& text) {
  PIGNUS_CHECK(first_invalid_utf8(text) == std::string::npos);
  PIGNUS_CHECK(text.find('\0') == std::string::npos);
}

inline void check_right(const registers::RightRecord& record) {
  PIGNUS_CHECK(!record.id.value.empty());
  check_text(record.title);
  check_text(record.application_number);
  check_text(record.publication_number);
  for (const auto& owner : record.owners) check_text(owner.name);
  for (const auto& inventor : record.inventors) check_text(inventor);
  for (const auto& cited : record.citations) check_text(cited.document);
  for (const auto& relative : record.family) check_text(relative);
  for (const auto& symbol : record.classes) check_text(symbol);
  for (const auto& [name, value] : record.details) check_text(value);
  if (record.claim_count && record.independent_claim_count) {
    PIGNUS_CHECK(*record.independent_claim_count >= 0);
  }
}

/// Checks rights, and that their records come in order.
class OrderedRights {
 public:
  registers::FactSink sink() {
    return {.on_fact =
                [this](registers::Fact&& fact) {
                  const auto& record = std::get<registers::RightRecord>(fact);
                  PIGNUS_CHECK(record.source.record > last_);
                  last_ = record.source.record;
                  check_right(record);
                  return true;
                },
            .on_problem =
                [](registers::Problem&& problem) {
                  check_text(problem.error.message);
                  PIGNUS_CHECK(problem.error.where.record > 0 ||
                               problem.error.where.field == "version");
                  return true;
                }};
  }

 private:
  std::uint64_t last_ = 0;
};

}  // namespace pignus::fuzz
