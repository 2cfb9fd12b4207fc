#include "fleetwork/rights_lines.h"

#include <utility>
#include <variant>

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

RightsReader::RightsReader(std::string file, const LineFormat& format)
    : lines_(std::move(file), format,
             [this](const Json& line, const Where& where) { return take(line, where); }) {}

Result<bool> RightsReader::take_head(const Json&, const Where&) {
  return false;
}
bool RightsReader::take_other(registers::Fact&) {
  return false;
}
void RightsReader::check_end(ObjectReader&) {}

Status RightsReader::take(const Json& line, const Where& where) {
  if (where.record == 2) {
    PIGNUS_ASSIGN(const bool taken, take_head(line, where));
    if (taken) return {};
  }
  if (line.is_object() && line.contains("right")) return take_right(line, where);
  if (line.is_object() && line.contains("end")) return take_end(line, where);
  return take_fact(line, where);
}

Status RightsReader::take_right(const Json& line, const Where& where) {
  JsonVerdict verdict;
  ObjectReader object(line, "", verdict);
  ObjectReader right(object.member("right"), "right", verdict);
  registers::RightId asked{right.text("asked")};
  registers::RightId id{right.text("id")};
  right.end();
  object.end();
  close_right();
  const auto [place, is_new] = rights_.try_emplace(std::move(asked));
  if (!is_new) right.refuse("asked", "is there twice");
  place->second.id = std::move(id);
  right_ = &place->second;
  return verdict.status(where);
}

Status RightsReader::take_fact(const Json& line, const Where& where) {
  PIGNUS_ASSIGN(auto read, store::read_fact_line(line, where));
  auto* fact = std::get_if<registers::Fact>(&read);
  const auto keep = [](auto& list, auto* one) {
    if (one != nullptr) list.push_back(std::move(*one));
    return one != nullptr;
  };
  if (fact != nullptr && take_other(*fact)) return {};
  if (fact != nullptr && right_ != nullptr &&
      (keep(right_->records, std::get_if<registers::RightRecord>(fact)) ||
       keep(right_->events, std::get_if<registers::LegalEvent>(fact)) ||
       keep(right_->recordings, std::get_if<registers::Recording>(fact)) ||
       keep(right_->retractions, std::get_if<registers::Retraction>(fact)))) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, "is no fact of a right", where);
}

Status RightsReader::take_end(const Json& line, const Where& where) {
  JsonVerdict verdict;
  ObjectReader object(line, "", verdict);
  ObjectReader end(object.member("end"), "end", verdict);
  if (end.count("rights") != rights_.size()) end.refuse("rights", "counts other rights");
  check_end(end);
  end.end();
  object.end();
  close_right();
  return verdict.status(where);
}

void RightsReader::close_right() {
  if (right_ != nullptr) right_->merge();
  right_ = nullptr;
}

}  // namespace pignus::fleetwork
