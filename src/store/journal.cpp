#include "store/journal.h"

#include "core/message_text.h"
#include "journal/checkpoint_log.h"
#include "journal/entry.h"
#include "store/job_entries.h"
#include "store/journal_rows.h"
#include "store/personal.h"

namespace pignus::store {

std::uint64_t append_entry(sql::Database& database, std::string_view stream, std::string_view kind,
                           const Json& body) {
  return append_notes(database, stream, {{std::string(kind), body}});
}

Status check_notes(std::string_view stream, const std::vector<JournalNote>& notes) {
  const bool own = stream == kImportStream || stream == kResultStream || stream == kJobStream ||
                   stream == kPersonalStream || stream == journal::kCheckpointStream;
  if (own || !journal::is_stream_name(stream)) {
    return fail(ErrorCode::kInvalidInput, "is no stream that notes can be appended to",
                {"", 0, in_quotes(stream)});
  }
  for (const JournalNote& note : notes) {
    if (!journal::is_stream_name(note.kind)) {
      return fail(ErrorCode::kInvalidInput, "is no kind of entry", {"", 0, in_quotes(note.kind)});
    }
  }
  return {};
}

}  // namespace pignus::store
