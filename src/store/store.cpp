#include "store/store.h"

#include <fmt/format.h>
#include <system_error>

#include "core/check.h"
#include "core/json.h"
#include "store/connection.h"
#include "store/guard.h"
#include "store/import_rows.h"
#include "store/journal.h"
#include "store/location.h"
#include "store/migrations.h"
#include "store/sql/database.h"
#include "store/store_impl.h"

namespace pignus::store {
namespace {

constexpr const char* kNoStore = "there is no store here yet: import register files first";

Status check_path(const std::filesystem::path& path, OpenMode mode) {
  if (is_server(path.string())) return {};
  const Where where{path.string(), 0, ""};
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return fail(ErrorCode::kInvalidInput, "is a directory, not a store", where);
  }
  if (mode != OpenMode::kCreate && !std::filesystem::exists(path, error)) {
    return fail(ErrorCode::kNotFound, kNoStore, where);
  }
  if (mode == OpenMode::kCreate && path.has_parent_path() &&
      !std::filesystem::is_directory(path.parent_path(), error)) {
    return fail(ErrorCode::kIo, "the folder of the store does not exist", where);
  }
  return {};
}

Status prepare(Store::Impl& impl) {
  PIGNUS_ASSIGN(const int version, version_of(*impl.database, impl.file));
  if (version == latest_version()) return {};
  if (impl.mode != OpenMode::kCreate && version == 0) {
    return fail(ErrorCode::kNotFound, kNoStore, {impl.file, 0, ""});
  }
  if (impl.mode == OpenMode::kReadOnly) {
    return fail(ErrorCode::kConflict,
                fmt::format("the store has version {}: the next import brings it to version {}",
                            version, latest_version()),
                {impl.file, 0, ""});
  }
  return migrate(*impl.database, impl.file, latest_version());
}

bool is_canonical(std::string_view text) {
  const Result<Json> json = parse_json(text, "");
  return json && canonical_json(*json) == text;
}

Result<SavedResult> load(sql::Database& database, std::string_view kind, std::string_view id) {
  sql::Statement query(
      database, "SELECT body, provenance, journal_number FROM result WHERE kind = ? AND id = ?");
  query.bind_all(std::string(kind), std::string(id));
  if (!query.step()) {
    return fail(ErrorCode::kNotFound, fmt::format("no result \"{}\" of kind \"{}\"", id, kind));
  }
  return SavedResult{query.text(0), query.text(1), static_cast<std::uint64_t>(query.integer(2))};
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const std::string& Store::name() const {
  return impl_->file;
}

Result<Store> Store::open(const std::filesystem::path& path, OpenMode mode,
                          const StoreOptions& options) {
  PIGNUS_TRY(check_path(path, mode));
  auto impl = std::make_unique<Impl>();
  impl->location = path.string();
  impl->file = shown_location(impl->location);
  impl->mode = mode;
  impl->options = options;
  PIGNUS_ASSIGN(impl->database, connect(impl->location, mode, options));
  PIGNUS_TRY(prepare(*impl));
  return Store(std::move(impl));
}

Result<std::vector<ImportSummary>> Store::imports() const {
  return guarded(impl_->file, [&]() -> Result<std::vector<ImportSummary>> {
    std::vector<ImportSummary> out;
    for (ImportRow& row : import_rows(*impl_->database)) {
      out.push_back(std::move(row.summary));
    }
    return out;
  });
}

Result<std::vector<registers::Problem>> Store::problems_of(std::string_view sha256) const {
  using Problems = Result<std::vector<registers::Problem>>;
  return guarded(impl_->file, [&]() -> Problems {
    for (const ImportRow& row : import_rows(*impl_->database)) {
      if (row.summary.sha256 == sha256) return problems_of_import(*impl_->database, row.id);
    }
    return fail(ErrorCode::kNotFound, "no import of this source");
  });
}

Result<StoreCounts> Store::counts() const {
  return guarded(impl_->file, [&]() -> Result<StoreCounts> {
    const auto count = [&](const std::string& sql) {
      return static_cast<std::uint64_t>(impl_->database->integer(sql));
    };
    const std::string seen =
        " f WHERE EXISTS (SELECT 1 FROM sighting g JOIN import i ON i.id = g.import_id "
        "WHERE g.fact_id = f.fact_id AND i.state = 'complete')";
    return StoreCounts{count("SELECT count(*) FROM import WHERE state = 'complete'"),
                       count("SELECT count(DISTINCT right_id) FROM right_record" + seen),
                       count("SELECT count(*) FROM right_record" + seen),
                       count("SELECT count(*) FROM legal_event" + seen),
                       count("SELECT count(*) FROM recording" + seen),
                       count("SELECT count(*) FROM result"),
                       count("SELECT count(*) FROM retraction" + seen),
                       count("SELECT count(*) FROM reference_figure" + seen),
                       count("SELECT count(*) FROM trade_report" + seen)};
  });
}

Status Store::save_result(std::string_view kind, std::string_view id, std::string_view body,
                          std::string_view provenance) {
  PIGNUS_CHECK(impl_->mode != OpenMode::kReadOnly);
  if (!is_canonical(body) || !is_canonical(provenance)) {
    return fail(ErrorCode::kInvalidInput, "a result and its provenance must be canonical JSON");
  }
  return guarded(impl_->file, [&]() -> Status {
    sql::Transaction transaction(*impl_->database, sql::Access::kWrite);
    if (const Result<SavedResult> old = load(*impl_->database, kind, id); old) {
      if (old->body == body && old->provenance == provenance) return {};
      return fail(
          ErrorCode::kConflict,
          fmt::format("result \"{}\" of kind \"{}\" is there with other content", id, kind));
    }
    const auto number =
        static_cast<std::int64_t>(append_entry(*impl_->database, kResultStream, "result",
                                               {{"kind", std::string(kind)},
                                                {"id", std::string(id)},
                                                {"body", Json::parse(body)},
                                                {"provenance", Json::parse(provenance)}}));
    sql::Statement insert(*impl_->database, "INSERT INTO result VALUES (?, ?, ?, ?, ?)");
    insert.bind_all(std::string(kind), std::string(id), std::string(body), std::string(provenance),
                    number);
    insert.run();
    transaction.commit();
    return {};
  });
}

Result<SavedResult> Store::load_result(std::string_view kind, std::string_view id) const {
  return guarded(impl_->file, [&] { return load(*impl_->database, kind, id); });
}

Status Store::for_each_provenance(
    std::string_view kind,
    const std::function<Status(const std::string& id, const std::string& provenance)>& sink) const {
  return guarded(impl_->file, [&]() -> Status {
    const sql::Transaction one_view(*impl_->database, sql::Access::kRead);
    sql::Statement rows(*impl_->database,
                        "SELECT id, provenance FROM result WHERE kind = ? ORDER BY id",
                        sql::Rows::kMany);
    rows.bind(1, std::string(kind));
    while (rows.step()) PIGNUS_TRY(sink(rows.text(0), rows.text(1)));
    return {};
  });
}

}  // namespace pignus::store
