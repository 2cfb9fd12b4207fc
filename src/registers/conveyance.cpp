#include "registers/conveyance.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>

#include "core/utf8.h"
#include "registers/party_name.h"

namespace pignus::registers {
namespace {

constexpr std::size_t kTextBytesMax = 4000;

/// Words the rules look for, and words so near to one of them that they must stand for themselves
/// ("COLLECTIVE" is not a misspelt "CORRECTIVE").
constexpr std::array<std::string_view, 96> kVocabulary{
    "ACKNOWLEDGMENT", "ADDRESS",       "ADMINISTRATION", "AGENCY",        "AGENT",
    "AGREEMENT",      "AMALGAMATION",  "AMENDMENT",      "APPOINTMENT",   "ASSIGNED",
    "ASSIGNEE",       "ASSIGNEES",     "ASSIGNMENT",     "ASSIGNMENTS",   "ASSIGNOR",
    "ASSIGNORS",      "ATTACHMENT",    "BANKRUPTCY",     "CANCELLATION",  "CHANGE",
    "CHANGED",        "CHARGE",        "COLLATERAL",     "COLLECTIVE",    "CONDITIONAL",
    "CONFIRMATORY",   "CONSOLIDATION", "CONTRIBUTION",   "CONVENTION",    "CONVERSION",
    "CONVEYANCE",     "CORRECT",       "CORRECTED",      "CORRECTING",    "CORRECTION",
    "CORRECTIVE",     "DEBENTURE",     "DECREE",         "DEMERGER",      "DISCHARGE",
    "DISTRIBUTION",   "DIVISION",      "DOMESTICATION",  "ENTITY",        "FORECLOSURE",
    "HYPOTHEC",       "HYPOTHECATION", "INJUNCTION",     "INTEREST",      "INTERESTS",
    "JUDGMENT",       "LICENCE",       "LICENSE",        "LICENSED",      "LICENSES",
    "MERGED",         "MERGER",        "MERGING",        "MORTGAGE",      "OPTION",
    "PARTIAL",        "PATENT",        "PATENTS",        "PLEDGE",        "PLEDGED",
    "PROPERTY",       "PURCHASE",      "QUITCLAIM",      "REASSIGNMENT",  "RECEIVER",
    "RECONVEYANCE",   "RELEASE",       "RELEASED",       "RELEASES",      "RELEASING",
    "RELOCATION",     "RESIGNATION",   "REVERSION",      "SATISFACTION",  "SECURED",
    "SECURITIES",     "SECURITY",      "SUBLICENSE",     "SUBORDINATION", "SUBSTITUTION",
    "SUCCESSION",     "SUCCESSOR",     "SUPPLEMENT",     "SUPPLEMENTAL",  "TERMINATED",
    "TERMINATION",    "TESTAMENTARY",  "TRANSFER",       "TRANSFERRED",   "TRANSFERS",
    "WITHDRAWAL"};

/// The vocabulary's word for a misspelt one. Short words must match exactly; a tie goes to the word
/// that stands first, so that the answer is always the same.
std::string mend(const std::string& word) {
  constexpr std::size_t kShortest = 6;
  constexpr std::size_t kLong = 8;
  if (word.size() < kShortest || std::ranges::find(kVocabulary, word) != kVocabulary.end()) {
    return word;
  }
  const int limit = word.size() >= kLong ? 2 : 1;
  int best = limit + 1;
  std::string_view found = word;
  for (const auto model : kVocabulary) {
    if (model.size() >= kShortest && model.front() == word.front()) {
      const int distance = edit_distance(word, model, limit);
      if (distance < best) {
        best = distance;
        found = model;
      }
    }
  }
  return std::string(found);
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char raw : ascii_upper(text.substr(0, kTextBytesMax))) {
    const auto c = static_cast<unsigned char>(raw);
    if (std::isalnum(c) != 0) {
      word += raw;
    } else if (c != '\'' && c != '.' && c < 0x80 && !word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) {
    words.push_back(std::move(word));
  }
  return words;
}

/// Takes the names of the parties out of the text: "ALLIED SECURITY TRUST" is a name.
void erase_names(std::vector<std::string>& words, const std::vector<std::string>& names) {
  constexpr std::size_t kNamesMax = 64;
  for (std::size_t n = 0; n < std::min(names.size(), kNamesMax); ++n) {
    const std::vector<std::string> name = split_words(names[n]);
    if (name.size() < 2) {
      continue;
    }
    for (auto at = std::search(words.begin(), words.end(), name.begin(), name.end());
         at != words.end();
         at = std::search(words.begin(), words.end(), name.begin(), name.end())) {
      words.erase(at, at + static_cast<std::ptrdiff_t>(name.size()));
    }
  }
}

class Words {
 public:
  explicit Words(std::vector<std::string> words) : words_(std::move(words)) {
    for (auto& word : words_) {
      word = mend(word);
    }
  }

