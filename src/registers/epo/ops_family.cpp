#include "registers/epo/ops_family.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "registers/epo/exchange_numbers.h"
#include "registers/epo/exchange_record.h"
#include "registers/epo/exchange_tree.h"
#include "registers/epo/ops_legal.h"
#include "registers/epo/us_assignment_event.h"
#include "registers/epo/xml_tree.h"
#include "registers/number.h"

namespace pignus::registers {

namespace {

/// A member as the first walk sees it. The texts are owned, as parts are cleared in between.
struct Member {
  pugi::xml_node node;
  std::string publication;  ///< normal form
  std::string country;
  std::string application;      ///< normal form
  std::string application_key;  ///< country and docdb number, as events name it
  std::string publication_key;
  RightType type = RightType::kUnknown;
  std::optional<RightId> id;
  bool is_grant = false;
};

std::string key_of(std::string_view country, std::string_view number) {
  return std::string(country) + " " + std::string(number);
}

ExchangeNumber docdb_below(pugi::xml_node reference, ExchangeParts& parts) {
  ExchangeNumber found;
  each_child(reference, "document-id", [&](pugi::xml_node id) {
    const ExchangeNumber number = exchange_number_of(id, "docdb", parts);
    if (found.number.empty() && number.format == "docdb") found = number;
  });
  return found;
}

void add_numbers(pugi::xml_node reference, ExchangeParts& parts,
                 std::vector<ExchangeNumber>& numbers) {
  each_child(reference, "document-id",
             [&](pugi::xml_node id) { numbers.push_back(exchange_number_of(id, "docdb", parts)); });
}

/// What the member itself says, where it has no exchange document of its own.
void parts_of_member(pugi::xml_node node, ExchangeParts& parts) {
  parts.clear();
  const ExchangeNumber publication = docdb_below(child_named(node, "publication-reference"), parts);
  parts.country = publication.country;
  parts.number = publication.number;
  parts.kind = publication.kind;
  parts.published = publication.date;
  parts.family_id = parts.made.emplace_back(attribute_of(node, "family-id"));
  each_child(node, "application-reference",
             [&](pugi::xml_node at) { add_numbers(at, parts, parts.applications); });
  each_child(node, "priority-claim", [&](pugi::xml_node claim) {
    const std::string_view sequence = parts.made.emplace_back(attribute_of(claim, "sequence"));
    each_child(claim, "document-id", [&](pugi::xml_node id) {
      parts.priorities.push_back({exchange_number_of(id, "docdb", parts), sequence});
    });
  });
}

Member member_of(pugi::xml_node node, ExchangeParts& parts) {
  parts_of_member(node, parts);
  Member member;
  member.node = node;
  const ExchangeNumber publication{"docdb", parts.country, parts.number, parts.kind,
                                   parts.published};
  ApplicationForms application;
  for (const ExchangeNumber& number : parts.applications) application.add(number);
  member.country = text_of(publication.country);
  member.publication = publication_text(publication);
  member.publication_key = key_of(publication.country, publication.number);
  member.application = application_text(application);
  if (application.docdb != nullptr) {
    member.application_key = key_of(application.docdb->country, application.docdb->number);
  }
  member.id = right_of_publication(publication, member.application, member.type);
  member.is_grant = is_grant_kind(publication.country, publication.kind, publication.date);
  return member;
}

/// Members named in each other's family: beyond, the lists would grow with the square.
constexpr std::size_t kListedMax = 1000;

class Family {
 public:
  Family(pugi::xml_node family, AnswerSink& sink) : sink_(sink) {
    each_child(family, "family-member",
               [&](pugi::xml_node node) { members_.push_back(member_of(node, parts_)); });
    for (std::size_t i = 0; i < members_.size(); ++i) index(i);
    // The patent granted on a US application names its publication too.
    for (Member& member : members_) {
      if (member.country != "US" || member.application_key.empty()) continue;
      const Member& granted = members_[by_application_.at(member.application_key)];
      if (granted.is_grant && granted.id) member.id = granted.id;
    }
  }

