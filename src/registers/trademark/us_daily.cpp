#include "registers/trademark/us_daily.h"

#include <pugixml.hpp>
#include <string>
#include <utility>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/format.h"
#include "registers/io/byte_sources.h"
#include "registers/io/record_cutter.h"
#include "registers/io/xml_nodes.h"
#include "registers/trademark/mark_case.h"

namespace pignus::registers {
namespace {

using xml::child_named;
using xml::each_below;
using xml::each_child;
using xml::load_xml;
using xml::local_name;
using xml::text_at;
using xml::text_within;

constexpr std::string_view kKnownVersion = "2.0";

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

void read_header(pugi::xml_node header, MarkCase& mark) {
  std::string flags;
  std::string kind;
  for (const auto node : header.children()) {
    const std::string_view name = local_name(node);
    if (name.ends_with("-in")) {
      read_flag(name, node.child_value(), flags, kind);
      continue;
    }
    std::string text = text_within(node);
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

void read_statements(pugi::xml_node statements, MarkCase& mark) {
  each_child(statements, "case-file-statement", [&](pugi::xml_node statement) {
    const std::string type = text_at(statement, "type-code");
    const std::string text = text_at(statement, "text");
    if (text.empty()) return;
    constexpr std::size_t kClassEnd = 5;  // "GS" and three characters of class, then a counter
    if (type.starts_with("GS") && type.size() >= kClassEnd) {
      mark.classes.push_back({type.substr(2, 3), text, "", ""});
      return;
    }
    std::string& kept =
        mark.details[type.starts_with("DM") ? "mark_description" : "statement." + type];
    kept += (kept.empty() ? "" : " ") + text;
  });
}

void read_events(pugi::xml_node events, MarkCase& mark) {
  each_child(events, "case-file-event-statement", [&](pugi::xml_node event) {
    mark.events.push_back({text_at(event, "code"), text_at(event, "type"), text_at(event, "date"),
                           text_at(event, "description-text"), ""});
  });
}

void read_classes(pugi::xml_node classifications, MarkCase& mark) {
  each_child(classifications, "classification", [&](pugi::xml_node one) {
    MarkClass row;
    row.first_use = text_at(one, "first-use-anywhere-date");
    row.first_use_in_commerce = text_at(one, "first-use-in-commerce-date");
    bool any = false;
    each_child(one, "international-code", [&](pugi::xml_node code) {
      row.number = text_within(code);
      mark.classes.push_back(row);
      any = true;
    });
    if (!any) {
      row.number = text_at(one, "primary-code");
      if (!row.number.empty()) mark.classes.push_back(row);
    }
  });
}

void read_owners(pugi::xml_node owners, MarkCase& mark) {
  each_child(owners, "case-file-owner", [&](pugi::xml_node owner) {
    MarkOwner one;
    one.name = text_at(owner, "party-name");
    one.country = text_at(owner, "country");
    if (one.country.empty()) one.country = text_at(owner, "nationality/country");
    // A US address gives its state and leaves the country out.
    if (one.country.empty() && child_named(owner, "state")) one.country = "US";
    if (one.country.size() != 2) one.country.clear();
    const std::string type = text_at(owner, "party-type");
    one.party_type = type.size() <= 4 ? std::atoi(type.c_str()) : 0;  // NOLINT: 0 where it is none
    mark.owners.push_back(std::move(one));
  });
}

void read_foreign(pugi::xml_node foreign, MarkCase& mark) {
  each_child(foreign, "foreign-application", [&](pugi::xml_node one) {
    const std::string country = text_at(one, "country");
    for (const char* name : {"application-number", "registration-number"}) {
      const std::string number = text_at(one, name);
      if (!number.empty() && country.size() == 2) mark.family.push_back(country + number);
    }
    if (text_at(one, "foreign-priority-claim-in") == "T") {
      const std::string day = text_at(one, "filing-date");
      if (!day.empty() && (mark.priority_date.empty() || day < mark.priority_date)) {
        mark.priority_date = day;
      }
    }
  });
}

void read_international(pugi::xml_node mark_file, MarkCase& mark) {
  const auto own = child_named(mark_file, "international-registration");
  const auto keep = [&](pugi::xml_node from, const char* name, const std::string& detail) {
    const std::string text = text_at(from, name);
    if (text.find_first_not_of('0') != std::string::npos) mark.details[detail] = text;
  };
  keep(own, "international-registration-number", "international_registration");
  keep(own, "international-registration-date", "international_registration_date");
  keep(own, "international-renewal-date", "international_renewal_date");
  keep(own, "international-death-date", "international_death_date");
  keep(own, "international-status-code", "international_status_code");
  if (text_at(own, "priority-claimed-in") == "T") {
    mark.priority_date = text_at(own, "priority-claimed-date");
  }
  int number = 0;
  each_below(mark_file, "madrid-international-filing-record", [&](pugi::xml_node record) {
    const std::string name = "madrid." + std::to_string(++number);
    keep(record, "reference-number", name);
    keep(record, "international-registration-number", name);
    each_below(record, "madrid-history-event", [&](pugi::xml_node event) {
      mark.events.push_back({"madrid " + text_at(event, "code"), "", text_at(event, "date"),
                             text_at(event, "description-text"), ""});
    });
  });
}

void read_others(pugi::xml_node mark_file, MarkCase& mark) {
  std::string prior;
  each_below(mark_file, "prior-registration-application", [&](pugi::xml_node one) {
    const std::string number = text_at(one, "number");
    if (!number.empty()) prior += (prior.empty() ? "" : " ") + number;
  });
  if (!prior.empty()) mark.details["prior_registrations"] = prior;
  std::string designs;
  each_below(mark_file, "design-search", [&](pugi::xml_node one) {
    const std::string code = text_at(one, "code");
    if (!code.empty()) designs += (designs.empty() ? "" : " ") + code;
  });
  if (!designs.empty()) mark.details["design_codes"] = designs;
}

MarkCase mark_of(pugi::xml_node file) {
  MarkCase mark;
  mark.serial = text_at(file, "serial-number");
  mark.registration = text_at(file, "registration-number");
  mark.updated = text_at(file, "transaction-date");
  const auto header = child_named(file, "case-file-header");
  read_header(header, mark);
  read_classes(child_named(file, "classifications"), mark);
  read_statements(child_named(file, "case-file-statements"), mark);
  read_events(child_named(file, "case-file-event-statements"), mark);
  read_owners(child_named(file, "case-file-owners"), mark);
  read_foreign(child_named(file, "foreign-applications"), mark);
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
  while (true) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) return {};
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
      go_on = yield_us_mark(mark_of(document.document_element()), place, sink);
    }
    if (!go_on) return stopped(cut->number);
  }
}

}  // namespace pignus::registers
