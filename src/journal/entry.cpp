#include "journal/entry.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "core/check.h"
#include "journal/canonical_text.h"
#include "journal/hashing.h"

namespace pignus::journal {
namespace {

constexpr std::size_t kNameBytesMax = 100;

/// A number from 1, as canonical JSON writes it; numbers beyond 2^63 are none.
std::optional<std::uint64_t> take_number(CanonicalText& walk) {
  const std::string_view rest = walk.rest();
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const std::string_view digits = rest.substr(0, static_cast<std::size_t>(end - rest.data()));
  if (error != std::errc{} || digits.starts_with('0') || number > INT64_MAX) return std::nullopt;
  walk.take(digits);
  return number;
}

}  // namespace

bool is_stream_name(std::string_view name) {
  const auto is_of_names = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
           c == '/';
  };
  return !name.empty() && name.size() <= kNameBytesMax &&
         std::all_of(name.begin(), name.end(), is_of_names);
}

std::string entry_text(std::string_view stream, std::uint64_t number, std::string_view previous,
                       std::string_view kind, const Json& body) {
  PIGNUS_CHECK(is_stream_name(stream) && is_stream_name(kind));
  // In the order of the keys; names and hashes need no escapes.
  return fmt::format(R"({{"body":{},"kind":"{}","number":{},"previous":"{}","stream":"{}"}})",
                     canonical_json(body), kind, number, previous, stream);
}

std::optional<EntryParts> read_entry(std::string_view text) {
  if (text.size() > kEntryBytesMax) return std::nullopt;
  CanonicalText walk(text);
  EntryParts parts;
  if (!walk.take(R"({"body":)")) return std::nullopt;
  const std::size_t begin = walk.position();
  if (!walk.take_value()) return std::nullopt;
  parts.body = text.substr(begin, walk.position() - begin);
  if (!walk.take(R"(,"kind":)") || !walk.take_string(parts.kind) || !walk.take(R"(,"number":)")) {
    return std::nullopt;
  }
  const auto number = take_number(walk);
  if (!number) return std::nullopt;
  parts.number = *number;
  if (!walk.take(R"(,"previous":)") || !walk.take_string(parts.previous) ||
      !walk.take(R"(,"stream":)") || !walk.take_string(parts.stream) || walk.rest() != "}") {
    return std::nullopt;
  }
  if (!is_stream_name(parts.stream) || !is_stream_name(parts.kind)) return std::nullopt;
  return parts;
}

Error broken_entry(const std::string& file, std::string_view stream, std::uint64_t number,
                   std::string_view why) {
  return {ErrorCode::kCorrupt,
          fmt::format("journal stream \"{}\", entry {}: {}", stream, number, why),
          {file, number, ""}};
}

Result<EntryParts> Chain::take(std::uint64_t number, std::string_view text,
                               std::optional<std::string_view> hash) {
  const auto broken = [&](std::uint64_t at, std::string_view why) {
    return fail(broken_entry(file_, stream_, at, why));
  };
  if (number != size() + 1) {
    return broken(size() + 1, number > size() ? "is missing" : "is there twice");
  }
  const Sha256Digest digest = digest_of({text});
  std::string head = hex(digest);
  if (hash && *hash != head) return broken(number, "was changed");
  const auto parts = read_entry(text);
  if (!parts) return broken(number, "cannot be read");
  if (parts->stream != stream_ || parts->number != number || parts->previous != head_) {
    return broken(number, "does not follow the entry before it");
  }
  tree_.add(bytes_of(digest));
  head_ = std::move(head);
  return *parts;
}

}  // namespace pignus::journal
