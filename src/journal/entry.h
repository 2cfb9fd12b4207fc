// One entry of the journal, and the chain of a stream.
//
// An entry is the canonical JSON of {"body","kind","number","previous","stream"}: numbers count
// from 1, `previous` is the hash of the entry before ("" for the first), the hash is SHA-256 of the
// entry's bytes, in lower-case hex. The stream's Merkle tree has the 32 bytes of each hash as leaf.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"
#include "journal/merkle.h"

namespace pignus::journal {

inline constexpr std::size_t kEntryBytesMax = 64U << 20;

/// 1 to 100 lower-case letters, digits and ". _ - /".
bool is_stream_name(std::string_view name);
/// The bytes of an entry. `stream` and `kind` must be names as above.
std::string entry_text(std::string_view stream, std::uint64_t number, std::string_view previous,
                       std::string_view kind, const Json& body);

/// What an entry says; the views are into its text.
struct EntryParts {
  std::string_view body;  ///< canonical JSON
  std::string_view kind;
  std::uint64_t number = 0;
  std::string_view previous;
  std::string_view stream;
};
/// Nothing where the text is no entry in canonical form.
std::optional<EntryParts> read_entry(std::string_view text);

/// kCorrupt: 'journal stream "imports", entry 3: why'.
Error broken_entry(const std::string& file, std::string_view stream, std::uint64_t number,
                   std::string_view why);

/// The entries of one stream, taken in order and held against their chain.
class Chain {
 public:
  /// `file` names the journal in errors.
  Chain(std::string stream, std::string file)
      : stream_(std::move(stream)), file_(std::move(file)) {}

  /// The next entry; `hash` is what is kept beside it, where something is. kCorrupt, naming the
  /// entry, when it was changed, is missing or does not follow the one before.
  [[nodiscard]] Result<EntryParts> take(std::uint64_t number, std::string_view text,
                                        std::optional<std::string_view> hash);
  const std::string& stream() const { return stream_; }
  std::uint64_t size() const { return tree_.size(); }
  const std::string& head() const { return head_; }  ///< hash of the last entry, "" of none
  Sha256Digest root() const { return tree_.root(); }

 private:
  std::string stream_;
  std::string file_;
  std::string head_;
  MerkleTree tree_;
};

}  // namespace pignus::journal
