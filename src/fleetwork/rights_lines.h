// The facts of rights among the lines of a case or of a market:
//   {"right":{"asked":…,"id":…}}          for each right, followed by its facts
//   (store/fact_lines.h)
#pragma once

#include "core/json.h"
#include "disclosure/compare.h"
#include "fleet/shard_result.h"
#include "registers/batch.h"

namespace pignus::fleetwork {

/// Writes them, in the order of their keys.
[[nodiscard]] Status write_rights(const disclosure::FactsByRight& facts,
                                  const fleet::ResultSink& sink);

/// Puts them together again, line by line.
class RightsLines {
 public:
  /// Whether the line begins a right.
  static bool begins(const Json& line) { return line.is_object() && line.contains("right"); }
  [[nodiscard]] Status take_right(const Json& line, const Where& where);
  /// A fact of the right begun last. kInvalidInput where none was, or for another kind of fact.
  [[nodiscard]] Status take_fact(registers::Fact fact, const Where& where);
  /// After the last line.
  void close();

  disclosure::FactsByRight& rights() { return rights_; }

 private:
  disclosure::FactsByRight rights_;
  registers::RightFacts* right_ = nullptr;  ///< whose facts come
};

}  // namespace pignus::fleetwork