  void deliver() {
    if (members_.size() > kListedMax) {
      sink_.note(ErrorCode::kLimitExceeded, "a family of " + std::to_string(members_.size()) +
                                                " members; each record lists " + "the first " +
                                                std::to_string(kListedMax));
    }
    for (const Member& member : members_) {
      if (!sink_.go_on()) return;
      sink_.next_record();
      deliver_record(member);
      each_child(member.node, "legal", [&](pugi::xml_node legal) {
        if (sink_.go_on()) deliver_event(member, legal);
      });
    }
  }
  std::size_t size() const { return members_.size(); }

 private:
  void index(std::size_t i) {
    const Member& member = members_[i];
    by_publication_.emplace(member.publication_key, i);
    if (member.application_key.empty()) return;
    const auto [at, is_new] = by_application_.emplace(member.application_key, i);
    if (!is_new && member.is_grant && !members_[at->second].is_grant) at->second = i;
  }

  void deliver_record(const Member& member) {
    const auto document = child_named(member.node, "exchange-document");
    if (document) {
      exchange_parts_of(document, parts_);
    } else {
      parts_of_member(member.node, parts_);
    }
    auto facts = facts_of(parts_, sink_.where());
    if (!facts) return sink_.problem(std::move(facts.error()));
    for (Fact& fact : facts->facts) {
      if (auto* record = std::get_if<RightRecord>(&fact)) complete(member, *record);
      sink_.fact(std::move(fact));
    }
    for (Error& error : facts->unread) sink_.problem(std::move(error));
  }

  void complete(const Member& member, RightRecord& record) const {
    if (member.id) record.id = *member.id;
    std::string family_id = attribute_of(member.node, "family-id");
    if (!family_id.empty()) record.details.emplace("family_id", std::move(family_id));
    const std::size_t listed = std::min(members_.size(), kListedMax);
    for (std::size_t i = 0; i < listed; ++i) {
      const std::string& other = members_[i].publication;
      if (other != member.publication) record.family.push_back(other);
    }
  }

  /// The right an event is told of: by the application or publication it names, within the family;
  /// the member under which it stands, where that is of the same country.
  std::optional<RightId> right_of(const LegalDocument& document, const Member& under) const {
    const std::string key = key_of(document.country, document.number);
    if (document.published) {
      if (const auto at = by_publication_.find(key); at != by_publication_.end()) {
        return members_[at->second].id;
      }
    }
    if (const auto at = by_application_.find(key); at != by_application_.end()) {
      return members_[at->second].id;
    }
    if (document.country == under.country) return under.id;
    const ExchangeNumber number{"docdb", document.country, document.number, document.kind, ""};
    if (document.published) {
      RightType type = RightType::kUnknown;
      return right_of_publication(number, "", type);
    }
    ApplicationForms forms;
    forms.add(number);
    const auto parsed =
        parse_number(application_text(forms), document.country, NumberKind::kApplication);
    return parsed ? right_id(*parsed) : std::nullopt;
  }

  void deliver_event(const Member& member, pugi::xml_node legal) {
    auto told = ops_legal_event(legal, sink_.where());
    if (!told) return sink_.problem(std::move(told.error()));
    const auto id = right_of(told->document, member);
    if (!id) {
      return sink_.problem(ErrorCode::kInvalidInput, "legal",
                           "cannot tell the right of event " + told->event.code + " of \"" +
                               told->document.country + " " + told->document.number + " " +
                               told->document.kind + "\"");
    }
    LegalEvent& event = told->event;
    event.right = *id;
    event.source = sink_.source();
    std::optional<Recording> recording =
        told->document.country == "US" ? us_assignment_of(event) : std::nullopt;
    sink_.fact(std::move(event));
    if (recording) {
      recording->properties.front().application_number = member.application;
      sink_.fact(std::move(*recording));
    }
  }

  AnswerSink& sink_;
  ExchangeParts parts_;
  std::vector<Member> members_;
  std::map<std::string, std::size_t> by_application_;
  std::map<std::string, std::size_t> by_publication_;
};

}  // namespace

void read_ops_family(pugi::xml_node family, AnswerSink& sink) {
  Family members(family, sink);
  members.deliver();
  if (members.size() == 0) {
    sink.note(ErrorCode::kNotFound, "a family answer without members");
  }
}

}  // namespace pignus::registers
