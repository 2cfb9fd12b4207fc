#include "standards/st27_events.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/tsv_rows.h"

namespace pignus::standards {
namespace {

constexpr std::array<std::string_view, 6> kStages{
    "filing", "examination", "pre_grant_challenge", "grant", "post_grant_challenge", "termination"};

bool is_stage(std::string_view text) {
  return std::ranges::find(kStages, text) != kStages.end();
}

template <typename Visit>
bool each_word(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    if (!visit(text.substr(0, blank))) {
      return false;
    }
    text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
  }
  return true;
}

bool sound(const St27Event& event) {
  const bool moves =
      is_stage(event.stage) && (event.state == "active" || event.state == "inactive");
  const bool rests = event.stage.empty() && event.state.empty() && event.from.empty();
  return (moves || rests) && event.code.size() == 3 &&
         each_word(event.from,
                   [](std::string_view word) { return word == "start" || is_stage(word); });
}

}  // namespace

bool St27Event::expected_from(std::string_view at) const {
  const std::string_view wanted = at.empty() ? "start" : at;
  return !moves() || !each_word(from, [&](std::string_view word) { return word != wanted; });
}

Result<std::vector<St27Event>> parse_st27_events(std::string_view tsv, std::string_view file) {
  PIGNUS_ASSIGN(const auto rows, tsv_rows(tsv, file, 5));
  std::vector<St27Event> events;
  events.reserve(rows.size());
  for (const auto& row : rows) {
    const St27Event event{row[0], row[1] == "key", row[2], row[3], row[4]};
    if (!sound(event) || (row[1] != "key" && row[1] != "detailed")) {
      return tl::unexpected(Error{ErrorCode::kInvalidInput,
                                  "event " + std::string(row[0]) + " is not sound",
                                  {std::string(file), 0, ""}});
    }
    events.push_back(event);
  }
  return events;
}

const std::vector<St27Event>& st27_events() {
  static const std::vector<St27Event> all_of_them = [] {
    constexpr std::string_view kPath = "st27/events.tsv";
    auto parsed = parse_st27_events(embedded_file(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all_of_them;
}

const St27Event* st27_event(std::string_view code) {
  const auto& all = st27_events();
  const auto at = std::ranges::find(all, code, &St27Event::code);
  return at == all.end() ? nullptr : &*at;
}

}  // namespace pignus::standards
