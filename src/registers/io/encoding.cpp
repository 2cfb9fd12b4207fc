#include "registers/io/encoding.h"

#include <algorithm>
#include <array>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kNameBytesMax = 40;
constexpr std::size_t kPiece = std::size_t{64} << 10;
constexpr std::size_t kPrologBytesMax = 256;

// Supersets that files in fact use under the name of the smaller set.
constexpr std::array<std::pair<std::string_view, const char*>, 9> kSupersets{{
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"ks_c_5601-1987", "windows-949"},
    {"iso-8859-1", "windows-1252"},
}};

std::string icu_name(std::string_view encoding) {
  const std::string lower = ascii_lower(encoding);
  const auto* const known =
      std::ranges::find(kSupersets, lower, [](const auto& row) { return row.first; });
  return known == kSupersets.end() ? std::string(encoding) : std::string(known->second);
}

/// U+FFFD for what is no character, counted. (ICU's own callback writes U+001A for some of it.)
void substitute(const void* context, UConverterToUnicodeArgs* arguments, const char* /*bytes*/,
                std::int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;
  ++*static_cast<std::uint64_t*>(const_cast<void*>(context));  // NOLINT: ICU's signature
  *error = U_ZERO_ERROR;
  constexpr char16_t kReplacement = 0xfffd;
  ucnv_cbToUWriteUChars(arguments, &kReplacement, 1, 0, error);
}

/// Bytes of one encoding to UTF-8, in pieces of any size.
class Converter {
 public:
  static Result<std::unique_ptr<Converter>> open(std::string_view encoding) {
    const auto unknown = [&] {
      return fail(ErrorCode::kUnsupported,
                  "no such encoding is known: " + in_quotes(encoding, kNameBytesMax),
                  Where{.file = "", .record = 0, .field = "encoding"});
    };
    const bool plain = std::ranges::all_of(encoding, [](char c) { return c > ' ' && c < 0x7f; });
    if (encoding.empty() || encoding.size() > kNameBytesMax || !plain ||
        encoding.find(',') != std::string_view::npos) {
      return unknown();
    }
    auto one = std::unique_ptr<Converter>(new Converter);
    UErrorCode error = U_ZERO_ERROR;
    one->from_ = ucnv_open(icu_name(encoding).c_str(), &error);
    if (U_FAILURE(error) != 0) return unknown();
    one->to_ = ucnv_open("UTF-8", &error);
    if (U_FAILURE(error) == 0) {
      ucnv_setToUCallBack(one->from_, substitute, &one->replaced_, nullptr, nullptr, &error);
    }
    if (U_FAILURE(error) != 0) return unknown();
    return one;
  }
  ~Converter() {
    if (from_ != nullptr) ucnv_close(from_);
    if (to_ != nullptr) ucnv_close(to_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// Appends; `last` flushes what was cut short.
  Status convert(std::string_view bytes, bool last, std::string& out) {
    const char* source = bytes.data();
    const char* const end = bytes.data() + bytes.size();
    std::array<char, 16384> piece{};
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
      error = U_ZERO_ERROR;
      char* target = piece.data();
      ucnv_convertEx(to_, from_, &target, piece.data() + piece.size(), &source, end, pivot_.data(),
                     &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(),
                     static_cast<UBool>(first_), static_cast<UBool>(last), &error);
      first_ = false;
      out.append(piece.data(), target);
    }
    if (U_FAILURE(error) != 0) {
      return fail(ErrorCode::kInvalidInput,
                  std::string("the text cannot be converted: ") + u_errorName(error),
                  Where{.file = "", .record = 0, .field = "encoding"});
    }
    return {};
  }
  std::uint64_t replaced() const { return replaced_; }

 private:
  Converter() = default;

  UConverter* from_ = nullptr;
  UConverter* to_ = nullptr;
  std::array<char16_t, 8192> pivot_{};
  char16_t* pivot_source_ = pivot_.data();
  char16_t* pivot_target_ = pivot_.data();
  std::uint64_t replaced_ = 0;
  bool first_ = true;
};

/// Where the pseudo-attribute `encoding="…"` stands in a prolog, with its quotes.
struct Declaration {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
  std::string_view value;
};
Declaration declaration_in(std::string_view prolog) {
  const std::size_t key = prolog.find("encoding");
  if (key == std::string_view::npos) return {};
  std::size_t at = prolog.find_first_not_of(" \t\r\n", key + 8);
  if (at == std::string_view::npos || prolog[at] != '=') return {};
  at = prolog.find_first_not_of(" \t\r\n", at + 1);
  if (at == std::string_view::npos || (prolog[at] != '"' && prolog[at] != '\'')) return {};
  const std::size_t close = prolog.find(prolog[at], at + 1);
  if (close == std::string_view::npos) return {};
  return {key, close + 1, prolog.substr(at + 1, close - at - 1)};
}

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

bool is_utf8_name(std::string_view encoding) {
  const std::string lower = ascii_lower(encoding);
  return lower.empty() || lower == "utf-8" || lower == "utf8" || lower == "us-ascii" ||
         lower == "ascii";
}

}  // namespace

