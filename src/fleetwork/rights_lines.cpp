#include "fleetwork/rights_lines.h"

#include <string>
#include <utility>
#include <variant>

#include "core/object_reader.h"
#include "store/fact_lines.h"

namespace pignus::fleetwork {

Status write_rights(const disclosure::FactsByRight& facts, const fleet::ResultSink& sink) {
  const auto all = [&sink](const auto& list) -> Status {
    for (const auto& one : list) PIGNUS_TRY(sink(store::line_of(registers::Fact(one)) + "\n"));
    return {};
  };
  for (const auto& [asked, right] : facts) {
    const Json begin = {{"right", {{"asked", asked.value}, {"id", right.id.value}}}};
    PIGNUS_TRY(sink(canonical_json(begin) + "\n"));
    PIGNUS_TRY(all(right.records));
    PIGNUS_TRY(all(right.events));
    PIGNUS_TRY(all(right.recordings));
    PIGNUS_TRY(all(right.retractions));
  }
  return {};
}

Status RightsLines::take_right(const Json& line, const Where& where) {
  JsonVerdict verdict;
  ObjectReader object(line, "", verdict);
  ObjectReader right(object.member("right"), "right", verdict);
  registers::RightId asked{right.text("asked")};
  registers::RightId id{right.text("id")};
  right.end();
  object.end();
  close();
  const auto [place, is_new] = rights_.try_emplace(std::move(asked));
  if (!is_new) right.refuse("asked", "is there twice");
  place->second.id = std::move(id);
  right_ = &place->second;
  return verdict.status(where);
}

Status RightsLines::take_fact(registers::Fact fact, const Where& where) {
  const auto keep = [this](auto& list, auto* one) {
    if (one == nullptr || right_ == nullptr) return false;
    list.push_back(std::move(*one));
    return true;
  };
  if (right_ != nullptr && (keep(right_->records, std::get_if<registers::RightRecord>(&fact)) ||
                            keep(right_->events, std::get_if<registers::LegalEvent>(&fact)) ||
                            keep(right_->recordings, std::get_if<registers::Recording>(&fact)) ||
                            keep(right_->retractions, std::get_if<registers::Retraction>(&fact)))) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, "is no fact of a right", where);
}

void RightsLines::close() {
  if (right_ != nullptr) right_->merge();
  right_ = nullptr;
}

}  // namespace pignus::fleetwork
