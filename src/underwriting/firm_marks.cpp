#include "underwriting/firm_marks.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "disclosure/title.h"
#include "registers/lien.h"
#include "registers/status.h"
#include "valuation/trademark/similar_marks.h"

namespace pignus::underwriting {

namespace {

/// What is at hand of one office.
struct OfficeMarks {
  std::vector<valuation::OwnedMark> marks;
  std::map<std::string, std::string> texts;
  std::set<std::string> offered;  ///< with goods
  std::vector<registers::RightId> without_goods;
};

bool stands(const registers::RightFacts& facts, AsOf as_of) {
  const registers::LegalStatus status = registers::status_as_of(facts, as_of);
  return registers::is_alive(status.state) || status.state == registers::LegalState::kPending ||
         status.state == registers::LegalState::kUnknown;
}

bool is_of_firm(const book::Firm& firm, const registers::RightFacts& facts, AsOf as_of) {
  const book::Title title =
      disclosure::title_on(firm, facts, registers::lien_chain(facts, as_of), as_of);
  return std::any_of(title.holders.begin(), title.holders.end(),
                     [](const book::TitleHolder& holder) { return holder.is_the_firm; });
}

std::vector<valuation::MarkGoods> goods_of(const registers::RightRecord& record) {
  std::vector<valuation::MarkGoods> goods;
  for (const std::string& text : record.classes) {
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const bool known = std::any_of(goods.begin(), goods.end(),
                                   [number](const auto& one) { return one.nice_class == number; });
    if (read.ptr == end && number >= 1 && number <= 45 && !known) {
      goods.push_back({number, {}});
    }
  }
  return goods;
}

void add_mark(const registers::RightRecord& record, const registers::RightId& id, bool offered,
              OfficeMarks& office) {
  std::vector<valuation::MarkGoods> goods = goods_of(record);
  if (goods.empty()) {
    office.without_goods.push_back(id);
    return;
  }
  office.marks.push_back({id.value, record.title, std::move(goods)});
  office.texts[id.value] = record.title;
  if (offered) {
    office.offered.insert(id.value);
  }
}

std::vector<book::MarkBeside> marks_of(const std::vector<valuation::MarkLink>& links,
                                       const OfficeMarks& office) {
  std::vector<book::MarkBeside> marks;
  for (const valuation::MarkLink& link : links) {
    marks.push_back({{link.id}, office.texts.at(link.id), {link.because_of}, link.likeness});
  }
  return marks;
}

std::set<registers::RightId> offered_rights(const book::Dossier& dossier) {
  std::set<registers::RightId> offered;
  for (const book::OfferedRight& right : dossier.rights) {
    if (right.id) {
      offered.insert(*right.id);
    }
  }
  return offered;
}

/// The latest record of a mark that is public on the day; nullptr: none, or no mark.
const registers::RightRecord* mark_record(const registers::RightFacts& known) {
  const registers::RightRecord* record = known.latest_record();
  return record != nullptr && record->type == registers::RightType::kTrademark ? record : nullptr;
}

}  // namespace

Result<std::vector<book::MarksTogether>> firm_marks(const book::Dossier& dossier,
                                                    const disclosure::FactsByRight& facts,
                                                    AsOf as_of,
                                                    const standards::ParameterSet& trademark) {
  const std::set<registers::RightId> offered = offered_rights(dossier);
  std::map<std::string, OfficeMarks> offices;
  for (const auto& [id, all] : facts) {
    const registers::RightFacts known = registers::known_facts(all, as_of);
    const registers::RightRecord* record = mark_record(known);
    if (record != nullptr && stands(known, as_of) &&
        (offered.contains(id) || is_of_firm(dossier.firm, known, as_of))) {
      add_mark(*record, id, offered.contains(id), offices[std::string(id.office())]);
    }
  }
  PIGNUS_ASSIGN(const valuation::MarkTerms terms, valuation::mark_terms(trademark));
  std::vector<book::MarksTogether> together;
  for (const auto& [name, office] : offices) {
    if (office.offered.empty()) {
      continue;  // nothing is pledged there
    }
    PIGNUS_ASSIGN(const valuation::MarkClosure closure,
                  valuation::similar_mark_closure(office.marks, office.offered, terms));
    book::MarksTogether result;
    result.office = name;
    result.marks_known = office.marks.size() + office.without_goods.size();
    for (const std::string& id : office.offered) {
      result.offered.push_back({id});
    }
    result.missing = marks_of(closure.missing, office);
    result.doubtful = marks_of(closure.doubtful, office);
    for (const std::string& id : closure.figures) {
      result.figures.push_back({id});
    }
    result.without_goods = office.without_goods;
    together.push_back(std::move(result));
  }
  return together;
}

}  // namespace pignus::underwriting
