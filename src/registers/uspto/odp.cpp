#include "registers/uspto/odp.h"

#include <algorithm>
#include <array>
#include <simdjson.h>
#include <string>
#include <utility>
#include <vector>

#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/uspto/file_wrapper.h"
#include "registers/uspto/odp_proceedings.h"

namespace pignus::registers {
namespace {

using uspto::FileWrapper;

static_assert(JsonRecordCutter::kPadding >= simdjson::SIMDJSON_PADDING);

constexpr std::array<std::string_view, 2> kWrapperBags{"patentFileWrapperDataBag", "patentBag"};
constexpr std::array<std::string_view, 8> kOtherBags{"patentTrialProceedingDataBag",
                                                     "patentTrialDocumentDataBag",
                                                     "patentTrialDecisionDataBag",
                                                     "patentAppealDataBag",
                                                     "patentInterferenceDataBag",
                                                     "petitionDecisionDataBag",
                                                     "documentBag",
                                                     "results"};
constexpr std::string_view kPedsBag = "docs";

using ReadWrapper = simdjson::error_code (*)(simdjson::ondemand::object, FileWrapper&);

class Reader {
 public:
  Reader(ByteSource& source, std::string_view file, const FactSink& sink,
         std::vector<std::string> bags, const JsonCutterLimits& limits)
      : file_(file),
        sink_(sink),
        proceedings_(sink),
        cutter_(source, file_, std::move(bags), limits) {}

  Status read(ReadWrapper read_wrapper) {
    while (true) {
      PIGNUS_ASSIGN(const auto record, cutter_.next());
      if (!record) break;
      number_ = record->number;
      ++records_;
      if (record->problem) {
        report(record->text, *record->problem);
      } else if (read_wrapper != nullptr &&
                 std::ranges::find(kOtherBags, record->bag) == kOtherBags.end()) {
        wrapper(record->text, read_wrapper);
      } else {
        proceeding(record->bag, record->text);
      }
      if (!go_on_) return stopped();
    }
    number_ = 0;
    return the_rest();
  }

 private:
  void report(std::string_view text, Error error) {
    error.where.file = file_;
    error.where.record = number_;
    go_on_ = go_on_ && sink_.on_problem({std::move(error), text.empty() ? "" : sha256_hex(text)});
  }

  void report(std::string_view text, simdjson::error_code error) {
    report(text, Error{ErrorCode::kInvalidInput,
                       std::string("not JSON: ") + simdjson::error_message(error),
                       {}});
  }

  Source source_of_record() const {
    return {.file = file_, .sha256 = "", .record = number_, .origin = ""};
  }

  void wrapper(std::string_view text, ReadWrapper read_wrapper) {
    wrapper_.clear();
    simdjson::ondemand::document document;
    auto error = ondemand_
                     .iterate(simdjson::padded_string_view(
                         text.data(), text.size(), text.size() + JsonRecordCutter::kPadding))
                     .get(document);
    simdjson::ondemand::object object;
    if (!error) error = document.get_object().get(object);
    if (!error) error = read_wrapper(object, wrapper_);
    if (error) return report(text, error);
    go_on_ = uspto::yield_file_wrapper(wrapper_, source_of_record(), sink_);
  }

  void proceeding(std::string_view bag, std::string_view text) {
    simdjson::dom::object object;
    const auto error = dom_.parse(text.data(), text.size(), false).get(object);
    if (error) return report(text, error);
    go_on_ = proceedings_.read(bag, object, source_of_record());
  }

  /// What the answer says of itself: an error, or more records than it holds.
  Status the_rest() {
    bool met = false;
    for (const auto& bag : kWrapperBags) met = met || cutter_.met(bag);
    for (const auto& bag : kOtherBags) met = met || cutter_.met(bag);
    if (!met && !cutter_.met(kPedsBag)) {
      return fail(ErrorCode::kUnsupported,
                  "none of the lists that Pignus knows: not an answer of the USPTO's data services",
                  Where{file_, 0, ""});
    }
    std::uint64_t total = 0;
    for (const char* name : {"count", "numFound", "recordTotalQuantity"}) {
      const auto found = cutter_.numbers().find(name);
      if (found != cutter_.numbers().end()) total = std::max(total, found->second);
    }
    if (total > records_) {
      report("",
             Error{ErrorCode::kLimitExceeded,
                   "the answer holds " + std::to_string(records_) + " of " + std::to_string(total) +
                       " records found; the others are not in this file",
                   {}});
    }
    return go_on_ ? Status{} : stopped();
  }

  Status stopped() const {
    return fail(ErrorCode::kCancelled, "stopped by the caller", Where{file_, number_, ""});
  }

  std::string file_;
  const FactSink& sink_;
  uspto::ProceedingReader proceedings_;
  JsonRecordCutter cutter_;
  simdjson::ondemand::parser ondemand_;
  simdjson::dom::parser dom_;
  FileWrapper wrapper_;
  std::uint64_t number_ = 0;
  std::uint64_t records_ = 0;
  bool go_on_ = true;
};

bool names(std::string_view head, std::string_view key) {
  return head.find("\"" + std::string(key) + "\"") != std::string_view::npos;
}

}  // namespace

bool is_uspto_odp(std::string_view head) {
  if (!trim(head.substr(0, 64)).starts_with("{")) return false;
  const auto named = [head](std::string_view bag) { return names(head, bag); };
  if (std::ranges::any_of(kWrapperBags, named)) return true;
  return std::ranges::any_of(kOtherBags, [&](std::string_view bag) {
    if (bag == "results") return names(head, bag) && names(head, "proceedingNumber");
    if (bag == "documentBag") return names(head, bag) && names(head, "documentCode");
    return named(bag);
  });
}

bool is_uspto_peds(std::string_view head) {
  return trim(head.substr(0, 64)).starts_with("{") && names(head, "searchResponse") &&
         names(head, kPedsBag);
}

Status read_uspto_odp(ByteSource& source, std::string_view file, const FactSink& sink,
                      const JsonCutterLimits& limits) {
  std::vector<std::string> bags(kWrapperBags.begin(), kWrapperBags.end());
  bags.insert(bags.end(), kOtherBags.begin(), kOtherBags.end());
  return Reader(source, file, sink, std::move(bags), limits).read(uspto::read_odp_wrapper);
}

Status read_uspto_peds(ByteSource& source, std::string_view file, const FactSink& sink,
                       const JsonCutterLimits& limits) {
  return Reader(source, file, sink, {std::string(kPedsBag)}, limits).read(uspto::read_peds_wrapper);
}

}  // namespace pignus::registers