  bool any(std::initializer_list<std::string_view> wanted) const {
    return std::ranges::any_of(words_, [&](const std::string& word) {
      return std::ranges::find(wanted, word) != wanted.end();
    });
  }
  /// The words one after the other.
  bool phrase(std::initializer_list<std::string_view> wanted) const {
    return std::search(words_.begin(), words_.end(), wanted.begin(), wanted.end()) != words_.end();
  }
  /// Position after the phrase, or kNone.
  std::size_t after(std::initializer_list<std::string_view> wanted) const {
    const auto at = std::search(words_.begin(), words_.end(), wanted.begin(), wanted.end());
    return at == words_.end() ? kNone
                              : static_cast<std::size_t>(at - words_.begin()) + wanted.size();
  }
  std::vector<std::string> from(std::size_t position) const {
    return {words_.begin() + static_cast<std::ptrdiff_t>(position), words_.end()};
  }
  bool empty() const { return words_.empty(); }
  std::size_t size() const { return words_.size(); }
  const std::string& operator[](std::size_t i) const { return words_[i]; }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

 private:
  std::vector<std::string> words_;
};

/// "SECURITY TRUST", "SECURITY SYSTEMS": part of a firm's name that is not among the parties.
bool security_word_is_name(const Words& words, std::size_t i) {
  constexpr std::array<std::string_view, 9> kNameParts{
      "TRUST", "SYSTEMS", "BANK", "CORP", "CORPORATION", "INC", "LLC", "TECHNOLOGIES", "SOLUTIONS"};
  return i + 1 < words.size() && std::ranges::find(kNameParts, words[i + 1]) != kNameParts.end();
}

bool speaks_of_security(const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((words[i] == "SECURITY" || words[i] == "SECURED" || words[i] == "SECURITIES") &&
        !security_word_is_name(words, i)) {
      return true;
    }
  }
  return words.any({"LIEN", "LIENS", "MORTGAGE", "PLEDGE", "PLEDGED", "HYPOTHEC", "HYPOTHECATION",
                    "COLLATERAL", "CHARGE", "DEBENTURE"}) ||
         words.phrase({"DEED", "OF", "TRUST"});
}

/// "ASSIGNMENT OF PATENT SECURITY INTEREST", "TRANSFER OF LIEN": the secured party's position
/// moves. "ASSIGNMENT OF PATENTS AND SECURITY AGREEMENT" and "ASSIGNMENT OF PATENTS FOR SECURITY"
/// do not.
bool moves_security(const Words& words) {
  constexpr std::size_t kBetween = 7;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    const bool verb =
        words[i] == "ASSIGNMENT" || words[i] == "TRANSFER" || words[i] == "ASSUMPTION";
    if (!verb || words[i + 1] != "OF") {
      continue;
    }
    for (std::size_t j = i + 2; j < std::min(words.size(), i + 2 + kBetween); ++j) {
      if (words[j] == "AND" || words[j] == "FOR" || words[j] == "AS") {
        break;
      }
      const bool security = words[j] == "SECURITY" && j + 1 < words.size() &&
                            (words[j + 1] == "INTEREST" || words[j + 1] == "INTERESTS" ||
                             words[j + 1] == "AGREEMENT" || words[j + 1] == "AGREEMENTS");
      if (security || words[j] == "LIEN" || words[j] == "LIENS" || words[j] == "MORTGAGE") {
        return true;
      }
    }
  }
  const bool agency = words.any({"AGENT", "AGENCY"});
  return agency &&
         words.any({"SUCCESSOR", "SUCCESSION", "RESIGNATION", "SUBSTITUTION", "APPOINTMENT"});
}

bool ends_security(const Words& words) {
  if (words.any({"RELEASE", "RELEASES", "RELEASED", "RELEASING", "DISCHARGE", "SATISFACTION",
                 "RECONVEYANCE"})) {
    return !words.any({"LICENSE", "LICENCE", "ASSIGNMENT"}) || speaks_of_security(words);
  }
  return words.any({"TERMINATION", "TERMINATED", "CANCELLATION", "WITHDRAWAL", "REASSIGNMENT"}) &&
         speaks_of_security(words);
}

