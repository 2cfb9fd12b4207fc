#include "registers/uspto/odp_proceedings.h"

#include <optional>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/uspto/odp_text.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers::uspto {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kToldMax = 100'000;

std::string text(const dom::object& object, std::string_view name) {
  dom::element value;
  if (object[name].get(value) != simdjson::SUCCESS) return "";
  std::string_view string;
  if (value.get(string) == simdjson::SUCCESS) return squeeze_spaces(string);
  std::uint64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  return "";
}

/// The first of `names` that says something.
std::string first_text(const dom::object& object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    std::string found = text(object, name);
    if (!found.empty()) return found;
  }
  return "";
}

/// A part of the record; the record itself where it has no such part (flat editions).
dom::object part(const dom::object& object, std::string_view name) {
  dom::object inner;
  return object[name].get(inner) == simdjson::SUCCESS ? inner : object;
}

std::optional<dom::object> own_part(const dom::object& object, std::string_view name) {
  dom::object inner;
  if (object[name].get(inner) != simdjson::SUCCESS) return std::nullopt;
  return inner;
}

bool contains(std::string_view text, std::string_view word) {
  return ascii_lower(text).find(word) != std::string::npos;
}

/// ST.27 for the end of a trial, by the office's word: refused, dismissed or settled requests are
/// out of the way. A final written decision is not: claims fall only with the certificate.
std::string_view st27_of_outcome(std::string_view outcome) {
  const bool refused = contains(outcome, "denied") || contains(outcome, "denial") ||
                       contains(outcome, "dismiss") || contains(outcome, "settle") ||
                       contains(outcome, "withdrawn");
  return refused ? "L18" : "";
}

class Record {
 public:
  Record(const Source& source, const FactSink& sink) : source_(source), sink_(sink) {}

  bool go_on() const { return go_on_; }

  void problem(std::string_view field, std::string message) {
    go_on_ = go_on_ && sink_.on_problem({Error{ErrorCode::kInvalidInput, std::move(message),
                                               Where{.file = source_.file,
                                                     .record = source_.record,
                                                     .field = std::string(field)}},
                                         ""});
  }

  std::optional<RegisterDate> date(const dom::object& object,
                                   std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      const std::string written = text(object, name);
      if (written.empty()) continue;
      const auto day = service_date(written);
      if (day) return day;
      problem(name, "not a date: " + in_quotes(written));
    }
    return std::nullopt;
  }

  /// The right a party's data names: by patent, else by application.
  std::optional<RightId> right_of(const dom::object& party) {
    const std::string patent = first_text(party, {"patentNumber", "respondentPatentNumber"});
    if (!patent.empty()) {
      const auto right = us_patent_right(patent);
      if (right) return right;
      problem("patentNumber", "not a patent number: " + in_quotes(patent));
    }
    const std::string application =
        first_text(party, {"applicationNumberText", "respondentApplicationNumberText"});
    if (application.empty()) return std::nullopt;
    const auto read = us_application(application);
    if (read) return read->right;
    problem("applicationNumberText", "not an application number: " + in_quotes(application));
    return std::nullopt;
  }

  LegalEvent event(const RightId& right, std::string code) {
    LegalEvent out;
    out.right = right;
    out.code = std::move(code);
    out.source = source_;
    return out;
  }

  static void detail(LegalEvent& event, const char* name, std::string value) {
    if (!value.empty()) event.details[name] = std::move(value);
  }

  void give(LegalEvent&& event, const std::optional<RegisterDate>& day) {
    if (!day || day->empty()) {
      problem("date", "an event " + for_message(event.code) + " without a date");
      return;
    }
    if (event.code.empty() && event.description.empty()) {
      problem("event", "an event that says nothing but its date");
      return;
    }
    event.date = *day;
    go_on_ = go_on_ && sink_.on_fact(Fact(std::move(event)));
  }

 private:
  const Source& source_;
  const FactSink& sink_;
  bool go_on_ = true;
};

struct Trial {
  std::string number;
  std::string type;  ///< "IPR", "PGR", "CBM", "DER"
  std::string petitioner;
  std::string status;
  RightId right;
};

void fill(LegalEvent& event, const Trial& trial) {
  event.details["request"] = trial.number;
  Record::detail(event, "party", trial.petitioner);
}

