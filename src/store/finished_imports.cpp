#include "store/finished_imports.h"

#include "store/guard.h"
#include "store/import_rows.h"
#include "store/store_impl.h"

namespace pignus::store {

Result<std::map<std::string, std::string>> finished_imports(const Store& store) {
  using Finished = std::map<std::string, std::string>;
  return guarded(store.impl().file, [&]() -> Result<Finished> {
    Finished finished;
    for (ImportRow& row : import_rows(*store.impl().database)) {
      if (row.summary.complete) finished[row.summary.sha256] = std::move(row.reader);
    }
    return finished;
  });
}

}  // namespace pignus::store