bool renames(const Words& words) {
  return (words.any({"CHANGE", "CHANGED"}) && words.any({"NAME", "NAMES", "ENTITY", "FORM"})) ||
         words.any({"CONVERSION", "DOMESTICATION", "RENAMING"});
}

bool same_firm(const std::vector<std::string>& grantors, const std::vector<std::string>& grantees) {
  return grantors.size() == 1 && grantees.size() == 1 &&
         normal_party_name(grantors.front()) == normal_party_name(grantees.front());
}

struct Rule {
  std::string_view word;
  ConveyanceClass conveyance_class;
};

/// Chinese register words, the more specific first: 质押 is in 解除质押 too.
ConveyanceClass chinese_class(std::string_view text) {
  constexpr std::array<Rule, 17> kRules{{
      {"部分解除", ConveyanceClass::kPartialRelease},
      {"解除", ConveyanceClass::kRelease},
      {"注销", ConveyanceClass::kRelease},
      {"质权转移", ConveyanceClass::kSecurityTransfer},
      {"质押", ConveyanceClass::kSecurityInterest},
      {"质权", ConveyanceClass::kSecurityInterest},
      {"抵押", ConveyanceClass::kSecurityInterest},
      {"更正", ConveyanceClass::kCorrection},
      {"许可", ConveyanceClass::kLicence},
      {"保全", ConveyanceClass::kCourtOrder},
      {"查封", ConveyanceClass::kCourtOrder},
      {"合并", ConveyanceClass::kMerger},
      {"名称变更", ConveyanceClass::kChangeOfName},
      {"更名", ConveyanceClass::kChangeOfName},
      {"转让", ConveyanceClass::kAssignment},
      {"转移", ConveyanceClass::kAssignment},
      {"移转", ConveyanceClass::kAssignment},
  }};
  for (const auto& rule : kRules) {
    if (text.find(rule.word) != std::string_view::npos) {
      return rule.conveyance_class;
    }
  }
  return ConveyanceClass::kUnknown;
}

ConveyanceClass class_of_security_words(const Words& words) {
  if (ends_security(words)) {
    return words.any({"PARTIAL", "PARTIALLY"}) ? ConveyanceClass::kPartialRelease
                                               : ConveyanceClass::kRelease;
  }
  if (words.any({"SUBORDINATION"})) {
    return ConveyanceClass::kOther;
  }
  if (moves_security(words)) {
    return ConveyanceClass::kSecurityTransfer;
  }
  return speaks_of_security(words) ? ConveyanceClass::kSecurityInterest : ConveyanceClass::kUnknown;
}

ConveyanceClass class_of_words(const Words& words, const std::vector<std::string>& grantors,
                               const std::vector<std::string>& grantees) {
  using enum ConveyanceClass;
  if (const auto security = class_of_security_words(words); security != kUnknown) {
    return security;
  }
  if (words.any({"LICENSE", "LICENCE", "LICENSES", "LICENSED", "SUBLICENSE"})) {
    return words.any({"TERMINATION", "TERMINATED"}) ? kOther : kLicence;
  }
  if (words.phrase({"COURT", "ORDER"}) || words.phrase({"COURT", "APPOINTMENT"}) ||
      words.any(
          {"DECREE", "JUDGMENT", "ATTACHMENT", "INJUNCTION", "BANKRUPTCY", "RECEIVER", "LEVY"})) {
    return kCourtOrder;
  }
  if (words.any({"MERGER", "MERGED", "MERGING", "AMALGAMATION", "CONSOLIDATION", "DEMERGER"})) {
    return kMerger;
  }
  if (renames(words)) {
    return kChangeOfName;
  }
  if (words.any({"TESTAMENTARY", "OPTION"}) || words.phrase({"LETTERS", "OF", "ADMINISTRATION"}) ||
      (words.any({"CHANGE"}) && words.any({"ADDRESS"}))) {
    return kOther;
  }
  if (words.any({"CONVEYANCE", "ENTITY"}) && same_firm(grantors, grantees)) {
    return kChangeOfName;
  }
  if (words.any({"ASSIGNMENT", "ASSIGNMENTS", "ASSIGNED", "ASSIGN", "ASSIGNS", "ASSIGNORS",
                 "TRANSFER", "TRANSFERS", "TRANSFERRED", "SALE", "PURCHASE", "CONVEYANCE",
                 "QUITCLAIM", "CONTRIBUTION", "DISTRIBUTION", "REASSIGNMENT", "FORECLOSURE"}) ||
      words.phrase({"NUNC", "PRO", "TUNC"})) {
    return kAssignment;
  }
  return kUnknown;
}

