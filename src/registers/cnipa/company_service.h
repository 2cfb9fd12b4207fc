// Answers of a Chinese business-data service about one firm: its patents and its trademarks, as
// JSON lists, bare or in the service's envelope ("Result" with "Status" and "Message"). The service
// copies CNIPA and adds words of its own; a status word is kept as it stands, codes of the
// service's own are details, and nothing here decides a status by itself.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/json_fields.h"

namespace pignus::registers {

/// A patent becomes a RightRecord keyed by its application number and one LegalEvent an entry of
/// its history (code by status_words.h); `known` is the latest day in the entry. A trademark
/// becomes a RightRecord keyed by its number; the only day the service gives is that of the
/// application, which is `known`. An entry without a readable number or any day is a Problem; an
/// envelope that says the question failed, or that holds only a page of the answer, is a Problem of
/// record 0.
[[nodiscard]] Status read_cnipa_company_service(ByteSource& source, std::string_view file,
                                                const FactSink& sink,
                                                const JsonLimits& limits = {});

bool is_cnipa_company_service(std::string_view head);

}  // namespace pignus::registers
