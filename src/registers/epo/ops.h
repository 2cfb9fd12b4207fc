// Answers of the EPO's Open Patent Services, XML (OPS 3.0 to 3.2): bibliography, search, abstract,
// full cycle, family with bibliography or legal events, legal events, equivalents, claims,
// description, number service, full-text inquiry, classification, and the service's faults.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct OpsLimits {
  std::size_t bytes_max = std::size_t{64} << 20;  ///< of an answer; held as a tree
};

/// A document of the answer or a member of a family is a record, in order.
/// - Exchange documents give RightRecords (exchange_record.h).
/// - A family gives a RightRecord for each member, with the others as its family, and a LegalEvent
///   for each legal event (ops_legal.h). Where the answer names the patent granted on a US
///   application, its publication goes by the patent's number too.
/// - Claims give a record with their count, equivalents one with its family; both answers tell no
///   day, so these records are undated (exchange_record.h).
/// - Every other answer gives no facts and one problem that says what it is; a fault's problem
///   carries the service's words.
[[nodiscard]] Status read_ops(ByteSource& source, std::string_view file, const FactSink& sink,
                              const OpsLimits& limits = {});

/// OPS answers as JSON, and lists that client programs make of answers: recognised, not read; one
/// problem says so.
[[nodiscard]] Status read_ops_json(ByteSource& source, std::string_view file, const FactSink& sink);

}  // namespace pignus::registers
