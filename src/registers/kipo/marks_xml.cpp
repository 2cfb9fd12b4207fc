#include "registers/kipo/marks_xml.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <utility>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/format.h"
#include "registers/io/byte_sources.h"
#include "registers/io/record_cutter.h"
#include "registers/io/xml_nodes.h"
#include "registers/io/xml_text.h"
#include "registers/number/parsing.h"
#include "registers/trademark/mark_case.h"

namespace pignus::registers {
namespace {

using xml::load_xml;
using xml::local_name;
using xml::text_within;

using Fields = std::map<std::string, std::string, std::less<>>;

Fields fields_of(pugi::xml_node record) {
  Fields fields;
  for (const auto node : record.children()) {
    std::string text = text_within(node);
    if (!text.empty()) fields[ascii_lower(local_name(node))] = std::move(text);
  }
  return fields;
}

std::string field(const Fields& fields, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = fields.find(name);
    if (found != fields.end()) return found->second;
  }
  return "";
}

/// Classes stand in one text: "18 09 25 14", "18|09".
void read_classes(std::string_view text, MarkCase& mark) {
  constexpr std::string_view kBetween = " |,;/";
  while (!text.empty()) {
    const auto from = text.find_first_not_of(kBetween);
    if (from == std::string_view::npos) return;
    const auto to = text.find_first_of(kBetween, from);
    mark.classes.push_back({std::string(text.substr(from, to - from)), "", "", ""});
    text = to == std::string_view::npos ? std::string_view() : text.substr(to);
  }
}

void read_owners(std::string_view text, MarkCase& mark) {
  while (!text.empty()) {
    const auto bar = text.find('|');
    const std::string name = squeeze_spaces(text.substr(0, bar));
    if (!name.empty()) mark.owners.push_back({name, "", "", 0});
    text = bar == std::string_view::npos ? std::string_view() : text.substr(bar + 1);
  }
}

/// "4012573440000" to "401257344": the last four digits count additions to a registration.
std::string registration_of(const std::string& text) {
  constexpr std::size_t kFull = 13;
  constexpr std::size_t kRight = 9;
  return text.size() == kFull && text.ends_with("0000") ? text.substr(0, kRight) : text;
}

MarkCase mark_of(const Fields& fields) {
  MarkCase mark;
  mark.serial = field(fields, {"applicationnumber"});
  mark.registration = registration_of(field(fields, {"registrationnumber"}));
  mark.title = field(fields, {"title", "trademarkname"});
  mark.filing_date = field(fields, {"applicationdate"});
  mark.registration_date = field(fields, {"registrationdate"});
  mark.publication_date = field(fields, {"publicdate", "publicationdate"});
  mark.priority_date = field(fields, {"priorityclaimdate", "prioritydate"});
  mark.status_code = field(fields, {"applicationstatus"});
  const std::string priority = field(fields, {"priorityclaimnumber", "prioritynumber"});
  if (!priority.empty()) mark.family.push_back(priority);
  const std::string applicant = field(fields, {"applicantname"});
  const std::string holder =
      field(fields, {"registrationrightholdername", "regprivilegename", "rightholdername"});
  read_owners(holder.empty() ? applicant : holder, mark);
  const auto keep = [&](const char* name, const std::string& text) {
    if (!text.empty()) mark.details[name] = text;
  };
  if (!holder.empty() && holder != applicant) keep("applicant", applicant);
  read_classes(field(fields, {"goodclassificationcode", "classificationcode"}), mark);
  keep("vienna_classes", field(fields, {"viennacode"}));
  keep("publication_number", field(fields, {"publicnumber", "publicationnumber"}));
  keep("registration_publication_number", field(fields, {"registrationpublicnumber"}));
  const auto published = RegisterDate::parse(field(fields, {"registrationpublicdate"}));
  if (published) keep("registration_publication_date", published->text());
  return mark;
}

struct Answer {
  std::string day;   ///< of the answer, "" unknown
  std::string code;  ///< "00" is good
  std::string message;
  std::uint64_t total = 0;
};

std::string element(std::string_view head, std::string_view name) {
  const auto found = element_text(head, name);
  if (!found) return "";
  const auto from = found->find('>');
  const auto to = found->rfind("</");
  return from == std::string_view::npos || to == std::string_view::npos || to <= from
             ? ""
             : trim(found->substr(from + 1, to - from - 1));
}

Answer answer_of(std::string_view head) {
  Answer answer;
  answer.day = element(head, "responseTime").substr(0, 10);
  answer.code = element(head, "resultCode");
  answer.message = element(head, "resultMsg");
  for (const char* name : {"TotalSearchCount", "totalSearchCount", "totalCount"}) {
    const std::string text = element(head, name);
    std::uint64_t number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc()) {
      answer.total = std::max(answer.total, number);
    }
  }
  return answer;
}

