#include "registers/euipo/marks_json.h"

#include <algorithm>
#include <simdjson.h>
#include <string>
#include <utility>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/io/byte_sources.h"
#include "registers/number/parsing.h"
#include "registers/trademark/mark_case.h"

namespace pignus::registers {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kBag = "trademarks";

std::string text(const dom::object& object, std::string_view name) {
  dom::element value;
  if (object[name].get(value) != simdjson::SUCCESS) return "";
  std::string_view string;
  if (value.get(string) == simdjson::SUCCESS) return squeeze_spaces(string);
  std::uint64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  bool flag = false;
  if (value.get(flag) == simdjson::SUCCESS) return flag ? "true" : "false";
  return "";
}

template <typename Visit>
void each(const dom::object& object, std::string_view name, Visit visit) {
  dom::array items;
  if (object[name].get(items) != simdjson::SUCCESS) return;
  for (const auto item : items) {
    dom::object one;
    if (item.get(one) == simdjson::SUCCESS) visit(one);
  }
}

void read_classes(const dom::object& object, MarkCase& mark) {
  dom::array classes;
  if (object["niceClasses"].get(classes) == simdjson::SUCCESS) {
    for (const auto item : classes) {
      std::uint64_t number = 0;
      std::string_view word;
      if (item.get(number) == simdjson::SUCCESS) {
        mark.classes.push_back({std::to_string(number), "", "", ""});
      } else if (item.get(word) == simdjson::SUCCESS) {
        mark.classes.push_back({std::string(word), "", "", ""});
      }
    }
  }
  // The answer for one mark: goods and services by class, in several languages.
  each(object, "goodsAndServices", [&](const dom::object& one) {
    const std::string number = text(one, "classNumber");
    each(one, "description", [&](const dom::object& words) {
      const std::string language = text(words, "language");
      if (!language.empty() && ascii_lower(language) != "en") return;
      std::string terms;
      dom::array list;
      if (words["terms"].get(list) == simdjson::SUCCESS) {
        for (const auto item : list) {
          std::string_view term;
          if (item.get(term) != simdjson::SUCCESS) continue;
          terms += (terms.empty() ? "" : "; ") + squeeze_spaces(term);
        }
      }
      mark.classes.push_back({number, terms, "", ""});
    });
  });
}

MarkCase mark_of(const dom::object& object) {
  MarkCase mark;
  mark.serial = text(object, "applicationNumber");
  mark.filing_date = text(object, "applicationDate");
  mark.registration_date = text(object, "registrationDate");
  // A registration keeps the number of its application.
  if (!mark.registration_date.empty()) mark.registration = mark.serial;
  mark.expiry_date = text(object, "expiryDate");
  mark.status_code = text(object, "status");
  mark.status_date = text(object, "statusDate");
  dom::object words;
  if (object["wordMarkSpecification"].get(words) == simdjson::SUCCESS) {
    mark.title = text(words, "verbalElement");
  }
  each(object, "applicants", [&](const dom::object& one) {
    mark.owners.push_back({text(one, "name"), "", text(one, "identifier"), 0});
  });
  read_classes(object, mark);
  each(object, "publications", [&](const dom::object& one) {
    MarkEvent event;
    event.code = text(one, "publicationSection");
    event.date = text(one, "publicationDate");
    event.description = "publication";
    event.proceeding = text(one, "bulletinNumber");
    if (mark.publication_date.empty() || event.date < mark.publication_date) {
      mark.publication_date = event.date;
    }
    mark.events.push_back(std::move(event));
  });
  each(object, "priorities", [&](const dom::object& one) {
    const std::string day = text(one, "priorityDate");
    if (!day.empty() && (mark.priority_date.empty() || day < mark.priority_date)) {
      mark.priority_date = day;
    }
    const std::string number = text(one, "priorityNumber");
    const std::string country = text(one, "country");
    if (!number.empty() && country.size() == 2) mark.family.push_back(country + number);
  });
  const auto keep = [&](const char* name, const std::string& value) {
    if (!value.empty()) mark.details[name] = value;
  };
  keep("mark_kind", ascii_lower(text(object, "markKind")));
  keep("mark_drawing", ascii_lower(text(object, "markFeature")));
  keep("mark_basis", ascii_lower(text(object, "markBasis")));
  keep("designation_date", text(object, "designationDate"));
  keep("applicant_reference", text(object, "applicantReference"));
  return mark;
}

/// "000428557" to "428557", "W00928475" to "G928475"; "" for what is no number.
std::string serial_of(std::string_view number) {
  const bool international = number.starts_with("W");
  if (international) number.remove_prefix(1);
  constexpr std::size_t kDigitsMax = 10;
  if (!numbers::all_digits(number) || number.size() > kDigitsMax) return "";
  const std::string digits = numbers::without_leading_zeros(number);
  if (digits.empty()) return "";
  return international ? "G" + digits : digits;
}

class MarkReader {
 public:
  MarkReader(std::string_view file, const FactSink& sink) : file_(file), sink_(sink) {}