std::string_view declared_encoding(std::string_view head) {
  head = without_mark(head);
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || !head.substr(start).starts_with("<?xml")) return {};
  head.remove_prefix(start);
  return declaration_in(head.substr(0, head.find("?>"))).value;
}

std::string_view marked_encoding(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\xef\xbb\xbf")) return "UTF-8";
  if (head.starts_with("\xff\xfe"sv) || head.starts_with("<\0"sv)) return "UTF-16LE";
  if (head.starts_with("\xfe\xff"sv) || head.starts_with("\0<"sv)) return "UTF-16BE";
  return {};
}

Result<Utf8Text> to_utf8(std::string_view bytes, std::string_view encoding, std::size_t bytes_max) {
  PIGNUS_ASSIGN(const auto converter, Converter::open(encoding));
  Utf8Text out;
  out.encoding = std::string(encoding);
  do {
    const std::string_view piece = bytes.substr(0, kPiece);
    bytes.remove_prefix(piece.size());
    PIGNUS_TRY(converter->convert(piece, bytes.empty(), out.text));
    if (out.text.size() > bytes_max) {
      return fail(ErrorCode::kLimitExceeded,
                  "longer than " + std::to_string(bytes_max) + " bytes as UTF-8");
    }
  } while (!bytes.empty());
  if (out.text.starts_with("\xef\xbb\xbf")) out.text.erase(0, 3);
  out.replaced = converter->replaced();
  return out;
}

Result<Utf8Text> text_to_utf8(std::string_view bytes, std::string_view fallback,
                              std::size_t bytes_max) {
  if (bytes.size() > bytes_max) {
    return fail(ErrorCode::kLimitExceeded, "longer than " + std::to_string(bytes_max) + " bytes");
  }
  const std::string_view mark = marked_encoding(bytes);
  if (mark.starts_with("UTF-16")) return to_utf8(bytes, mark, bytes_max);
  const std::string_view text = without_mark(bytes);
  const std::size_t invalid = first_invalid_utf8(text);
  if (invalid == std::string_view::npos) return Utf8Text{.text = std::string(text)};
  // The last bytes may be the beginning of a character that a cut took the rest of.
  const bool cut_short =
      invalid > 0 && text.size() - invalid < 4 &&
      static_cast<unsigned char>(text[invalid]) >= 0xc2 &&
      first_invalid_utf8(text.substr(0, invalid)) == std::string_view::npos &&
      std::ranges::any_of(text.substr(0, invalid), [](char c) { return (c & 0x80) != 0; });
  if (mark == "UTF-8" || cut_short) {
    Utf8Text out{.text = valid_utf8(text)};
    out.replaced = 1;
    return out;
  }
  return to_utf8(bytes, fallback, bytes_max);
}

