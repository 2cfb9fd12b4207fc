// Answers of the JPO's information API (特許情報取得API, since 2022), JSON: progress of patents,
// designs and trademarks, registration, priority, divisions, numbers, cited documents, errors.
// Source of the fields: answers at hand, and the API's own tables of status codes and number types
// (ip-data.jpo.go.jp).
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/json_fields.h"

namespace pignus::registers {

/// One RightRecord an answer, and one each of its divisions of which it tells more than the number;
/// a document of the progress becomes a LegalEvent in the office's code (documentCode), the end of
/// the right and the annuities paid become events too.
///
/// Key: the registration (JP-P-7533889), else the publication (JP-P-2021090037), else the
/// application (JP-A-2020123456; JP-A-D… and JP-A-T… for designs and trademarks). Answers on
/// priorities and numbers do not say what right they are about: where nothing else tells, the
/// application is taken for a patent's. `known` is the
/// register's day of update where the answer has it, else the latest day of the past that the
/// answer tells of. An answer other than 100 is a Problem of record 0 with the office's own
/// message: kNotFound for no data, kLimitExceeded for the day's limit.
[[nodiscard]] Status read_jpo_api(ByteSource& source, std::string_view file, const FactSink& sink,
                                  const JsonLimits& limits = {});

bool is_jpo_api(std::string_view head);

}  // namespace pignus::registers
