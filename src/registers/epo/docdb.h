// DOCDB exchange documents, the EPO's master file of the world's patent publications: yearly back
// files and weekly front files, and single documents cut out of them. Schema versions 2.5.x.
//
// Speed: a record is cut out of the stream and scanned once, in place, for what facts are made of;
// no tree is built (exchange_scan.h). The parse of the tree is kept as the oracle of the tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/epo/exchange_record.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct DocdbLimits {
  std::uint64_t record_bytes_max = std::uint64_t{64} << 20;
  std::uint64_t gap_bytes_max = std::uint64_t{512} << 20;
};

/// Yields one RightRecord or Retraction a document (exchange_record.h), in the order of the file. A
/// document that cannot be read (cut off, not UTF-8, malformed, of no right that can be told) is a
/// Problem; a lesser field that cannot be read is a Problem too, and the record is still yielded.
/// Memory: about twice the largest record, whatever the size of the file.
[[nodiscard]] Status read_docdb(ByteSource& source, std::string_view file, const FactSink& sink,
                                const DocdbLimits& limits = {});

/// One document, from "<exchange-document" to its end tag. `plain` as in CutRecord. `parts` is the
/// scratch of the scan.
[[nodiscard]] Result<ExchangeFacts> parse_docdb_document(std::string_view text, bool plain,
                                                         const Where& where,
                                                         std::string_view exchanged,
                                                         ExchangeParts& parts);
/// The same by a tree of the whole document: slow and obvious, the oracle of the tests.
[[nodiscard]] Result<ExchangeFacts> parse_docdb_document_whole(std::string_view text,
                                                               const Where& where,
                                                               std::string_view exchanged);

}  // namespace pignus::registers