std::string sniffable_head(std::string_view head) {
  const std::string_view mark = marked_encoding(head);
  if (!mark.starts_with("UTF-16")) return std::string(without_mark(head));
  auto text = to_utf8(head, mark, 4 * head.size());
  return text ? std::move(text->text) : std::string();
}

struct Utf8Source::Conversion {
  std::unique_ptr<Converter> converter;
  std::string encoding;
  std::string pending;  ///< converted, its prologs not yet looked at
};

Utf8Source::Utf8Source(ByteSource& source) : source_(source) {}
Utf8Source::~Utf8Source() = default;

std::uint64_t Utf8Source::replaced() const {
  return conversion_ ? conversion_->converter->replaced() : 0;
}
std::string_view Utf8Source::encoding() const {
  return conversion_ ? std::string_view(conversion_->encoding) : std::string_view();
}

Status Utf8Source::begin() {
  begun_ = true;
  std::string head(1024, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source_.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  std::string_view encoding = marked_encoding(head);
  if (encoding.empty()) encoding = declared_encoding(head);
  if (is_utf8_name(encoding)) {
    ready_ = std::move(head);
    return {};
  }
  conversion_ = std::make_unique<Conversion>();
  conversion_->encoding = encoding;
  PIGNUS_ASSIGN(conversion_->converter, Converter::open(encoding));
  PIGNUS_TRY(conversion_->converter->convert(head, false, conversion_->pending));
  if (conversion_->pending.starts_with("\xef\xbb\xbf")) conversion_->pending.erase(0, 3);
  return {};
}

namespace {

/// Moves from `pending` to `ready` what is sure to hold no cut prolog, declarations blanked.
void pass_prologs(std::string& pending, bool last, std::string& ready) {
  constexpr std::string_view kOpen = "<?xml";
  std::size_t safe = 0;
  for (;;) {
    const std::size_t at = pending.find(kOpen, safe);
    if (at == std::string::npos) break;
    const std::size_t end = pending.find("?>", at);
    if (end == std::string::npos || end - at > kPrologBytesMax) {
      if (!last && pending.size() - at <= kPrologBytesMax) {
        ready.append(pending, 0, at);
        pending.erase(0, at);
        return;
      }
      safe = at + kOpen.size();
      continue;
    }
    const auto found = declaration_in(std::string_view(pending).substr(at, end - at));
    if (found.begin != std::string_view::npos) {
      std::fill_n(pending.begin() + static_cast<std::ptrdiff_t>(at + found.begin),
                  found.end - found.begin, ' ');
    }
    safe = end;
  }
  const std::size_t keep = last ? 0 : std::min(kOpen.size() - 1, pending.size() - safe);
  ready.append(pending, 0, pending.size() - keep);
  pending.erase(0, pending.size() - keep);
}

}  // namespace

Status Utf8Source::refill() {
  ready_.clear();
  given_ = 0;
  if (conversion_ == nullptr) return {};
  std::string bytes(kPiece, '\0');
  while (ready_.empty() && !ended_) {
    PIGNUS_ASSIGN(const std::size_t got, source_.read(bytes.data(), bytes.size()));
    ended_ = got == 0;
    PIGNUS_TRY(conversion_->converter->convert(std::string_view(bytes).substr(0, got), ended_,
                                               conversion_->pending));
    pass_prologs(conversion_->pending, ended_, ready_);
  }
  return {};
}

Result<std::size_t> Utf8Source::read(char* buffer, std::size_t capacity) {
  if (capacity == 0) return 0;
  if (!begun_) PIGNUS_TRY(begin());
  if (given_ == ready_.size()) PIGNUS_TRY(refill());
  if (given_ == ready_.size()) {
    if (conversion_ != nullptr) return 0;
    return source_.read(buffer, capacity);
  }
  const std::size_t count = std::min(capacity, ready_.size() - given_);
  std::copy_n(ready_.data() + given_, count, buffer);
  given_ += count;
  return count;
}

}  // namespace pignus::registers
