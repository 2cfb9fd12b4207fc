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

/// Those whose rows the engine numbers.
inline constexpr std::array kNumberedTables{"import", "source", "fact", "job", "personal_value"};

}  // namespace pignus::store
