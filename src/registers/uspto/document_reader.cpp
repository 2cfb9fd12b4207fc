#include "registers/uspto/document_reader.h"

#include <utility>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/io/byte_sources.h"
#include "registers/io/xml_nodes.h"
#include "registers/io/xml_text.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kHeadBytes = 4096;

Result<std::string> first_bytes(ByteSource& source) {
  std::string head(kHeadBytes, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  return head;
}

/// False: the caller wants no more.
bool deliver(const CutRecord& cut, Result<ParsedGrant> parsed, const FactSink& sink) {
  const auto problem = [&](Error error) {
    return sink.on_problem(Problem{std::move(error), sha256_hex(cut.text)});
  };
  if (!parsed) return problem(std::move(parsed.error()));
  if (!sink.on_fact(Fact(std::move(parsed->record)))) return false;
  for (Error& error : parsed->unread) {
    if (!problem(std::move(error))) return false;
  }
  return true;
}

}  // namespace

Status read_documents(ByteSource& source, std::string_view file, const FactSink& sink,
                      DocumentFormat format, const GrantLimits& limits) {
  PIGNUS_ASSIGN(const std::string head, first_bytes(source));
  PrefixedSource whole(head, source);
  RecordCutter cutter(
      whole, std::string(file), std::move(format.roots),
      {.record_bytes_max = limits.record_bytes_max, .gap_bytes_max = limits.gap_bytes_max});
  bool go_on = format.versions.see(doctype_version(head), file, sink);
  while (go_on) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) return {};
    const Where where{.file = std::string(file), .record = cut->number, .field = ""};
    if (!format.version_attribute.empty()) {
      go_on =
          format.versions.see(attribute_version(cut->text, format.version_attribute), file, sink);
    }
    go_on = go_on && deliver(*cut,
                             cut->problem ? Result<ParsedGrant>(fail(*cut->problem))
                                          : format.parse(cut->text, cut->plain, where, limits),
                             sink);
  }
  return fail(ErrorCode::kCancelled, "stopped by the caller",
              Where{.file = std::string(file), .record = 0, .field = ""});
}

Result<std::string_view> plain_document(std::string_view text, bool plain, const Where& where,
                                        const GrantLimits& limits, std::string& held) {
  PIGNUS_TRY(xml::utf8_text(text, where));
  if (plain) return text;
  auto clean = plain_markup(text, 2 * limits.record_bytes_max);
  if (!clean) {
    clean.error().where = where;
    return fail(std::move(clean.error()));
  }
  held = std::move(*clean);
  return std::string_view(held);
}

}  // namespace pignus::registers