void tell_trial(Record& out, const dom::object& record, const Trial& trial) {
  const dom::object meta = part(record, "trialMetaData");
  const auto filed =
      out.date(meta, {"petitionFilingDate", "accordedFilingDate", "proceedingFilingDate"});
  if (filed) {
    LegalEvent event = out.event(trial.right, trial.type + " petition");
    event.st27 = "L15";
    event.description = trial.type + " " + trial.number;
    fill(event, trial);
    Record::detail(event, "status", trial.status);
    out.give(std::move(event), filed);
  }
  const std::string_view end = st27_of_outcome(trial.status);
  const auto instituted = out.date(meta, {"institutionDecisionDate", "trialInstitutionDate"});
  const auto ended = out.date(meta, {"terminationDate"});
  if (instituted) {
    LegalEvent event = out.event(trial.right, trial.type + " institution");
    const bool refused = contains(trial.status, "denied") || contains(trial.status, "denial");
    if (refused) event.st27 = "L18";
    event.description = refused ? trial.status : "institution decided";
    fill(event, trial);
    out.give(std::move(event), instituted);
  }
  if (ended && ended != instituted) {
    LegalEvent event = out.event(trial.right, trial.type + " end");
    event.st27 = end;
    event.description = trial.status;
    fill(event, trial);
    out.give(std::move(event), ended);
  }
}

void tell_document(Record& out, const dom::object& record, const Trial& trial) {
  const auto nested = own_part(record, "documentData");
  const dom::object document = nested.value_or(record);
  const dom::object decision = part(record, "decisionData");
  const bool decided = own_part(record, "decisionData").has_value();
  std::string category = first_text(document, {"documentCategory"});
  if (category.empty()) category = text(record, "trialDocumentCategory");
  if (decided) category = "decision";
  LegalEvent event = out.event(trial.right, trial.type + " " + ascii_lower(category));
  event.description = first_text(document, {"documentTitleText", "documentName"});
  const std::string outcome =
      first_text(decision, {"trialOutcomeCategory", "decisionTypeCategory"});
  if (decided) {
    event.st27 = st27_of_outcome(outcome);
    Record::detail(event, "status", outcome);
  } else if (const std::string kind = text(document, "documentTypeName");
             kind.starts_with("Termination")) {
    event.st27 = "L18";
    Record::detail(event, "status", kind);
  }
  fill(event, trial);
  Record::detail(event, "filed_by", text(document, "filingPartyCategory"));
  Record::detail(event, "document", text(document, "documentIdentifier"));
  const auto day = decided ? out.date(decision, {"decisionIssueDate"}) : std::nullopt;
  out.give(std::move(event),
           day ? day : out.date(document, {"documentFilingDate", "decisionIssueDate"}));
}

std::optional<Trial> trial_of(Record& out, const dom::object& record) {
  Trial trial;
  trial.number = first_text(record, {"trialNumber", "proceedingNumber"});
  const dom::object meta = part(record, "trialMetaData");
  trial.type = first_text(meta, {"trialTypeCode", "subproceedingTypeCategory"});
  if (trial.type.empty()) trial.type = trial.number.substr(0, 3);
  trial.status = first_text(meta, {"trialStatusCategory", "proceedingStatusCategory"});
  const auto petitioner = own_part(record, "regularPetitionerData");
  trial.petitioner = petitioner
                         ? text(*petitioner, "realPartyInInterestName")
                         : first_text(record, {"petitionerPartyName", "petitionerPatentOwnerName"});
  std::optional<RightId> right;
  for (const char* name : {"patentOwnerData", "respondentData"}) {
    const auto owner = own_part(record, name);
    if (owner && !right) right = out.right_of(*owner);
  }
  if (!right) right = out.right_of(record);
  if (trial.number.empty()) {
    out.problem("trialNumber", "a proceeding without its number");
    return std::nullopt;
  }
  if (!right) {
    out.problem("patentNumber", "a proceeding that names no right: " + trial.number);
    return std::nullopt;
  }
  trial.right = *right;
  return trial;
}

