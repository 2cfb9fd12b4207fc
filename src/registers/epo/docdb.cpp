#include "registers/epo/docdb.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/epo/exchange_scan.h"
#include "registers/epo/exchange_tree.h"
#include "registers/epo/xml_tree.h"
#include "registers/format.h"
#include "registers/io/record_cutter.h"
#include "registers/io/xml_text.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kDocument = "exchange-document";
constexpr std::string_view kVersions = "2.5";
constexpr std::size_t kHeadBytes = std::size_t{64} << 10;

/// A source whose first bytes have been looked at.
class PeekedSource : public ByteSource {
 public:
  explicit PeekedSource(ByteSource& source) : source_(source) {}

  Status peek() {
    head_.resize(kHeadBytes);
    std::size_t filled = 0;
    while (filled < kHeadBytes) {
      PIGNUS_ASSIGN(const std::size_t count,
                    source_.read(head_.data() + filled, kHeadBytes - filled));
      if (count == 0) break;
      filled += count;
    }
    head_.resize(filled);
    return {};
  }
  std::string_view head() const { return head_; }
  SourceBounds bounds() const override { return source_.bounds(); }
  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    if (at_ == head_.size()) return source_.read(buffer, capacity);
    const std::size_t count = std::min(capacity, head_.size() - at_);
    std::copy_n(head_.data() + at_, count, buffer);
    at_ += count;
    return count;
  }

 private:
  ByteSource& source_;
  std::string head_;
  std::size_t at_ = 0;
};

/// What the file says of itself before its first document.
struct Header {
  std::string root = std::string(kDocument);  ///< qualified as in this file
  std::string version;
  std::string exchanged;
};

std::string attribute_in(std::string_view tag, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  const std::size_t at = tag.find(wanted);
  if (at == std::string_view::npos || at + wanted.size() >= tag.size()) return "";
  const std::size_t open = at + wanted.size();
  const std::size_t close = tag.find(tag[open], open + 1);
  if ((tag[open] != '"' && tag[open] != '\'') || close == std::string_view::npos) return "";
  std::string value(tag.substr(open + 1, close - open - 1));
  // It goes into messages, and no record's check has seen it.
  const bool sound =
      value.find('\0') == std::string::npos && first_invalid_utf8(value) == std::string::npos;
  return sound ? value : "";
}

Header header_of(std::string_view head) {
  Header header;
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    const std::string_view tag = head.substr(at + 1, head.find('>', at) - at - 1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    const std::size_t colon = name.find(':');
    const std::string_view local = colon == std::string_view::npos ? name : name.substr(colon + 1);
    if (local == "exchange-documents") {
      header.version = attribute_in(tag, "dtd-version");
      header.exchanged = attribute_in(tag, "date-of-exchange");
    } else if (local == kDocument && name.find('\0') == std::string_view::npos) {
      header.root = std::string(name);
      break;
    }
  }
  return header;
}

/// Hands problems and facts on, and remembers when the caller wants no more.
class Delivery {
 public:
  explicit Delivery(const FactSink& sink) : sink_(sink) {}

  void record(const CutRecord& cut, Result<ExchangeFacts> parsed) {
    if (!parsed) return problem(cut, std::move(parsed.error()));
    for (Fact& fact : parsed->facts) go_on_ = go_on_ && sink_.on_fact(std::move(fact));
    for (Error& error : parsed->unread) problem(cut, std::move(error));
  }
  bool go_on() const { return go_on_; }

 private:
  void problem(const CutRecord& cut, Error error) {
    go_on_ = go_on_ && sink_.on_problem(Problem{std::move(error), sha256_hex(cut.text)});
  }

  const FactSink& sink_;
  bool go_on_ = true;
};

}  // namespace

Result<ExchangeFacts> parse_docdb_document(std::string_view text, bool plain, const Where& where,
                                           std::string_view exchanged, ExchangeParts& parts) {
  PIGNUS_TRY(xml::sound_text(text, where));
  std::string cleaned;
  if (!plain) {
    auto clean = plain_markup(text, 2 * text.size());
    if (!clean) {
      clean.error().where = where;
      return fail(std::move(clean.error()));
    }
    cleaned = std::move(*clean);
    text = cleaned;
  }
  if (auto scanned = scan_exchange_document(text, parts); !scanned) {
    scanned.error().where = where;
    return fail(std::move(scanned.error()));
  }
  return facts_of(parts, where, exchanged);
}

Result<ExchangeFacts> parse_docdb_document_whole(std::string_view text, const Where& where,
                                                 std::string_view exchanged) {
  pugi::xml_document document;
  PIGNUS_TRY(xml::load_xml(document, text, where, kRawXml, xml::XmlDepth::kAny));
  ExchangeParts parts;
  exchange_parts_of(document.document_element(), parts);
  return facts_of(parts, where, exchanged);
}

Status read_docdb(ByteSource& source, std::string_view file, const FactSink& sink,
                  const DocdbLimits& limits) {
  PeekedSource peeked(source);
  PIGNUS_TRY(peeked.peek());
  const Header header = header_of(peeked.head());
  Where where{.file = std::string(file), .record = 0, .field = ""};
  if (!header.version.empty() && !header.version.starts_with(kVersions) &&
      !report_new_version(sink, file, header.version, kVersions)) {
    return fail(ErrorCode::kCancelled, "stopped by the caller", where);
  }
  RecordCutter cutter(
      peeked, std::string(file), {header.root},
      {.record_bytes_max = limits.record_bytes_max, .gap_bytes_max = limits.gap_bytes_max});
  Delivery delivery(sink);
  ExchangeParts parts;
  while (true) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) return {};
    where.record = cut->number;
    delivery.record(*cut, cut->problem ? Result<ExchangeFacts>(fail(*cut->problem))
                                       : parse_docdb_document(cut->text, cut->plain, where,
                                                              header.exchanged, parts));
    if (!delivery.go_on()) return fail(ErrorCode::kCancelled, "stopped by the caller", where);
  }
}

}  // namespace pignus::registers
