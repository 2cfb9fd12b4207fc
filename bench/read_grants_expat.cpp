// The peer: expat over each document of a mapped file, keeping the fields that our reader keeps.
#include <cstring>
#include <expat.h>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/file.h"
#include "core/utf8.h"
#include "read_grants.h"

namespace {

enum class Field {
  kNumber,
  kDate,
  kTitle,
  kOrganisation,
  kFirstName,
  kLastName,
  kCountry,
  kParty,
  kClass,
  kClassPart,
  kLiterature,
  kCitation,
  kClaimCount
};

// By the element's name and its parent's.
const std::unordered_map<std::string_view, Field>& fields() {
  static const std::unordered_map<std::string_view, Field> kFields{
      {"document-id/doc-number", Field::kNumber},
      {"document-id/date", Field::kDate},
      {"us-bibliographic-data-grant/invention-title", Field::kTitle},
      {"addressbook/orgname", Field::kOrganisation},
      {"assignee/orgname", Field::kOrganisation},
      {"addressbook/first-name", Field::kFirstName},
      {"addressbook/last-name", Field::kLastName},
      {"address/country", Field::kCountry},
      {"assignees/assignee", Field::kParty},
      {"applicants/applicant", Field::kParty},
      {"us-applicants/us-applicant", Field::kParty},
      {"inventors/inventor", Field::kParty},
      {"classifications-ipcr/classification-ipcr", Field::kClass},
      {"main-cpc/classification-cpc", Field::kClass},
      {"further-cpc/classification-cpc", Field::kClass},
      {"classification-ipc/main-classification", Field::kClass},
      {"classification-ipc/further-classification", Field::kClass},
      {"classification-locarno/main-classification", Field::kClass},
      {"classification-ipcr/section", Field::kClassPart},
      {"classification-ipcr/class", Field::kClassPart},
      {"classification-ipcr/subclass", Field::kClassPart},
      {"classification-ipcr/main-group", Field::kClassPart},
      {"classification-ipcr/subgroup", Field::kClassPart},
      {"classification-cpc/section", Field::kClassPart},
      {"classification-cpc/class", Field::kClassPart},
      {"classification-cpc/subclass", Field::kClassPart},
      {"classification-cpc/main-group", Field::kClassPart},
      {"classification-cpc/subgroup", Field::kClassPart},
      {"nplcit/othercit", Field::kLiterature},
      {"references-cited/citation", Field::kCitation},
      {"us-references-cited/us-citation", Field::kCitation},
      {"us-bibliographic-data-grant/number-of-claims", Field::kClaimCount}};
  return kFields;
}

struct Row {
  std::string title;
  std::vector<std::string> numbers, dates, owners, applicants, inventors, literature;
  std::set<std::string> classes;
  std::size_t citations = 0;
  std::size_t claims = 0;
  std::size_t independent = 0;
};

class Peer {
 public:
  GrantTotals totals;

