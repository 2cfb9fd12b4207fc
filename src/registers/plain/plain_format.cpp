#include "registers/plain/plain_format.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "core/message_text.h"
#include "registers/conveyance.h"
#include "registers/plain/plain_facts.h"
#include "registers/plain/plain_row.h"

namespace pignus::registers {
namespace {

using Tables = std::map<std::string, CsvTable>;

struct Columns {
  std::string_view file;
  std::vector<std::string> required;
  std::vector<std::string> optional;
};

const std::vector<Columns>& columns() {
  static const std::vector<Columns> kColumns{
      {"rights.csv",
       {"right", "type", "known"},
       {"title",
        "application_number",
        "publication_number",
        "grant_number",
        "filing_date",
        "priority_date",
        "publication_date",
        "grant_date",
        "expiry_date",
        "term_adjustment_days",
        "terminal_disclaimer",
        "owners",
        "inventors",
        "claims",
        "independent_claims",
        "classes",
        "citations",
        "family",
        "designated_states",
        "details",
        "origin"}},
      {"events.csv",
       {"right", "date"},
       {"code", "st27", "known", "description", "details", "origin"}},
      {"recordings.csv",
       {"office", "id", "recorded", "conveyance"},
       {"class", "corrects", "releases", "secured_amount", "origin"}},
      {"references.csv",
       {"series", "item", "measure", "known", "value", "unit"},
       {"date", "origin"}},
      {"trades.csv",
       {"id", "kind", "known"},
       {"outcome", "date", "rights", "price", "asked", "royalty_rate", "seller", "buyer", "venue",
        "details", "origin"}},
      {"recording_parties.csv",
       {"recording", "role", "name"},
       {"country", "identifier", "executed"}},
      {"recording_properties.csv",
       {"recording", "right"},
       {"application_number", "grant_number", "publication_number", "title"}}};
  return kColumns;
}

/// A recording and what its text must not decide, as the row says otherwise.
struct Draft {
  Recording recording;
  std::optional<ConveyanceClass> given_class;
  bool bad = false;
  PlainRow row;
};

Result<Draft> recording_of(const PlainRow& row) {
  Draft draft{{}, {}, false, row};
  Recording& recording = draft.recording;
  PIGNUS_ASSIGN(recording.office, row.needed("office"));
  PIGNUS_TRY(row.needed("id"));
  PIGNUS_ASSIGN(recording.id, recording_key(row, recording.office, "id"));
  PIGNUS_ASSIGN(recording.recorded, row.day("recorded"));
  PIGNUS_ASSIGN(recording.conveyance, row.needed("conveyance"));
  if (const std::string name = row.text("class"); !name.empty()) {
    draft.given_class = parse_conveyance_class(name);
    if (!draft.given_class) {
      return row.refuse("class", in_quotes(name) + " is not a class of conveyance");
    }
  }
  PIGNUS_ASSIGN(recording.corrects, recording_key(row, recording.office, "corrects"));
  PIGNUS_ASSIGN(recording.releases, recording_key(row, recording.office, "releases"));
  PIGNUS_ASSIGN(recording.secured_amount, row.money("secured_amount"));
  recording.source = row.source();
  return draft;
}

class Reader {
 public:
  Reader(const Tables& tables, const FactSink& sink) : tables_(&tables), sink_(&sink) {}

  Status read() {
    PIGNUS_TRY(each("rights.csv", [&](const PlainRow& row) { return yield(row, right_of(row)); }));
    PIGNUS_TRY(each("events.csv", [&](const PlainRow& row) { return yield(row, event_of(row)); }));
    PIGNUS_TRY(
        each("references.csv", [&](const PlainRow& row) { return yield(row, figure_of(row)); }));
    PIGNUS_TRY(each("trades.csv", [&](const PlainRow& row) { return yield(row, trade_of(row)); }));
    PIGNUS_TRY(each("recordings.csv", [&](const PlainRow& row) { return take_recording(row); }));
    PIGNUS_TRY(each("recording_parties.csv",
                    [&](const PlainRow& row) { return judge(row, add_party(row)); }));
    PIGNUS_TRY(each("recording_properties.csv",
                    [&](const PlainRow& row) { return judge(row, add_property(row)); }));
    return yield_recordings();
  }

 private:
  template <typename Take>
  Status each(const std::string& file, const Take& take) {
    const auto found = tables_->find(file);
    if (found == tables_->end()) {
      return {};
    }
    for (const auto& row : found->second.rows) {
      PIGNUS_TRY(take(PlainRow(found->second, row)));
    }
    return {};
  }

  Status stopped(const PlainRow& row) const {
    return fail(ErrorCode::kCancelled, "stopped", Where{row.source().file, row.line(), ""});
  }

  Status judge(const PlainRow& row, Status status) {
    if (status || sink_->on_problem({std::move(status.error()), row.sha256()})) {
      return {};
    }
    return stopped(row);
  }

  template <typename T>
  Status yield(const PlainRow& row, Result<T> read) {
    if (!read) {
      return judge(row, fail(std::move(read.error())));
    }
    return sink_->on_fact(std::move(*read)) ? Status{} : stopped(row);
  }

