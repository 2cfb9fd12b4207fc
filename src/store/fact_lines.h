// A fact with where it was read, or a problem, as one line of canonical JSON: how facts travel
// between programs of one build. fact_json.h writes what a fact says; here its source goes along,
// and it is read back.
//
//   {"fact":{…},"kind":"event","source":{"file":…,"origin":…,"record":…,"registry":…,"sha256":…}}
//   {"problem":{"code":…,"field":…,"file":…,"message":…,"record":…,"sha256":…}}
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/json.h"
#include "core/result.h"
#include "registers/batch.h"

namespace pignus::store {

using FactOrProblem = std::variant<registers::Fact, registers::Problem>;

/// What a store keeps of a problem's message and field: they quote what is wrong with a record, and
/// a record can be wrong by megabytes.
inline constexpr std::size_t kProblemTextBytesMax = 2'000;

/// Without a line end. Of a problem it holds what a store would keep.
std::string line_of(const registers::Fact& fact);
std::string line_of(const registers::Problem& problem);

/// Inverse of line_of(): kInvalidInput, naming the member, for anything it does not write. `where`:
/// of the line, for errors.
[[nodiscard]] Result<FactOrProblem> read_fact_line(const Json& line, const Where& where);
[[nodiscard]] Result<FactOrProblem> parse_fact_line(std::string_view line, const Where& where);

}  // namespace pignus::store
