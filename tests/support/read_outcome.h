// What a reader made of a text, with its problems as the program prints them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::testing {

struct ReadOutcome {
  Status status;
  std::vector<registers::RightRecord> rights;
  std::vector<registers::LegalEvent> events;
  std::vector<registers::Recording> recordings;
  std::vector<registers::Retraction> retractions;
  std::vector<std::string> problems;
};

/// `read(source, sink)` calls the reader; the text comes in pieces, so that cuts fall everywhere.
template <typename Reader>
ReadOutcome outcome_of(const std::string& text, std::size_t piece, Reader read) {
  StringSource source(text, piece);
  FactList list;
  ReadOutcome out;
  out.status = read(source, list.sink());
  for (const registers::Problem& problem : list.problems) {
    out.problems.push_back(describe(problem.error));
  }
  out.rights = std::move(list.rights);
  out.events = std::move(list.events);
  out.recordings = std::move(list.recordings);
  out.retractions = std::move(list.retractions);
  return out;
}

}  // namespace pignus::testing