class MarkReader {
 public:
  MarkReader(std::string_view file, const FactSink& sink, Answer answer)
      : file_(file), sink_(sink), answer_(std::move(answer)) {}

  bool take(const CutRecord& cut) {
    ++records_;
    const Where where{.file = file_, .record = cut.number, .field = ""};
    if (cut.problem) return sink_.on_problem({*cut.problem, sha256_hex(cut.text)});
    pugi::xml_document document;
    if (auto loaded = load_xml(document, cut.text, where); !loaded) {
      return sink_.on_problem({std::move(loaded.error()), sha256_hex(cut.text)});
    }
    MarkCase mark = mark_of(fields_of(document.document_element()));
    mark.updated = answer_.day;
    constexpr std::size_t kDigits = 13;
    if (!numbers::all_digits(mark.serial) || mark.serial.size() != kDigits) {
      return sink_.on_problem(
          {Error{ErrorCode::kInvalidInput,
                 "no application number of 13 digits: " + in_quotes(mark.serial),
                 Where{file_, cut.number, "applicationNumber"}},
           sha256_hex(cut.text)});
    }
    const Source source{.file = file_, .sha256 = "", .record = cut.number, .origin = ""};
    return yield_office_mark(mark, RightId{"KR-T-" + mark.serial}, source, sink_);
  }

  bool finish() {
    bool go_on = true;
    if (!answer_.code.empty() && answer_.code != "00" && answer_.code != "0") {
      go_on = sink_.on_problem({Error{ErrorCode::kInvalidInput,
                                      "the service refused: code " + for_message(answer_.code) +
                                          " " + for_message(answer_.message),
                                      Where{file_, 0, "resultCode"}},
                                ""});
    }
    if (go_on && answer_.total > records_) {
      go_on = sink_.on_problem({Error{ErrorCode::kLimitExceeded,
                                      "the answer holds " + std::to_string(records_) + " of " +
                                          std::to_string(answer_.total) +
                                          " marks found; the others are not in this file",
                                      Where{file_, 0, ""}},
                                ""});
    }
    return go_on;
  }

 private:
  std::string file_;
  const FactSink& sink_;
  Answer answer_;
  std::uint64_t records_ = 0;
};

}  // namespace

bool is_kipo_marks(std::string_view head) {
  if (!rooted_in(head, {"response", "TradeMarkInfo", "items"})) return false;
  if (head.find("<TradeMarkInfo>") != std::string_view::npos) return true;
  return head.find("<item>") != std::string_view::npos &&
         head.find("<viennaCode") != std::string_view::npos &&
         head.find("<applicationNumber") != std::string_view::npos;
}

Status read_kipo_marks(ByteSource& source, std::string_view file, const FactSink& sink,
                       const KipoLimits& limits) {
  constexpr std::size_t kHead = std::size_t{16} << 10;
  std::string head(kHead, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  PrefixedSource whole(head, source);
  RecordCutter cutter(
      whole, std::string(file), {"TradeMarkInfo", "item"},
      {.record_bytes_max = limits.record_bytes_max, .gap_bytes_max = limits.gap_bytes_max});
  MarkReader reader(file, sink, answer_of(head));
  const auto stopped = [&] {
    return fail(ErrorCode::kCancelled, "stopped by the caller", Where{std::string(file), 0, ""});
  };
  while (true) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) break;
    if (!reader.take(*cut)) return stopped();
  }
  return reader.finish() ? Status{} : stopped();
}

}  // namespace pignus::registers
