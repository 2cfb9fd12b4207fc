#include "registers/trademark/us_daily.h"

#include <string>
#include <utility>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/format.h"
#include "registers/io/byte_sources.h"
#include "registers/io/record_cutter.h"
#include "registers/io/xml_tree.h"
#include "registers/trademark/mark_case.h"

namespace pignus::registers {
namespace {

constexpr std::string_view kKnownVersion = "2.0";
constexpr std::size_t kDepthMax = 200;  // the walk below recurses

/// `visit(found)` for each element of that name below; does not look within what it found.
template <typename Visit>
void each_below(XmlNode node, std::string_view name, const Visit& visit) {
  for (const XmlNode child : node.children()) {
    if (child.name() == name) {
      visit(child);
    } else {
      each_below(child, name, visit);
    }
  }
}

/// "T" flags of the header: most of a file's text, and nearly all of them false.
void read_flag(std::string_view name, std::string_view value, std::string& flags,
               std::string& kind) {
  if (trim(value) != "T") return;
  constexpr std::size_t kEnding = 3;  // "-in"
  const std::string flag(name.substr(0, name.size() - kEnding));
  flags += (flags.empty() ? "" : " ") + flag;
  if (!flag.ends_with("mark")) return;  // "trademark", "collective-membership-mark", …
  kind += kind.empty() ? "" : ", ";
  for (const char c : flag) kind += c == '-' ? ' ' : c;
}

/// "abandonment-date", "cancellation-date", "renewal-date", "republished-12c-date", …
void keep_other(std::string_view name, const std::string& text, MarkCase& mark) {
  if (!name.ends_with("-date") && name != "cancellation-code") return;
  std::string detail(name);
  for (char& c : detail) c = c == '-' ? '_' : c;
  const auto day = RegisterDate::parse(text);
  const std::string written = day ? day->text() : text;
  if (!written.empty()) mark.details[detail] = written;
}

void read_header(XmlNode header, MarkCase& mark) {
  std::string flags;
  std::string kind;
  for (const auto node : header.children()) {
    const std::string_view name = node.name();
    if (name.ends_with("-in")) {
      read_flag(name, node.raw(), flags, kind);
      continue;
    }
    std::string text = node.text();
    if (text.empty()) continue;
    if (name == "filing-date") {
      mark.filing_date = std::move(text);
    } else if (name == "registration-date") {
      mark.registration_date = std::move(text);
    } else if (name == "status-code") {
      mark.status_code = std::move(text);
    } else if (name == "status-date") {
      mark.status_date = std::move(text);
    } else if (name == "mark-identification") {
      mark.title = std::move(text);
    } else if (name == "published-for-opposition-date") {
      mark.publication_date = std::move(text);
    } else if (name == "mark-drawing-code") {
      mark.details["mark_drawing"] = std::move(text);
    } else {
      keep_other(name, text, mark);
    }
  }
  if (!flags.empty()) mark.details["flags"] = flags;
  if (!kind.empty()) mark.details["mark_kind"] = kind;
}

void read_statements(XmlNode statements, MarkCase& mark) {
  for (const XmlNode statement : statements.children("case-file-statement")) {
    const std::string type = statement.text("type-code");
    const std::string text = statement.text("text");
    if (text.empty()) continue;
    constexpr std::size_t kClassEnd = 5;  // "GS" and three characters of class, then a counter
    if (type.starts_with("GS") && type.size() >= kClassEnd) {
      mark.classes.push_back({type.substr(2, 3), text, "", ""});
      continue;
    }
    std::string& kept =
        mark.details[type.starts_with("DM") ? "mark_description" : "statement." + type];
    kept += (kept.empty() ? "" : " ") + text;
  }
}

void read_events(XmlNode events, MarkCase& mark) {
  for (const XmlNode event : events.children("case-file-event-statement")) {
    mark.events.push_back({event.text("code"), event.text("type"), event.text("date"),
                           event.text("description-text"), ""});
  }
}

void read_classes(XmlNode classifications, MarkCase& mark) {
  for (const XmlNode one : classifications.children("classification")) {
    MarkClass row;
    row.first_use = one.text("first-use-anywhere-date");
    row.first_use_in_commerce = one.text("first-use-in-commerce-date");
    bool any = false;
    for (const XmlNode code : one.children("international-code")) {
      row.number = code.text();
      mark.classes.push_back(row);
      any = true;
    }
    if (!any) {
      row.number = one.text("primary-code");
      if (!row.number.empty()) mark.classes.push_back(row);
    }
  }
}

void read_owners(XmlNode owners, MarkCase& mark) {
  for (const XmlNode owner : owners.children("case-file-owner")) {
    MarkOwner one;
    one.name = owner.text("party-name");
    one.country = owner.text("country");
    if (one.country.empty()) one.country = owner.child("nationality").text("country");
    // A US address gives its state and leaves the country out.
    if (one.country.empty() && owner.child("state")) one.country = "US";
    if (one.country.size() != 2) one.country.clear();
    const std::string type = owner.text("party-type");
    one.party_type = type.size() <= 4 ? std::atoi(type.c_str()) : 0;  // NOLINT: 0 where it is none
    mark.owners.push_back(std::move(one));
  }
}

void read_foreign(XmlNode foreign, MarkCase& mark) {
  for (const XmlNode one : foreign.children("foreign-application")) {
    const std::string country = one.text("country");
    for (const char* name : {"application-number", "registration-number"}) {
      const std::string number = one.text(name);
      if (!number.empty() && country.size() == 2) mark.family.push_back(country + number);
    }
    if (one.text("foreign-priority-claim-in") == "T") {
      const std::string day = one.text("filing-date");
      if (!day.empty() && (mark.priority_date.empty() || day < mark.priority_date)) {
        mark.priority_date = day;
      }
    }
  }
}

void read_international(XmlNode mark_file, MarkCase& mark) {
  const auto own = mark_file.child("international-registration");
  const auto keep = [&](XmlNode from, const char* name, const std::string& detail) {
    const std::string text = from.text(name);
    if (text.find_first_not_of('0') != std::string::npos) mark.details[detail] = text;
  };
  keep(own, "international-registration-number", "international_registration");
  keep(own, "international-registration-date", "international_registration_date");
  keep(own, "international-renewal-date", "international_renewal_date");
  keep(own, "international-death-date", "international_death_date");
  keep(own, "international-status-code", "international_status_code");
  if (own.text("priority-claimed-in") == "T") {
    mark.priority_date = own.text("priority-claimed-date");
  }
  int number = 0;
  each_below(mark_file, "madrid-international-filing-record", [&](XmlNode record) {
    const std::string name = "madrid." + std::to_string(++number);
    keep(record, "reference-number", name);
    keep(record, "international-registration-number", name);
    each_below(record, "madrid-history-event", [&](XmlNode event) {
      mark.events.push_back({"madrid " + event.text("code"), "", event.text("date"),
                             event.text("description-text"), ""});
    });
  });
}

void read_others(XmlNode mark_file, MarkCase& mark) {
  std::string prior;
  each_below(mark_file, "prior-registration-application", [&](XmlNode one) {
    const std::string number = one.text("number");
    if (!number.empty()) prior += (prior.empty() ? "" : " ") + number;
  });
  if (!prior.empty()) mark.details["prior_registrations"] = prior;
  std::string designs;
  each_below(mark_file, "design-search", [&](XmlNode one) {
    const std::string code = one.text("code");
    if (!code.empty()) designs += (designs.empty() ? "" : " ") + code;
  });
  if (!designs.empty()) mark.details["design_codes"] = designs;
}

MarkCase mark_of(XmlNode file) {
  MarkCase mark;
  mark.serial = file.text("serial-number");
  mark.registration = file.text("registration-number");
  mark.updated = file.text("transaction-date");
  const auto header = file.child("case-file-header");
  read_header(header, mark);
  read_classes(file.child("classifications"), mark);
  read_statements(file.child("case-file-statements"), mark);
  read_events(file.child("case-file-event-statements"), mark);
  read_owners(file.child("case-file-owners"), mark);
  read_foreign(file.child("foreign-applications"), mark);
  read_international(file, mark);
  read_others(file, mark);
  return mark;
}

/// The version that the file's beginning states; "" when it states none.
std::string stated_version(std::string_view head) {
  const auto at = head.find("<version-no>");
  if (at == std::string_view::npos) return "";
  const auto from = at + std::string_view("<version-no>").size();
  const auto end = head.find('<', from);
  return end == std::string_view::npos ? "" : trim(head.substr(from, end - from));
}

}  // namespace

Status read_us_trademarks_daily(ByteSource& source, std::string_view file, const FactSink& sink,
                                const UsDailyLimits& limits) {
  constexpr std::size_t kHead = 4096;
  std::string head(kHead, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  const std::string version = stated_version(head);
  const auto stopped = [&](std::uint64_t record) {
    return fail(ErrorCode::kCancelled, "stopped by the caller",
                Where{std::string(file), record, ""});
  };
  if (!version.empty() && version != kKnownVersion &&
      !report_new_version(sink, file, version, kKnownVersion)) {
    return stopped(0);
  }
  PrefixedSource whole(head, source);
  RecordCutter cutter(
      whole, std::string(file), {"case-file"},
      {.record_bytes_max = limits.record_bytes_max, .gap_bytes_max = limits.gap_bytes_max});
  XmlTreeLimits tree_limits;
  tree_limits.depth_max = kDepthMax;
  XmlTree tree(XmlPrefixes::kDrop, tree_limits);
  while (true) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) return {};
    const Where where{.file = std::string(file), .record = cut->number, .field = ""};
    auto root = cut->problem ? Result<XmlNode>(fail(*cut->problem)) : tree.parse(cut->text);
    bool go_on = true;
    if (!root) {
      root.error().where = where;
      go_on = sink.on_problem({std::move(root.error()), sha256_hex(cut->text)});
    } else {
      const Source place{
          .file = std::string(file), .sha256 = "", .record = cut->number, .origin = ""};
      go_on = yield_us_mark(mark_of(*root), place, sink);
    }
    if (!go_on) return stopped(cut->number);
  }
}

}  // namespace pignus::registers
