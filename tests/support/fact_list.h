// A sink that keeps all that a reader yields.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "registers/batch.h"

namespace pignus::testing {

struct FactList {
  std::vector<registers::RightRecord> rights;
  std::vector<registers::LegalEvent> events;
  std::vector<registers::Recording> recordings;
  std::vector<registers::Retraction> retractions;
  std::vector<registers::ReferenceFigure> figures;
  std::vector<registers::TradeReport> trades;
  std::vector<registers::Problem> problems;

  registers::FactSink sink() {
    return {[this](registers::Fact&& fact) {
              if (auto* right = std::get_if<registers::RightRecord>(&fact)) {
                rights.push_back(std::move(*right));
              } else if (auto* event = std::get_if<registers::LegalEvent>(&fact)) {
                events.push_back(std::move(*event));
              } else if (auto* one = std::get_if<registers::Recording>(&fact)) {
                recordings.push_back(std::move(*one));
              } else if (auto* retraction = std::get_if<registers::Retraction>(&fact)) {
                retractions.push_back(std::move(*retraction));
              } else if (auto* figure = std::get_if<registers::ReferenceFigure>(&fact)) {
                figures.push_back(std::move(*figure));
              } else {
                trades.push_back(std::get<registers::TradeReport>(std::move(fact)));
              }
              return true;
            },
            [this](registers::Problem&& problem) {
              problems.push_back(std::move(problem));
              return true;
            }};
  }

  const registers::Recording* recording(const std::string& id) const {
    for (const auto& one : recordings) {
      if (one.id == id) {
        return &one;
      }
    }
    return nullptr;
  }
};

}  // namespace pignus::testing