  Status take_recording(const PlainRow& row) {
    auto draft = recording_of(row);
    if (!draft) {
      unreadable_.insert(row.text("id"));
      return judge(row, fail(std::move(draft.error())));
    }
    const std::string id = draft->recording.id;
    if (index_.contains(id)) {
      drafts_[index_[id]].bad = true;
      return judge(row, row.refuse("id", "recording " + in_quotes(id) + " is listed twice"));
    }
    index_[id] = drafts_.size();
    drafts_.push_back(std::move(*draft));
    return {};
  }

  /// The recording a party or property row belongs to; nullptr where its own row was refused, which
  /// has been said already.
  Result<Draft*> owner(const PlainRow& row) {
    PIGNUS_ASSIGN(const std::string id, row.needed("recording"));
    if (unreadable_.contains(id)) {
      return nullptr;
    }
    auto found = index_.find(id);
    if (found == index_.end()) {
      if (const auto key = recording_key(row, "US", "recording")) {
        found = index_.find(*key);
      }
    }
    if (found == index_.end()) {
      return row.refuse("recording", in_quotes(id) + " is not in recordings.csv");
    }
    return &drafts_[found->second];
  }

  Status add_party(const PlainRow& row) {
    PIGNUS_ASSIGN(Draft * draft, owner(row));
    if (draft == nullptr) {
      return {};
    }
    const bool bad_before = std::exchange(draft->bad, true);  // until the row has passed
    RecordedParty party;
    PIGNUS_ASSIGN(const std::string role, row.needed("role"));
    if (role != "grantor" && role != "grantee") {
      return row.refuse("role", in_quotes(role) + " is neither \"grantor\" nor \"grantee\"");
    }
    PIGNUS_ASSIGN(party.party.name, row.needed("name"));
    party.party.country = row.text("country");
    party.party.identifier = row.text("identifier");
    PIGNUS_ASSIGN(party.executed, row.register_date("executed"));
    (role == "grantor" ? draft->recording.grantors : draft->recording.grantees)
        .push_back(std::move(party));
    draft->bad = bad_before;
    return {};
  }

  Status add_property(const PlainRow& row) {
    PIGNUS_ASSIGN(Draft * draft, owner(row));
    if (draft == nullptr) {
      return {};
    }
    RecordedProperty property;
    auto right = row.right("right");
    if (!right) {
      draft->bad = true;
      return fail(std::move(right.error()));
    }
    property.right = std::move(*right);
    property.application_number = row.text("application_number");
    property.grant_number = row.text("grant_number");
    property.publication_number = row.text("publication_number");
    property.title = row.text("title");
    draft->recording.properties.push_back(std::move(property));
    return {};
  }

  Status yield_recordings() {
    for (auto& draft : drafts_) {
      Recording& recording = draft.recording;
      const char* missing = draft.bad                      ? "a row of it is not readable"
                            : recording.grantors.empty()   ? "it has no grantor"
                            : recording.grantees.empty()   ? "it has no grantee"
                            : recording.properties.empty() ? "it has no property"
                                                           : nullptr;
      if (missing != nullptr) {
        PIGNUS_TRY(judge(draft.row, draft.row.refuse("id", "recording " + in_quotes(recording.id) +
                                                               " is left out: " + missing)));
        continue;
      }
      const std::string corrects = recording.corrects;
      const std::string releases = recording.releases;
      classify(recording);
      recording.conveyance_class = draft.given_class.value_or(recording.conveyance_class);
      recording.corrects = corrects.empty() ? recording.corrects : corrects;
      recording.releases = releases.empty() ? recording.releases : releases;
      PIGNUS_TRY(yield(draft.row, Result<Recording>(std::move(recording))));
    }
    return {};
  }

  const Tables* tables_;
  const FactSink* sink_;
  std::vector<Draft> drafts_;
  std::map<std::string, std::size_t> index_;
  std::set<std::string> unreadable_;
};

}  // namespace

Status read_plain_tables(const Tables& tables, const FactSink& sink) {
  for (const auto& [file, table] : tables) {
    const auto found = std::ranges::find(columns(), file, &Columns::file);
    if (found == columns().end()) {
      return fail(ErrorCode::kInvalidInput, "no file of a register extract", Where{file, 0, ""});
    }
    PIGNUS_TRY(check_columns(table, found->required, found->optional));
  }
  return Reader(tables, sink).read();
}

Status read_plain_registers(const std::filesystem::path& folder, const FactSink& sink) {
  std::error_code error;
  std::filesystem::directory_iterator entries(folder, error);
  if (error) {
    return fail(ErrorCode::kNotFound, "no folder of registers: " + error.message(),
                Where{folder.string(), 0, ""});
  }
  Tables tables;
  for (const auto& entry : entries) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".csv") {
      continue;
    }
    if (std::ranges::find(kPlainFiles, name) == std::end(kPlainFiles)) {
      return fail(ErrorCode::kInvalidInput, "no file of a register extract", Where{name, 0, ""});
    }
    PIGNUS_ASSIGN(CsvTable table, read_csv(entry.path()));
    table.file = name;
    tables.emplace(name, std::move(table));
  }
  if (tables.empty()) {
    return fail(ErrorCode::kNotFound, "the folder has none of the files of a register extract",
                Where{folder.string(), 0, ""});
  }
  return read_plain_tables(tables, sink);
}

}  // namespace pignus::registers
