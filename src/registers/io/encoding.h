// Old encodings made UTF-8 before any reader sees the bytes: Shift_JIS and EUC-JP of Japan,
// GB18030 of China, Big5, EUC-KR, the Windows code pages, UTF-16. ICU knows the tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

/// The encoding that the prolog of an XML text declares, as written; "" where it declares none.
/// `head`: the first bytes, in any encoding whose ASCII characters are those of ASCII.
std::string_view declared_encoding(std::string_view head);

/// "UTF-16LE" or "UTF-16BE" by byte-order mark or by the zeros of "<?"; "UTF-8" by its mark; ""
/// else.
std::string_view marked_encoding(std::string_view head);

/// Converted text, and what of it could not be.
struct Utf8Text {
  std::string text;                ///< valid UTF-8, without byte-order mark
  std::uint64_t replaced = 0;      ///< sequences with no character in the encoding, now U+FFFD
  std::string encoding = "UTF-8";  ///< what it was
};

/// The whole of `bytes` from `encoding` (a name as XML and HTTP write it, at most 40 bytes).
/// kUnsupported for an encoding ICU does not know, kLimitExceeded when the text would pass
/// `bytes_max`.
[[nodiscard]] Result<Utf8Text> to_utf8(std::string_view bytes, std::string_view encoding,
                                       std::size_t bytes_max);

/// Plain text that declares nothing: by its byte-order mark; UTF-8 where it is valid UTF-8 (a last
/// character cut short is let pass); else `fallback`, the encoding of its country ("GB18030").
[[nodiscard]] Result<Utf8Text> text_to_utf8(std::string_view bytes, std::string_view fallback,
                                            std::size_t bytes_max);

/// The first bytes of an XML file as something a format can be told from: UTF-16 converted, all
/// else as it is.
std::string sniffable_head(std::string_view head);

/// An XML stream as UTF-8, whatever its prolog declares; the declaration of another encoding is
/// blanked out of each prolog, since it is no longer true. UTF-8 passes through untouched. The
/// first document of a stream decides for all.
class Utf8Source : public ByteSource {
 public:
  explicit Utf8Source(ByteSource& source);
  ~Utf8Source() override;
  Utf8Source(const Utf8Source&) = delete;
  Utf8Source& operator=(const Utf8Source&) = delete;

  /// kUnsupported for an encoding that is not known.
  [[nodiscard]] Result<std::size_t> read(char* buffer, std::size_t capacity) override;
  SourceBounds bounds() const override { return source_.bounds(); }

  /// Sequences replaced by U+FFFD so far: the caller reports them.
  std::uint64_t replaced() const;
  /// The encoding converted from; "" where the stream passes through.
  std::string_view encoding() const;

 private:
  struct Conversion;
  Status begin();
  Status refill();

  ByteSource& source_;
  std::string ready_;  ///< bytes to hand out
  std::size_t given_ = 0;
  bool begun_ = false;
  bool ended_ = false;
  std::unique_ptr<Conversion> conversion_;  ///< nullptr: passes through
};

}  // namespace pignus::registers
