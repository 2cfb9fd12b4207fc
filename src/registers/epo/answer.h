// What the readers of the EPO's answers share: delivery of facts and problems with the place they
// stand at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "registers/batch.h"

namespace pignus::registers {

/// Hands facts and problems of one answer on, and remembers when the caller wants no more.
class AnswerSink {
 public:
  AnswerSink(std::string_view file, const FactSink& sink) : file_(file), sink_(sink) {}

  /// Facts and problems from here on stand in the next record of the answer.
  void next_record() { ++record_; }
  Where where(std::string field = "") const { return {file_, record_, std::move(field)}; }
  Source source() const { return {file_, "", record_, ""}; }

  void fact(Fact&& fact) { go_on_ = go_on_ && sink_.on_fact(std::move(fact)); }
  /// An event that has neither code nor words is a problem instead.
  void event(LegalEvent&& event);
  void problem(Error error) { go_on_ = go_on_ && sink_.on_problem(Problem{std::move(error), ""}); }
  void problem(ErrorCode code, std::string field, std::string message) {
    problem(Error{code, std::move(message), where(std::move(field))});
  }
  /// Of the answer as a whole: what it is, and why it gives nothing.
  void note(ErrorCode code, std::string message) {
    problem(Error{code, std::move(message), Where{file_, 0, "answer"}});
  }
  /// The service found more than the answer holds.
  void note_incomplete(std::string_view found, std::uint64_t held);

  bool go_on() const { return go_on_; }

 private:
  std::string file_;
  const FactSink& sink_;
  std::uint64_t record_ = 0;
  bool go_on_ = true;
};

}  // namespace pignus::registers
