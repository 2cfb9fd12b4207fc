#include "disclosure/comparison.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace pignus::disclosure {

namespace {

const registers::RightFacts& no_facts() {
  static const registers::RightFacts none;
  return none;
}

template <typename T>
void append_new(std::vector<T>& to, const std::vector<T>& from) {
  for (const T& item : from) {
    if (std::find(to.begin(), to.end(), item) == to.end()) {
      to.push_back(item);
    }
  }
}

bool same_evidence(const book::FactEvidence& left, const book::FactEvidence& right) {
  return left.what == right.what && left.value == right.value && left.true_on == right.true_on &&
         left.known_on == right.known_on && left.source == right.source;
}

auto order(const book::Finding& finding) {
  return std::make_tuple(-static_cast<int>(finding.severity), static_cast<int>(finding.code),
                         finding.right.value_or(registers::RightId{}), finding.stated_number,
                         finding.message, finding.arguments);
}

// A recording that names many rights tells the same of each: whoever says the same in all but the
// right's number is one matter. Only what the firm is silent about; a statement has its own place.
bool same_matter(const book::Finding& left, const book::Finding& right) {
  return left.statement_ids.empty() && right.statement_ids.empty() && left.right && right.right &&
         (left.code == book::FindingCode::kPledgeOmitted ||
          left.code == book::FindingCode::kLicenceOmitted) &&
         left.code == right.code && left.severity == right.severity &&
         left.message == right.message &&
         std::equal(left.arguments.begin() + 1, left.arguments.end(), right.arguments.begin() + 1,
                    right.arguments.end());
}

void append_evidence(std::vector<book::FactEvidence>& to,
                     const std::vector<book::FactEvidence>& from) {
  for (const book::FactEvidence& fact : from) {
    if (std::none_of(to.begin(), to.end(),
                     [&](const auto& known) { return same_evidence(known, fact); })) {
      to.push_back(fact);
    }
  }
}

// As the dossier lists them, and the first one for all.
void order_rights(book::Finding& finding, const std::map<std::string, std::size_t>& place) {
  const auto at = [&](const book::ConcernedRight& right) {
    const auto found = place.find(right.stated_number);
    return found == place.end() ? place.size() : found->second;
  };
  std::stable_sort(finding.rights.begin(), finding.rights.end(),
                   [&](const auto& left, const auto& right) { return at(left) < at(right); });
  finding.right = finding.rights.front().id;
  finding.stated_number = finding.rights.front().stated_number;
  finding.arguments.front() = finding.stated_number;
}

std::vector<book::Finding> one_a_matter(std::vector<book::Finding> findings,
                                        const std::map<std::string, std::size_t>& place) {
  std::vector<book::Finding> out;
  for (book::Finding& finding : findings) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const book::Finding& other) {
      return same_matter(other, finding);
    });
    if (same == out.end()) {
      out.push_back(std::move(finding));
      continue;
    }
    if (same->rights.empty()) {
      same->rights.push_back({same->right, same->stated_number});
    }
    same->rights.push_back({finding.right, finding.stated_number});
    append_evidence(same->facts, finding.facts);
  }
  for (book::Finding& finding : out) {
    if (!finding.rights.empty()) {
      order_rights(finding, place);
    }
  }
  return out;
}

// "finding.status_misreported.ended" -> "question.status_misreported.ended"
std::string question_for(const std::string& message) {
  return "question." + message;
}

}  // namespace

std::vector<const book::Statement*> RightCase::of(book::StatementKind kind) const {
  std::vector<const book::Statement*> chosen;
  for (const book::Statement* statement : statements) {
    if (statement->kind == kind) {
      chosen.push_back(statement);
    }
  }
  return chosen;
}

Comparison::Comparison(const book::Dossier& dossier, const FactsByRight& facts,
                       CompareOptions options)
    : dossier_(dossier), options_(options) {
  std::map<registers::RightId, RightCase> cases;
  const auto case_of = [&](const registers::RightId& id, const std::string& number) -> RightCase& {
    RightCase& right = cases[id];
    if (right.facts == nullptr) {
      const auto found = facts.find(id);
      right.id = id;
      right.stated_number = number;
      right.facts = found == facts.end() ? &no_facts() : &found->second;
    }
    return right;
  };
  for (const book::OfferedRight& offered : dossier.rights) {
    if (offered.id) {
      case_of(*offered.id, offered.stated_number).offered = true;
    }
  }
  for (const book::Statement& statement : dossier.statements) {
    if (statement.right) {
      case_of(*statement.right, statement.stated_number).statements.push_back(&statement);
    }
  }
  for (auto& [id, right] : cases) {
    cases_.push_back(std::move(right));
  }
}

