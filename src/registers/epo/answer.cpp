#include "registers/epo/answer.h"

#include <charconv>

namespace pignus::registers {

void AnswerSink::event(LegalEvent&& event) {
  if (event.code.empty() && event.description.empty()) {
    return problem(ErrorCode::kInvalidInput, "event", "an event that says nothing but its date");
  }
  fact(std::move(event));
}

void AnswerSink::note_incomplete(std::string_view found, std::uint64_t held) {
  std::uint64_t total = 0;
  const char* const end = found.data() + found.size();
  const auto [rest, error] = std::from_chars(found.data(), end, total);
  if (error != std::errc() || rest != end || total <= held) return;
  note(ErrorCode::kNotFound, "the search found " + std::to_string(total) +
                                 " documents; this answer holds " + std::to_string(held));
}

}  // namespace pignus::registers
