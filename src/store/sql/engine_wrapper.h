// What may stand between a store and its engine: a test's failing disk or lost connection
// (tests/support/faulty_engine.h). The program itself never sets one.
#pragma once

#include <memory>

#include "store/sql/engine.h"

namespace pignus::store::sql {

class EngineWrapper {
 public:
  EngineWrapper() = default;
  EngineWrapper(const EngineWrapper&) = delete;
  EngineWrapper& operator=(const EngineWrapper&) = delete;
  virtual ~EngineWrapper() = default;

  /// Called for each connection a store opens. May throw Failure, as opening may.
  virtual std::unique_ptr<Engine> wrap(std::unique_ptr<Engine> engine) = 0;
};

}  // namespace pignus::store::sql
