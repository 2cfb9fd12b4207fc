#include "underwriting/product_coverage.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "registers/type_of_key.h"
#include "valuation/market/coverage.h"

namespace pignus::underwriting {

namespace {

std::string title_on_file(const book::RightFile& right) {
  const registers::RightRecord* record = right.facts.latest_record();
  return record != nullptr && !record->title.empty() ? record->title : right.offered.title;
}

bool is_mark(const book::RightFile& right) {
  const registers::RightRecord* record = right.facts.latest_record();
  const registers::RightType type =
      record != nullptr && record->type != registers::RightType::kUnknown
          ? record->type
          : registers::type_of_key(right.offered.id.value_or(right.facts.id));
  return type == registers::RightType::kTrademark;
}

/// The texts of the offered rights, each right once.
struct OfferedTexts {
  std::vector<text::RightText> texts;
  std::size_t without_text = 0;
};

OfferedTexts offered_texts(const std::vector<book::RightFile>& rights) {
  OfferedTexts offered;
  std::set<std::string> ids;
  for (const book::RightFile& right : rights) {
    if (is_mark(right)) {
      continue;
    }
    std::string title = title_on_file(right);
    const std::string id = right.offered.id ? right.offered.id->value : right.offered.stated_number;
    if (title.empty() || id.empty()) {
      ++offered.without_text;
    } else if (ids.insert(id).second) {
      const registers::RightRecord* record = right.facts.latest_record();
      offered.texts.push_back({id, std::move(title), "", "",
                               record != nullptr ? record->classes : std::vector<std::string>{}});
    }
  }
  return offered;
}

std::vector<text::RightText> background_of(const MarketFacts& market) {
  std::vector<text::RightText> texts;
  for (const auto& [id, facts] : market.traded) {
    const registers::RightRecord* record = facts.latest_record();
    if (record != nullptr && !record->title.empty()) {
      texts.push_back({id.value, record->title, "", "", {}});
    }
  }
  return texts;
}

book::SpeakingRight speaking(const valuation::CoverageCandidate& candidate,
                             const std::map<std::string, std::string>& titles) {
  return {{candidate.id},
          titles.at(candidate.id),
          candidate.shares_words,
          candidate.words_found,
          candidate.words_missing};
}

}  // namespace

Result<std::vector<book::ProductCoverage>> coverage_of_products(
    const book::Dossier& dossier, const std::vector<book::RightFile>& rights,
    const MarketFacts& market) {
  std::vector<book::ProductCoverage> all;
  if (dossier.products.empty()) {
    return all;
  }
  const OfferedTexts offered = offered_texts(rights);
  const std::vector<text::RightText> background = background_of(market);
  std::map<std::string, std::string> titles;
  for (const text::RightText& text : offered.texts) {
    titles.emplace(text.id, text.title);
  }
  for (const book::Product& product : dossier.products) {
    book::ProductCoverage& coverage = all.emplace_back();
    coverage.product = product.name;
    coverage.without_text = offered.without_text;
    if (offered.texts.empty()) {
      coverage.unknown = "coverage.no_titles";
      continue;
    }
    const auto answer =
        valuation::rights_speaking_of({"", product.name, product.description, "", {}},
                                      offered.texts, background, valuation::embedded_text_model());
    if (!answer && answer.error().where.field == "product") {
      coverage.unknown = "coverage.no_words";
      continue;
    }
    PIGNUS_TRY(answer);
    coverage.texts = answer->texts;
    coverage.thin = answer->thin;
    for (const valuation::CoverageCandidate& candidate : answer->candidates) {
      coverage.rights.push_back(speaking(candidate, titles));
    }
  }
  return all;
}

}  // namespace pignus::underwriting
