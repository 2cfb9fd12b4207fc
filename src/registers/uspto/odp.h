// The office's data services: the Open Data Portal (patent file wrappers, proceedings of the trial
// and appeal board, petition decisions) and what it replaced (PEDS, the board's API before).
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/json_records.h"

namespace pignus::registers {

/// Answers and bulk files of the Open Data Portal, told by the list that holds their records:
///   patentFileWrapperDataBag, patentBag (first edition)   file wrappers, whole or in part
///   patentTrialProceedingDataBag, patentTrialDocumentDataBag, patentTrialDecisionDataBag,
///   patentAppealDataBag, patentInterferenceDataBag, petitionDecisionDataBag, documentBag
///   results                                               the board's API before (version 2)
/// A file wrapper gives the right as it stands (known the day the portal took it in, or the latest
/// day in the record), an event a transaction, a recording an assignment. A right with a patent
/// number is keyed by it, else by its application.
///
/// Where "count" says that more records were found than the file holds, one Problem with
/// kLimitExceeded and record 0 says how many. Memory is bounded by one record.
[[nodiscard]] Status read_uspto_odp(ByteSource& source, std::string_view file, const FactSink& sink,
                                    const JsonCutterLimits& limits = {});

/// Answers of the Patent Examination Data System (retired in 2024), which users keep on disk.
[[nodiscard]] Status read_uspto_peds(ByteSource& source, std::string_view file,
                                     const FactSink& sink, const JsonCutterLimits& limits = {});

bool is_uspto_odp(std::string_view head);
bool is_uspto_peds(std::string_view head);

}  // namespace pignus::registers
