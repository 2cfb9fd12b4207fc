// The one door to what Pignus keeps: facts of registers, the journal, saved results. No SQL and no
// type of the database is seen outside this room.
//
// Every method returns errors as values: kIo (unwritable, disk full), kConflict (another program
// holds the store), kCorrupt (no database, damaged), kUnsupported (made by a newer program).
// A Store belongs to one thread; several processes may open the same file, one of them importing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "core/result.h"
#include "journal/judge.h"
#include "journal/proof.h"
#include "registers/batch.h"
#include "registers/facts.h"

namespace pignus::store {

namespace sql {
class EngineWrapper;
}

enum class OpenMode {
  kReadOnly,   ///< must exist, in the program's own version; nothing is written
  kReadWrite,  ///< must exist; migrated when older
  kCreate,     ///< made when missing
};

struct StoreOptions {
  int busy_timeout_ms = 10'000;
  /// Upper bound of the file, in pages of 4096 bytes; 0: none. Beyond it: kIo, "the store is full".
  std::int64_t pages_max = 0;
  /// False: a commit is not waited for until it is on the disk. A loss of power may take the last
  /// ones (never half of one); for simulations and for stores that can be made again.
  bool durable = true;
  /// For this room's tests: what stands between the store and its engine (sql/engine_wrapper.h).
  std::shared_ptr<sql::EngineWrapper> wrapper = nullptr;
};

/// What is imported: a file, or a folder that counts as one source.
struct ImportSource {
  std::string name;    ///< of the file or folder, no directory
  std::string sha256;  ///< of its content; for a folder of its files' names and hashes
  std::uint64_t bytes = 0;
  /// Version of the program that reads: an unfinished import of another version starts again,
  /// because its reader may cut records differently.
  std::string reader;
  std::string at;  ///< when, as the caller's clock says; "" unknown. Kept, never computed with.
  std::map<std::string, std::string> sha256_of_files;  ///< by Source::file, for a folder
};

struct ImportSummary {
  std::string name;
  std::string sha256;
  std::string at;
  bool complete = false;
  std::uint64_t facts = 0;       ///< taken, duplicates included
  std::uint64_t duplicates = 0;  ///< of these, already known from this or another complete import
  std::uint64_t problems = 0;    ///< quarantined
  std::string merkle_root;       ///< of the accepted records, hex; "" while unfinished
  std::uint64_t journal_number = 0;
};

struct StoreCounts {
  std::uint64_t imports = 0;
  std::uint64_t rights = 0;  ///< distinct keys with a record of their own
  std::uint64_t records = 0;
  std::uint64_t events = 0;
  std::uint64_t recordings = 0;
  std::uint64_t results = 0;
  std::uint64_t retractions = 0;
  std::uint64_t reference_figures = 0;
  std::uint64_t trades = 0;

  friend bool operator==(const StoreCounts&, const StoreCounts&) = default;
};

struct RightHit {
  registers::RightId id;
  std::string title;
  std::string owners;  ///< of its latest record, "; " between
  Date known;          ///< of its latest record
  /// The register took that record back by the day asked for; older ones may still count.
  bool retracted = false;

  friend bool operator==(const RightHit&, const RightHit&) = default;
};

/// Empty fields do not restrict; at least one must be given.
struct RightQuery {
  std::string number_prefix;  ///< of its key or of any number it is written by, "US8789"
  std::string owner_prefix;   ///< of an owner's name, ASCII case ignored
  std::size_t hits_max = 100;
};

/// What became known of a right in a while: so many of each kind.
struct RightNews {
  registers::RightId asked;  ///< the key that was asked after
  registers::RightId id;     ///< the key under which the right is known on the last day
  std::uint64_t records = 0;
  std::uint64_t events = 0;
  std::uint64_t recordings = 0;
  std::uint64_t retractions = 0;
  Date latest;  ///< the last day on which any of it became known

  friend bool operator==(const RightNews&, const RightNews&) = default;
};

/// A legal event as far as its place in time and its codes go.
struct StatusEvent {
  RegisterDate date;  ///< the day it became true
  Date known;         ///< the day it can be read from: its known day, else the last its date means
  std::string code;
  std::string st27;

  /// The day it counts from: the last its date can mean, without a date the day it became known.
  Date day() const;

  friend bool operator==(const StatusEvent&, const StatusEvent&) = default;
};

/// A right's events by date, code and day known.
struct StatusLine {
  registers::RightId asked;
  registers::RightId id;  ///< as in RightNews
  std::vector<StatusEvent> events;

  friend bool operator==(const StatusLine&, const StatusLine&) = default;
};

/// Empty fields do not restrict.
struct ReferenceQuery {
  std::string series;
  std::string item;
  std::string measure;
  /// Of each series, item and measure only the figure of the latest date, and of these the one
  /// published last; else all of them, the history.
  bool latest_only = false;
  std::size_t figures_max = 100'000;
};

/// A reference table, as far as it is known.
struct ReferenceSeries {
  std::string series;
  std::uint64_t figures = 0;
  std::uint64_t items = 0;
  RegisterDate date;  ///< the latest a figure holds for
  Date known;         ///< the latest day a figure was published

