// One function a command. Each prints its answer and returns the exit code, or the error that ended
// it.
#pragma once

#include "cli/session.h"

namespace pignus::cli {

[[nodiscard]] Result<int> run_import(const Session& session);
/// `import --watch DIR`; called by run_import.
[[nodiscard]] Result<int> run_watch(const Session& session);
[[nodiscard]] Result<int> run_fetch(const Session& session);
[[nodiscard]] Result<int> run_show(const Session& session);
[[nodiscard]] Result<int> run_underwrite(const Session& session);
/// `underwrite` of several dossiers; called by run_underwrite.
[[nodiscard]] Result<int> run_underwrite_many(const Session& session);
[[nodiscard]] Result<int> run_appraise(const Session& session);
[[nodiscard]] Result<int> run_reappraise(const Session& session);
[[nodiscard]] Result<int> run_check(const Session& session);
[[nodiscard]] Result<int> run_verify(const Session& session);
[[nodiscard]] Result<int> run_what_if(const Session& session);
[[nodiscard]] Result<int> run_formats(const Session& session);
[[nodiscard]] Result<int> run_reference(const Session& session);
[[nodiscard]] Result<int> run_weights(const Session& session);
[[nodiscard]] Result<int> run_trades(const Session& session);
[[nodiscard]] Result<int> run_jobs(const Session& session);
[[nodiscard]] Result<int> run_db(const Session& session);
/// `db rebuild PLACE SOURCE…`; called by run_db.
[[nodiscard]] Result<int> run_db_rebuild(const Session& session);
[[nodiscard]] Result<int> run_study(const Session& session);
[[nodiscard]] Result<int> run_survey(const Session& session);
[[nodiscard]] Result<int> run_train(const Session& session);
[[nodiscard]] Result<int> run_evaluate(const Session& session);
[[nodiscard]] Result<int> run_score(const Session& session);
[[nodiscard]] Result<int> run_config(const Session& session);
[[nodiscard]] Result<int> run_doctor(const Session& session);
[[nodiscard]] Result<int> run_journal(const Session& session);

}  // namespace pignus::cli
