#include "registers/wipo/st96.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/sha256.h"
#include "registers/format.h"
#include "registers/io/byte_sources.h"
#include "registers/io/record_cutter.h"
#include "registers/io/xml_nodes.h"
#include "registers/io/xml_text.h"
#include "registers/wipo/st96_parts.h"

namespace pignus::registers {
namespace {

using xml::load_xml;
using xml::local_name;

using Yield = bool (*)(pugi::xml_node record, const Source& source, const FactSink& sink);
struct Kind {
  std::string_view element;
  Yield yield;
};
constexpr auto kKinds = std::to_array<Kind>({{"Trademark", wipo::yield_st96_mark},
                                             {"TradeMark", wipo::yield_st66_mark},
                                             {"TransactionData", wipo::yield_st66_transaction},
                                             {"DesignApplication", wipo::yield_st96_design},
                                             {"GIApplication", wipo::yield_st96_indication},
                                             {"PatentPublication", wipo::yield_st96_patent}});
constexpr std::string_view kKnownVersions = "V1 to V9";
constexpr std::size_t kHead = std::size_t{64} << 10;

/// "tmk:Trademark" and the like: each element of the head whose local name is that of a record.
std::vector<std::string> record_names(std::string_view head) {
  std::set<std::string> prefixes{""};
  for (std::size_t at = head.find("xmlns:"); at != std::string_view::npos;
       at = head.find("xmlns:", at + 1)) {
    const std::string_view rest = head.substr(at + 6, 40);
    const std::string prefix(rest.substr(0, rest.find_first_of("= \t\r\n")));
    constexpr std::size_t kPrefixesMax = 40;
    if (!prefix.empty() && prefixes.size() < kPrefixesMax) prefixes.insert(prefix + ":");
  }
  std::vector<std::string> names;
  std::vector<std::string> plain;
  // In ST.66 the applicants stand beside the mark, in ST.96 within it; only there may a transaction
  // hold any number of marks.
  const bool beside = head.find("TradeMarkTransactionBody") != std::string_view::npos;
  for (const Kind& kind : kKinds) {
    const bool transaction = kind.element == "TransactionData";
    if (transaction != beside && (transaction || kind.element == "TradeMark")) continue;
    plain.emplace_back(kind.element);
    for (const std::string& prefix : prefixes) {
      std::string name = prefix + std::string(kind.element);
      if (find_start_tag(head, name) != std::string_view::npos) names.push_back(std::move(name));
    }
  }
  // None within reach: what the prefix does not hide may still come.
  return names.empty() ? plain : names;
}

/// "V6_0" of an attribute st96Version; "" where there is none.
std::string stated_version(std::string_view head) {
  const auto at = head.find("st96Version=");
  if (at == std::string_view::npos || at + 13 >= head.size()) return "";
  const char quote = head[at + 12];
  const auto end = head.find(quote, at + 13);
  return end == std::string_view::npos ? "" : std::string(head.substr(at + 13, end - at - 13));
}

bool known_version(const std::string& version) {
  return version.empty() ||
         (version.size() >= 2 && version[0] == 'V' && version[1] >= '1' && version[1] <= '9' &&
          (version.size() == 2 || std::isdigit(static_cast<unsigned char>(version[2])) == 0));
}

}  // namespace

bool is_wipo_st96(std::string_view head) {
  if (rooted_in(head, {"TrademarkApplication", "DesignApplication", "GIApplication",
                       "PatentPublication", "Trademark", "TrademarkBag", "TrademarkTransaction"})) {
    return true;
  }
  return rooted_in(head, {"Transaction"}) &&
         head.find("TrademarkTransactionBody") != std::string_view::npos;
}

bool is_wipo_st66(std::string_view head) {
  return rooted_in(head, {"TradeMark", "TradeMarkTransaction"}) ||
         (rooted_in(head, {"Transaction"}) &&
          head.find("TradeMarkTransactionBody") != std::string_view::npos);
}

Status read_wipo_st96(ByteSource& source, std::string_view file, const FactSink& sink,
                      const St96Limits& limits) {
  std::string head(kHead, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  const auto stopped = [&](std::uint64_t record) {
    return fail(ErrorCode::kCancelled, "stopped by the caller",
                Where{std::string(file), record, ""});
  };
  const std::string version = stated_version(head);
  if (!known_version(version) && !report_new_version(sink, file, version, kKnownVersions)) {
    return stopped(0);
  }
  PrefixedSource whole(head, source);
  RecordCutter cutter(
      whole, std::string(file), record_names(head),
      {.record_bytes_max = limits.record_bytes_max, .gap_bytes_max = limits.gap_bytes_max});
  bool any = false;
  while (true) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) break;
    any = true;
    const Where where{.file = std::string(file), .record = cut->number, .field = ""};
    pugi::xml_document document;
    Status loaded =
        cut->problem ? Status(fail(*cut->problem)) : load_xml(document, cut->text, where);
    bool go_on = true;
    if (!loaded) {
      go_on = sink.on_problem({std::move(loaded.error()), sha256_hex(cut->text)});
    } else {
      const Source place{
          .file = std::string(file), .sha256 = "", .record = cut->number, .origin = ""};
      const auto* const kind = std::ranges::find(kKinds, local_name(cut->root), &Kind::element);
      go_on = kind == kKinds.end() || kind->yield(document.document_element(), place, sink);
    }
    if (!go_on) return stopped(cut->number);
  }
  if (!any) {
    return fail(ErrorCode::kUnsupported, "no trademark, design, indication or patent within",
                Where{std::string(file), 0, ""});
  }
  return {};
}

}  // namespace pignus::registers