  friend bool operator==(const ReferenceSeries&, const ReferenceSeries&) = default;
};

/// Empty fields do not restrict.
struct TradeQuery {
  std::string kind;   ///< "sale", "licence", "auction", "enforcement"
  std::string right;  ///< key of a right among those traded
  std::size_t trades_max = 10'000;
};

struct SavedResult {
  std::string body;        ///< canonical JSON
  std::string provenance;  ///< canonical JSON
  std::uint64_t journal_number = 0;
};

/// What read an import: ImportSource::reader, or what finish() was told.
struct ImportReader {
  std::string name;
  std::string sha256;
  std::string reader;

  friend bool operator==(const ImportReader&, const ImportReader&) = default;
};

struct JournalHead {
  std::string stream;
  std::uint64_t number = 0;
  std::string hash;  ///< hex

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

/// What an entry is to say; the chain is the store's.
struct JournalNote {
  std::string kind;  ///< lower-case letters, digits and ". _ - /"
  Json body;
};

class ImportSession;

class Store {
 public:
  /// `path`: of an SQLite file, or a postgresql:// URL (store/location.h).
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& path, OpenMode mode,
                                          const StoreOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// Begins an import, or takes up where an earlier one of the same source was cut off. Unfinished
  /// imports of the same name with other content are discarded. kConflict while another process (or
  /// session) imports. The session must end before the store does.
  /// `outdated`, where given, is asked of the reader that read a source already imported (what
  /// finish() was told, else ImportSource::reader): true reads it again, and finish() then replaces
  /// what the earlier reading saw.
  [[nodiscard]] Result<ImportSession> begin_import(
      const ImportSource& source, const std::function<bool(std::string_view)>& outdated = {});
  /// Finished imports in order of their journal entries, then unfinished ones.
  [[nodiscard]] Result<std::vector<ImportSummary>> imports() const;
  [[nodiscard]] Result<std::vector<registers::Problem>> problems_of(std::string_view sha256) const;

  /// All that was known by `known_by` of the right, under its own key or that of its application.
  /// `id` is the patent's key where a fact known by then joins the two, else the key asked for; the
  /// facts' keys are rewritten alike. No facts: empty vectors, no error.
  [[nodiscard]] Result<registers::RightFacts> facts_of(const registers::RightId& id,
                                                       Date known_by) const;
  /// The same of many rights, in the order of the ids, a few hundred at a time out of a few
  /// statements. The sink must not ask this store anything; false stops (kCancelled).
  [[nodiscard]] Status facts_of_all(const std::vector<registers::RightId>& ids, Date known_by,
                                    const std::function<bool(registers::RightFacts&&)>& sink) const;
  /// Of which of these rights anything became known after the day `after` and by `known_by`, in the
  /// order of the ids: what facts_of(id, known_by) holds whose day known lies there. Read out of
  /// indices alone: made for asking after a whole portfolio each day.
  [[nodiscard]] Result<std::vector<RightNews>> news_of(const std::vector<registers::RightId>& ids,
                                                       Date after, Date known_by) const;
  /// The events of each right that were known by as_of.known_by and count by as_of.true_on, in the
  /// order of the ids, those without any too; out of indices alone. The sink as for facts_of_all.
  [[nodiscard]] Status status_lines(const std::vector<registers::RightId>& ids, AsOf as_of,
                                    const std::function<bool(StatusLine&&)>& sink) const;
  /// Rights with a record known by `known_by`, in order of their keys.
  [[nodiscard]] Result<std::vector<RightHit>> find_rights(const RightQuery& query,
                                                          Date known_by) const;
  /// Figures published by as_of.known_by that hold for a day not after as_of.true_on, in order of
  /// series, item, measure, date and day published. A date without its day counts from its first.
  [[nodiscard]] Result<std::vector<registers::ReferenceFigure>> reference_figures(
      const ReferenceQuery& query, AsOf as_of) const;
  /// The same, by series.
  [[nodiscard]] Result<std::vector<ReferenceSeries>> reference_series(AsOf as_of) const;
  /// Trades public by `known_by`, in order of date, day public and id.
  [[nodiscard]] Result<std::vector<registers::TradeReport>> trades(const TradeQuery& query,
                                                                   Date known_by) const;
  [[nodiscard]] Result<StoreCounts> counts() const;
  /// SHA-256 over all visible facts and where they were seen, independent of the order of imports.
  [[nodiscard]] Result<std::string> content_hash() const;