  bool take(const JsonRecord& cut) {
    ++records_;
    if (cut.problem) return problem(*cut.problem, cut);
    dom::object object;
    const auto error = parser_.parse(cut.text.data(), cut.text.size(), false).get(object);
    if (error) {
      return problem({ErrorCode::kInvalidInput,
                      std::string("not JSON: ") + simdjson::error_message(error),
                      {}},
                     cut);
    }
    const MarkCase mark = mark_of(object);
    const std::string serial = serial_of(mark.serial);
    if (serial.empty()) {
      return problem({ErrorCode::kInvalidInput, "no application number: " + in_quotes(mark.serial),
                      Where{"", 0, "applicationNumber"}},
                     cut);
    }
    const Source source{.file = file_, .sha256 = "", .record = cut.number, .origin = ""};
    return yield_office_mark(mark, RightId{"EM-T-" + serial}, source, sink_);
  }

  bool finish(const JsonRecordCutter& cutter) {
    const auto total = cutter.numbers().find("totalElements");
    if (total == cutter.numbers().end() || total->second <= records_) return true;
    return sink_.on_problem(
        {Error{ErrorCode::kLimitExceeded,
               "the answer holds " + std::to_string(records_) + " of " +
                   std::to_string(total->second) + " marks found; the others are not in this file",
               Where{file_, 0, ""}},
         ""});
  }

 private:
  bool problem(Error error, const JsonRecord& cut) {
    error.where.file = file_;
    error.where.record = cut.number;
    return sink_.on_problem({std::move(error), cut.text.empty() ? "" : sha256_hex(cut.text)});
  }

  std::string file_;
  const FactSink& sink_;
  dom::parser parser_;
  std::uint64_t records_ = 0;
};

/// The answer for one mark is the mark itself: put into a list, it is read like the others.
class AsList : public ByteSource {
 public:
  explicit AsList(ByteSource& mark) : mark_(mark) {}
  SourceBounds bounds() const override { return mark_.bounds(); }
  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    PIGNUS_ASSIGN(std::size_t got, before_.read(buffer, capacity));
    if (got > 0) return got;
    PIGNUS_ASSIGN(got, mark_.read(buffer, capacity));
    return got > 0 ? Result<std::size_t>(got) : behind_.read(buffer, capacity);
  }

 private:
  MemorySource before_{"{\"trademarks\": "};
  ByteSource& mark_;
  MemorySource behind_{"}"};
};

}  // namespace

bool is_euipo_marks(std::string_view head) {
  const std::string start = trim(head.substr(0, 64));
  if (!start.starts_with("{")) return false;
  return head.find("\"markBasis\"") != std::string_view::npos &&
         head.find("\"applicationNumber\"") != std::string_view::npos;
}

Status read_euipo_marks(ByteSource& source, std::string_view file, const FactSink& sink,
                        const JsonCutterLimits& limits) {
  constexpr std::size_t kHead = std::size_t{64} << 10;
  std::string head(kHead, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, source.read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  const bool list = head.find("\"" + std::string(kBag) + "\"") != std::string::npos;
  PrefixedSource whole(head, source);
  AsList one(whole);
  ByteSource& marks = list ? static_cast<ByteSource&>(whole) : one;
  JsonRecordCutter cutter(marks, std::string(file), {std::string(kBag)}, limits);
  MarkReader reader(file, sink);
  const auto stopped = [&] {
    return fail(ErrorCode::kCancelled, "stopped by the caller", Where{std::string(file), 0, ""});
  };
  while (true) {
    PIGNUS_ASSIGN(const auto record, cutter.next());
    if (!record) break;
    if (!reader.take(*record)) return stopped();
  }
  return reader.finish(cutter) ? Status{} : stopped();
}

}  // namespace pignus::registers