void read_appeal(Record& out, const dom::object& record) {
  auto party = own_part(record, "appellantData");
  if (!party) party = own_part(record, "appelantData");
  const auto right = out.right_of(party.value_or(record));
  if (!right) return out.problem("applicationNumberText", "an appeal that names no right");
  const dom::object document = part(record, "documentData");
  const dom::object decision = part(record, "decisionData");
  LegalEvent event = out.event(*right, "appeal decision");
  event.description = first_text(document, {"documentTitleText", "documentName"});
  Record::detail(event, "appeal", text(record, "appealNumber"));
  Record::detail(event, "status",
                 first_text(decision, {"appealOutcomeCategory", "decisionTypeCategory"}));
  const auto day = out.date(decision, {"decisionIssueDate"});
  out.give(std::move(event), day ? day : out.date(document, {"documentFilingDate"}));
}

void read_interference(Record& out, const dom::object& record) {
  const dom::object document = part(record, "documentData");
  const dom::object decision = part(record, "decisionData");
  const dom::object meta = part(record, "interferenceMetaData");
  bool any = false;
  for (const char* name : {"seniorPartyData", "juniorPartyData"}) {
    const auto party = own_part(record, name);
    const auto right = party ? out.right_of(*party) : std::nullopt;
    if (!right) continue;
    any = true;
    LegalEvent event = out.event(*right, "interference");
    event.description = first_text(meta, {"interferenceStyleName"});
    Record::detail(event, "interference", text(record, "interferenceNumber"));
    Record::detail(event, "party", text(*party, "realPartyInInterestName"));
    Record::detail(event, "status",
                   first_text(document, {"interferenceOutcomeCategory", "decisionTypeCategory"}));
    auto day = out.date(document, {"decisionIssueDate", "documentFilingDate"});
    if (!day) day = out.date(decision, {"decisionIssueDate"});
    out.give(std::move(event), day ? day : out.date(meta, {"declarationDate"}));
  }
  if (!any) out.problem("seniorPartyData", "an interference that names no right");
}

void read_petition(Record& out, const dom::object& record) {
  const auto right = out.right_of(record);
  if (!right) return out.problem("applicationNumberText", "a petition that names no right");
  LegalEvent event = out.event(*right, "petition decision");
  dom::array issues;
  if (record["petitionIssueConsideredTextBag"].get(issues) == simdjson::SUCCESS) {
    for (const auto issue : issues) {
      std::string_view words;
      if (issue.get(words) != simdjson::SUCCESS) continue;
      event.description += (event.description.empty() ? "" : "; ") + squeeze_spaces(words);
    }
  }
  Record::detail(event, "status",
                 first_text(record, {"decisionTypeCodeDescriptionText", "decisionTypeCode"}));
  Record::detail(event, "document", text(record, "petitionDecisionRecordIdentifier"));
  out.give(std::move(event), out.date(record, {"decisionDate", "petitionMailDate"}));
}

void read_document(Record& out, const dom::object& record) {
  const auto right = out.right_of(record);
  if (!right) return out.problem("applicationNumberText", "a document that names no right");
  LegalEvent event = out.event(*right, text(record, "documentCode"));
  event.description =
      first_text(record, {"documentCodeDescriptionText", "documentDescriptionText"});
  Record::detail(event, "document", text(record, "documentIdentifier"));
  Record::detail(event, "filed_by",
                 first_text(record, {"directionCategory", "documentDirectionCategory"}));
  out.give(std::move(event), out.date(record, {"officialDate"}));
}

}  // namespace

bool ProceedingReader::read(std::string_view bag, const dom::object& record, const Source& source) {
  Record out(source, sink_);
  if (bag == "patentAppealDataBag") {
    read_appeal(out, record);
  } else if (bag == "patentInterferenceDataBag") {
    read_interference(out, record);
  } else if (bag == "petitionDecisionDataBag") {
    read_petition(out, record);
  } else if (bag == "documentBag") {
    read_document(out, record);
  } else if (const auto trial = trial_of(out, record)) {
    if (told_.size() < kToldMax && told_.insert(trial->number).second) {
      tell_trial(out, record, *trial);
    }
    const bool document =
        own_part(record, "documentData").has_value() || !text(record, "documentIdentifier").empty();
    if (document) tell_document(out, record, *trial);
  }
  return out.go_on();
}

}  // namespace pignus::registers::uspto
