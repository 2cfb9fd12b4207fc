// Cuts a Solr XML answer into its `<doc>` elements without holding more than one of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

class SolrDocuments {
 public:
  SolrDocuments(ByteSource& source, std::size_t record_bytes_max)
      : source_(&source),
        record_bytes_max_(
            std::min<std::size_t>(record_bytes_max, source.bounds().record_bytes_max)) {}

  /// The next `<doc>…</doc>`, valid until the next call; nullopt at the end. kInvalidInput when the
  /// file ends inside a record, kLimitExceeded when a record is longer than the bound.
  [[nodiscard]] Result<std::optional<std::string_view>> next();

  /// Text before the first record, at most 64 KiB of it: the answer's header.
  std::string_view header() const { return header_; }
  /// Whether `</response>` was seen after the last record.
  bool closed() const { return closed_; }

 private:
  [[nodiscard]] Result<bool> fill();
  void skip(std::size_t bytes);

  ByteSource* source_;
  std::size_t record_bytes_max_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::string header_;
  bool in_header_ = true;
  bool closed_ = false;
};

}  // namespace pignus::registers