  void document(XML_Parser parser, std::string_view text) {
    row_ = {};
    names_.clear();
    grant_ = false;
    XML_ParserReset(parser, nullptr);
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, &Peer::on_start, &Peer::on_end);
    XML_SetCharacterDataHandler(parser, &Peer::on_text);
    if (XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) != XML_STATUS_OK) {
      throw std::runtime_error(XML_ErrorString(XML_GetErrorCode(parser)));
    }
    if (grant_) add();
  }

 private:
  static void on_start(void* self, const char* name, const char** attributes) {
    static_cast<Peer*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const char*) { static_cast<Peer*>(self)->end(); }
  static void on_text(void* self, const char* text, int size) {
    auto* peer = static_cast<Peer*>(self);
    if (peer->keep_) peer->text_.append(text, static_cast<std::size_t>(size));
  }

  std::optional<Field> field() {
    if (names_.size() < 2) return std::nullopt;
    // The classes searched by the examiner are not the grant's.
    if (names_.size() > 2 && names_[2] == "us-field-of-classification-search") return std::nullopt;
    key_.assign(names_[names_.size() - 2]).append("/").append(names_.back());
    const auto found = fields().find(key_);
    if (found == fields().end()) return std::nullopt;
    // Nor are those of a document it cites.
    if (found->second == Field::kClass && names_[2] == "references-cited") return std::nullopt;
    return found->second;
  }

  void start(const char* name, const char** attributes) {
    if (names_.empty()) grant_ = std::strcmp(name, "us-patent-grant") == 0;
    names_.emplace_back(name);
    if (names_.size() == 2) inside_ = names_.back() == "us-bibliographic-data-grant";
    if (names_.back() == "claim") claim_refers_ = false;
    if (names_.back() == "claim-ref") claim_refers_ = true;
    if (!inside_) return;
    const auto known = field();
    if (!known) return;
    text_.clear();
    keep_ = true;
    if (*known == Field::kParty) {
      name_.clear();
      first_.clear();
      inventor_ = names_.back() == "inventor";
      for (int i = 0; attributes[i] != nullptr; i += 2) {
        if (std::strcmp(attributes[i], "app-type") == 0 &&
            std::strcmp(attributes[i + 1], "applicant-inventor") == 0) {
          inventor_ = true;
        }
      }
    } else if (*known == Field::kClass) {
      class_.clear();
    }
  }

  void end() {
    if (names_.back() == "claim" && !claim_refers_) ++row_.independent;
    if (inside_) {
      if (const auto known = field()) {
        close(*known);
        keep_ = false;
      }
    }
    names_.pop_back();
  }

  void close(Field known) {
    switch (known) {
      case Field::kNumber:
        row_.numbers.push_back(text_);
        break;
      case Field::kDate:
        row_.dates.push_back(text_);
        break;
      case Field::kTitle:
        row_.title = pignus::squeeze_spaces(text_);
        break;
      case Field::kOrganisation:
        name_ = pignus::squeeze_spaces(text_);
        break;
      case Field::kFirstName:
        first_ = pignus::squeeze_spaces(text_);
        break;
      case Field::kLastName:
        name_ = pignus::squeeze_spaces(text_);
        break;
      case Field::kParty:
        close_party();
        break;
      case Field::kClassPart:
        class_ += text_;
        break;
      case Field::kClass:
        row_.classes.insert(class_.empty() ? pignus::squeeze_spaces(text_) : class_);
        break;
      case Field::kLiterature:
        row_.literature.push_back(pignus::squeeze_spaces(text_));
        break;
      case Field::kCitation:
        ++row_.citations;
        break;
      case Field::kClaimCount:
        row_.claims = std::stoul(text_);
        break;
      case Field::kCountry:
        break;
    }
  }

  void close_party() {
    std::string name = first_.empty() ? name_ : first_ + " " + name_;
    const std::string& element = names_.back();
    if (inventor_) row_.inventors.push_back(name);
    if (element == "assignee") {
      row_.owners.push_back(std::move(name));
    } else if (element != "inventor") {
      row_.applicants.push_back(std::move(name));
    }
  }

  void add() {
    ++totals.records;
    totals.title_bytes += row_.title.size();
    totals.owners += row_.owners.empty() ? row_.applicants.size() : row_.owners.size();
    totals.inventors += row_.inventors.size();
    totals.classes += row_.classes.size();
    totals.citations += row_.citations;
    totals.claims += row_.claims;
    totals.independent += row_.independent;
  }

  Row row_;
  std::vector<std::string> names_;
  std::string key_, text_, name_, first_, class_;
  bool grant_ = false, inside_ = false, keep_ = false, inventor_ = false, claim_refers_ = false;
};

struct ParserFree {
  void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

}  // namespace

GrantTotals read_with_expat(const std::string& path) {
  const auto file = pignus::MappedFile::open(path);
  if (!file) throw std::runtime_error(describe(file.error()));
  const std::string_view bytes = file->bytes();
  const std::unique_ptr<XML_ParserStruct, ParserFree> parser(XML_ParserCreate("UTF-8"));
  Peer peer;
  constexpr std::string_view kProlog = "<?xml ";
  std::size_t at = 0;
  while (at < bytes.size()) {
    const void* hit =
        ::memmem(bytes.data() + at + 1, bytes.size() - at - 1, kProlog.data(), kProlog.size());
    const std::size_t next =
        hit == nullptr ? bytes.size()
                       : static_cast<std::size_t>(static_cast<const char*>(hit) - bytes.data());
    peer.document(parser.get(), bytes.substr(at, next - at));
    at = next;
  }
  return peer.totals;
}