const registers::LegalStatus& Comparison::status(const RightCase& right, Date day) const {
  const auto [entry, fresh] = statuses_.try_emplace({right.id, day});
  if (fresh) {
    entry->second = registers::status_as_of(*right.facts, on(day));
  }
  return entry->second;
}

const registers::LienChain& Comparison::liens(const RightCase& right, Date day) const {
  const auto [entry, fresh] = chains_.try_emplace({right.id, day});
  if (fresh) {
    entry->second = registers::lien_chain(*right.facts, on(day));
  }
  return entry->second;
}

void Comparison::object(const RightCase& right, const book::Statement& statement,
                        const Objection& objection, Date day) {
  book::Finding finding;
  finding.code = objection.code;
  finding.severity = objection.severity;
  finding.right = right.id;
  finding.stated_number = right.stated_number;
  finding.statement_ids = {statement.id};
  finding.places = {statement.place};
  finding.stated = statement.value;
  finding.facts = objection.facts;
  finding.message = "finding." + objection.message;
  finding.question = question_for(objection.message);
  finding.arguments = {right.stated_number, statement.value, objection.found, day.iso()};
  finding.arguments.insert(finding.arguments.end(), objection.more.begin(), objection.more.end());
  add(std::move(finding));
}

void Comparison::object_stale(const RightCase& right, const book::Statement& statement,
                              const Objection& objection) {
  Objection stale = objection;
  stale.code = book::FindingCode::kStaleSnapshot;
  stale.severity = std::min(objection.severity, book::Severity::kMajor);
  stale.message = "stale_snapshot." + std::string(book::name_of(statement.kind));
  stale.more = {statement.stated_on.iso()};
  object(right, statement, stale, today());
}

void Comparison::omitted(const RightCase& right, const Objection& objection) {
  book::Finding finding;
  finding.code = objection.code;
  finding.severity = objection.severity;
  finding.right = right.id;
  finding.stated_number = right.stated_number;
  finding.facts = objection.facts;
  finding.message = "finding." + objection.message;
  finding.question = question_for(objection.message);
  finding.arguments = {right.stated_number, "", objection.found, today().iso()};
  finding.arguments.insert(finding.arguments.end(), objection.more.begin(), objection.more.end());
  add(std::move(finding));
}

void Comparison::add(book::Finding finding) {
  const auto same = std::find_if(findings_.begin(), findings_.end(), [&](const auto& other) {
    return other.code == finding.code && other.right == finding.right &&
           other.stated_number == finding.stated_number && other.message == finding.message &&
           (finding.right || other.arguments == finding.arguments);
  });
  if (same == findings_.end()) {
    findings_.push_back(std::move(finding));
    return;
  }
  same->severity = std::max(same->severity, finding.severity);
  append_new(same->statement_ids, finding.statement_ids);
  append_new(same->places, finding.places);
  append_evidence(same->facts, finding.facts);
}

bool Comparison::reported(const registers::RightId& right,
                          std::initializer_list<book::FindingCode> codes) const {
  return std::any_of(findings_.begin(), findings_.end(), [&](const book::Finding& finding) {
    return finding.right == right &&
           std::find(codes.begin(), codes.end(), finding.code) != codes.end();
  });
}

std::vector<book::Finding> Comparison::take_sorted() {
  std::sort(findings_.begin(), findings_.end(),
            [](const auto& left, const auto& right) { return order(left) < order(right); });
  std::map<std::string, std::size_t> place;
  for (const book::OfferedRight& offered : dossier_.rights) {
    place.emplace(offered.stated_number, place.size());
  }
  return one_a_matter(std::move(findings_), place);
}

book::FactEvidence record_evidence(std::string_view what, std::string value,
                                   const registers::RightFacts& facts) {
  book::FactEvidence evidence;
  evidence.what = what;
  evidence.value = std::move(value);
  if (const registers::RightRecord* record = facts.latest_record(); record != nullptr) {
    evidence.known_on = record->known;
    evidence.source = record->source;
  }
  return evidence;
}

book::FactEvidence status_evidence(std::string_view what, std::string value,
                                   const registers::RightFacts& facts,
                                   const registers::LegalStatus& status) {
  book::FactEvidence evidence = record_evidence(what, std::move(value), facts);
  evidence.true_on = status.since;
  for (const registers::LegalEvent& event : facts.events) {
    if (status.since && event.date.exact() == status.since) {
      evidence.known_on = event.known.value_or(*status.since);
      evidence.source = event.source;
    }
  }
  return evidence;
}

}  // namespace pignus::disclosure