  /// Both texts must be canonical JSON. The same kind, id and content again changes nothing; other
  /// content under a kind and id already there is kConflict: a result is never rewritten.
  [[nodiscard]] Status save_result(std::string_view kind, std::string_view id,
                                   std::string_view body, std::string_view provenance);
  /// kNotFound when there is none.
  [[nodiscard]] Result<SavedResult> load_result(std::string_view kind, std::string_view id) const;
  /// Of every saved result of a kind, in order of their ids: what it was computed from.
  [[nodiscard]] Status for_each_provenance(
      std::string_view kind,
      const std::function<Status(const std::string& id, const std::string& provenance)>& sink)
      const;

  [[nodiscard]] Result<std::vector<JournalHead>> journal_heads() const;
  /// Recomputes every hash: the chains, the imports' Merkle roots from the facts' own content, the
  /// saved results. kCorrupt, naming the entry, at the first contradiction. It cannot see a journal
  /// rewritten whole, heads included: keep a head elsewhere to detect that.
  [[nodiscard]] Status verify_journal() const;
  /// The same, held against public keys and checkpoints kept elsewhere (journal/judge.h): what they
  /// cover cannot have been rewritten, hashes made anew or not. Says how much that is.
  [[nodiscard]] Result<journal::Verdict> verify_journal_against(
      std::vector<journal::PublicKey> pinned, std::vector<journal::KeptCheckpoint> kept) const;

  /// Appends all notes to one stream in one transaction; the number of the last entry. Many notes
  /// in one call share one write to disk. The streams of imports, results, jobs, personal values
  /// and checkpoints are the store's own. With `after`: only if the stream's last entry has that
  /// number (0: none), else kConflict. So a caller who does not know whether his notes got through
  /// can say them again.
  [[nodiscard]] Result<std::uint64_t> append_to_journal(std::string_view stream,
                                                        const std::vector<JournalNote>& notes,
                                                        std::optional<std::uint64_t> after = {});
  /// Judges the whole journal and signs where its streams end, as an entry of stream "checkpoints".
  /// The first key to sign becomes the journal's; another one is kConflict until the key is
  /// rotated. `at` is the day, as the caller's clock says.
  [[nodiscard]] Result<journal::SignedCheckpoint> append_checkpoint(const journal::SigningKey& key,
                                                                    std::string_view at);
  /// From here on only `to` signs checkpoints.
  [[nodiscard]] Result<journal::SignedRotation> rotate_journal_key(const journal::SigningKey& key,
                                                                   const journal::PublicKey& to,
                                                                   std::string_view at);
  [[nodiscard]] Result<journal::CheckpointLog> checkpoint_log() const;
  /// The journal as JSON Lines (journal/export_file.h), judged while it is written.
  [[nodiscard]] Status export_journal(std::string_view at,
                                      const std::function<Status(std::string_view)>& write) const;
  /// Under the checkpoint of that number; 0: the last one.
  [[nodiscard]] Result<journal::InclusionProof> prove_entry(const std::string& stream,
                                                            std::uint64_t number,
                                                            std::uint64_t checkpoint) const;
  /// That checkpoint `later` (0: the last) only added to checkpoint `earlier`.
  [[nodiscard]] Result<journal::ConsistencyProof> prove_growth(std::uint64_t earlier,
                                                               std::uint64_t later) const;

  /// Of complete imports, in order of their journal entries.
  [[nodiscard]] Result<std::vector<ImportReader>> import_readers() const;
  /// The database's own look at its structure: what it finds wrong, at most 10 lines; empty when it
  /// is sound. It reads the whole file. kUnsupported for a database server.
  [[nodiscard]] Result<std::vector<std::string>> structure_faults() const;
  /// Where it is, as it may be shown.
  const std::string& name() const;

  struct Impl;
  /// For this room's own files; nobody else sees what it is.
  const Impl& impl() const { return *impl_; }

 private:
  friend class ImportSession;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// One running import. Facts and problems are handed over in the reader's order; they are written
/// in batches and stay invisible until finish(). Destroyed without finish(), it keeps the batches
/// written so far and a later session resumes there.
class ImportSession {
 public:
  ImportSession(ImportSession&&) noexcept;
  ImportSession& operator=(ImportSession&&) noexcept;
  ~ImportSession();

  /// The source was imported before: nothing to do but summary().
  bool already_complete() const;
  /// So many facts and problems of the reader's stream are already stored: skip them.
  std::uint64_t resume_at() const;
  [[nodiscard]] Status add(const registers::Fact& fact);
  [[nodiscard]] Status add(const registers::Problem& problem);
  /// Commits what was added so far, without finishing.
  [[nodiscard]] Status pause();
  /// Removes what this import and earlier, broken-off ones stored of the source.
  [[nodiscard]] Status discard();
  /// Makes the import visible and writes its journal entry, in one transaction; an earlier reading
  /// of the same source goes in it. `reader`: what read it, known only now; "" keeps the source's.
  [[nodiscard]] Result<ImportSummary> finish(std::string_view reader = {});
  /// Of an import that is complete.
  const ImportSummary& summary() const;

  struct Impl;

 private:
  friend class Store;
  explicit ImportSession(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pignus::store
