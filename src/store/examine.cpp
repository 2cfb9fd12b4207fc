// What `pignus doctor` asks of a store.
#include "store/guard.h"
#include "store/import_rows.h"
#include "store/location.h"
#include "store/store_impl.h"

namespace pignus::store {

Result<std::vector<ImportReader>> Store::import_readers() const {
  return guarded(impl_->file, [&]() -> Result<std::vector<ImportReader>> {
    std::vector<ImportReader> readers;
    for (const ImportRow& row : import_rows(*impl_->database)) {
      if (!row.summary.complete) continue;
      readers.push_back({row.summary.name, row.summary.sha256, row.reader});
    }
    return readers;
  });
}

Result<std::vector<std::string>> Store::structure_faults() const {
  if (is_server(impl_->location)) {
    return fail(ErrorCode::kUnsupported, "a database server looks after its own files",
                {impl_->file, 0, ""});
  }
  return guarded(impl_->file, [&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> faults;
    sql::Statement query(*impl_->database, "PRAGMA quick_check(10)");
    while (query.step()) {
      std::string line = query.text(0);
      if (line != "ok") faults.push_back(std::move(line));
    }
    return faults;
  });
}

}  // namespace pignus::store
