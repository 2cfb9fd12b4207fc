// Every table of the schema. A table that is missing here would be missing in every copy and
// backup: a test holds the list against a new store.
#pragma once

#include <array>

namespace pignus::store {

/// A table behind those it refers to.
inline constexpr std::array kTables{"journal",
                                    "journal_head",
                                    "import",
                                    "source",
                                    "fact",
                                    "sighting",
                                    "quarantined",
                                    "right_record",
                                    "right_owner",
                                    "legal_event",
                                    "recording",
                                    "recording_party",
                                    "recording_property",
                                    "right_alias",
                                    "number_alias",
                                    "job",
                                    "job_shard",
                                    "job_event",
                                    "result",
                                    "retraction",
                                    "reference_figure",
                                    "trade_report",
                                    "trade_right",
                                    "personal_value"};

/// Where a rebuild (rebuild.h) takes a table's rows from.
enum class Origin {
  kJournal,  ///< the entries themselves
  kSources,  ///< sources read again, held against the entries
  kOutside,  ///< entries, and values that an old store hands over
};
struct TableOrigin {
  const char* table;
  Origin origin;
  const char* of_the_moment;  ///< columns, or rows, that no rebuild brings back; "" none
};
inline constexpr std::array kOrigins{
    TableOrigin{"journal", Origin::kJournal, ""},
    TableOrigin{"journal_head", Origin::kJournal, ""},
    TableOrigin{"import", Origin::kSources, "unfinished imports"},
    TableOrigin{"source", Origin::kSources, ""},
    TableOrigin{"fact", Origin::kSources, ""},
    TableOrigin{"sighting", Origin::kSources, "of unfinished imports"},
    TableOrigin{"quarantined", Origin::kSources, "of unfinished imports"},
    TableOrigin{"right_record", Origin::kSources, ""},
    TableOrigin{"right_owner", Origin::kSources, ""},
    TableOrigin{"legal_event", Origin::kSources, ""},
    TableOrigin{"recording", Origin::kSources, ""},
    TableOrigin{"recording_party", Origin::kSources, ""},
    TableOrigin{"recording_property", Origin::kSources, ""},
    TableOrigin{"right_alias", Origin::kSources, ""},
    TableOrigin{"number_alias", Origin::kSources, ""},
    TableOrigin{"job", Origin::kJournal, "owner, lease_until, stage, done, total; running"},
    TableOrigin{"job_shard", Origin::kJournal, ""},
    TableOrigin{"job_event", Origin::kJournal, "claims"},
    TableOrigin{"result", Origin::kJournal, ""},
    TableOrigin{"retraction", Origin::kSources, ""},
    TableOrigin{"reference_figure", Origin::kSources, ""},
    TableOrigin{"trade_report", Origin::kSources, ""},
    TableOrigin{"trade_right", Origin::kSources, ""},
    TableOrigin{"personal_value", Origin::kOutside, ""}};

/// Those whose rows the engine numbers.
inline constexpr std::array kNumberedTables{"import", "source", "fact", "job", "personal_value"};

}  // namespace pignus::store