/// A plain "assignment" to or from somebody who holds only as agent for lenders is security.
ConveyanceClass by_capacity(ConveyanceClass read, const std::vector<std::string>& grantors,
                            const std::vector<std::string>& grantees) {
  if (read != ConveyanceClass::kAssignment || grantors.empty() || grantees.empty()) {
    return read;
  }
  const bool from_agent = std::ranges::all_of(grantors, is_security_capacity);
  const bool to_agent = std::ranges::all_of(grantees, is_security_capacity);
  if (from_agent && to_agent) {
    return ConveyanceClass::kSecurityTransfer;
  }
  if (to_agent) {
    return ConveyanceClass::kSecurityInterest;
  }
  return from_agent ? ConveyanceClass::kRelease : read;
}

/// The recording named after the last "RECORDED": what stands before may name others.
std::string corrected_id(std::string_view text, const std::vector<std::string>& cited) {
  const std::string upper = ascii_upper(text.substr(0, kTextBytesMax));
  const std::size_t recorded = upper.rfind("RECORDED");
  if (recorded != std::string::npos) {
    const auto after = cited_recordings(std::string_view(upper).substr(recorded));
    if (!after.empty()) {
      return after.front();
    }
  }
  return cited.empty() ? "" : cited.front();
}

bool is_correction(const Words& words) {
  return words.any({"CORRECTIVE", "CORRECTION", "CORRECTED", "CORRECTING"}) ||
         words.phrase({"TO", "CORRECT"});
}

ConveyanceClass confirmed_class(const Words& words, const std::vector<std::string>& grantors,
                                const std::vector<std::string>& grantees) {
  for (const std::string_view verb : {"CONFIRMS", "CONFIRM"}) {
    if (const auto at = words.after({"HEREBY", verb}); at != Words::kNone) {
      return by_capacity(class_of_words(Words(words.from(at)), grantors, grantees), grantors,
                         grantees);
    }
  }
  // Without a confirmation the words before "TO CORRECT" name the instrument itself.
  const auto at = words.after({"TO", "CORRECT"});
  std::vector<std::string> head = words.from(0);
  if (at != Words::kNone) {
    head.resize(at - 2);
  }
  return by_capacity(class_of_words(Words(std::move(head)), grantors, grantees), grantors,
                     grantees);
}

}  // namespace

ConveyanceReading read_conveyance(std::string_view text, const std::vector<std::string>& grantors,
                                  const std::vector<std::string>& grantees) {
  ConveyanceReading reading;
  reading.cited = cited_recordings(text);
  std::vector<std::string> plain = split_words(text);
  erase_names(plain, grantors);
  erase_names(plain, grantees);
  const Words words(std::move(plain));
  if (is_correction(words)) {
    reading.conveyance_class = ConveyanceClass::kCorrection;
    reading.underlying = confirmed_class(words, grantors, grantees);
    reading.corrects = corrected_id(text, reading.cited);
    return reading;
  }
  reading.conveyance_class =
      by_capacity(class_of_words(words, grantors, grantees), grantors, grantees);
  if (reading.conveyance_class == ConveyanceClass::kUnknown) {
    reading.conveyance_class = chinese_class(text.substr(0, kTextBytesMax));
  }
  reading.underlying = reading.conveyance_class;
  const bool release = reading.conveyance_class == ConveyanceClass::kRelease ||
                       reading.conveyance_class == ConveyanceClass::kPartialRelease;
  if (release && !reading.cited.empty()) {
    reading.releases = reading.cited.front();
  }
  return reading;
}

void classify(Recording& recording) {
  const ConveyanceReading reading = read_conveyance(
      recording.conveyance, party_names(recording.grantors), party_names(recording.grantees));
  recording.conveyance_class = reading.conveyance_class;
  recording.corrects = reading.corrects;
  recording.releases = reading.releases;
}

std::vector<std::string> party_names(const std::vector<RecordedParty>& parties) {
  std::vector<std::string> names;
  names.reserve(parties.size());
  for (const auto& party : parties) {
    names.push_back(party.party.name);
  }
  return names;
}

}  // namespace pignus::registers
