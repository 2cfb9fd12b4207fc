#include "registers/epo/ops_fulltext.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "registers/epo/exchange_record.h"
#include "registers/epo/exchange_tree.h"
#include "registers/epo/xml_tree.h"

namespace pignus::registers {

namespace {

constexpr int kClaimsMax = 9999;

/// The words by which a claim refers to others.
struct References {
  std::string_view language;
  std::array<std::string_view, 4> words;
};
constexpr std::array<References, 3> kReferences{
    {{"EN", {" CLAIM ", " CLAIMS ", " PRECEDING CLAIM", " PREVIOUS CLAIM"}},
     {"DE", {" ANSPRUCH ", " ANSPRUECHE", " ANSPRÜCHE", " PATENTANSPRUCH "}},
     {"FR", {" REVENDICATION ", " REVENDICATIONS ", "REVENDICATIONS PR", "REVENDICATION PR"}}}};

/// "12. " or "12) " at the front, and nothing before it: 12; 0 where there is none.
int number_at(std::string_view text) {
  std::size_t at = text.find_first_not_of(" \t");
  int number = 0;
  const std::size_t first = at;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && number <= kClaimsMax) {
    number = (number * 10) + (text[at++] - '0');
  }
  if (at == first || at >= text.size() || number > kClaimsMax) return 0;
  while (at < text.size() && text[at] == ' ') ++at;
  return at < text.size() && (text[at] == '.' || text[at] == ')') ? number : 0;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t cut = text.find('\n');
    lines.push_back(text.substr(0, cut));
    if (cut == std::string_view::npos) return lines;
    text.remove_prefix(cut + 1);
  }
}

/// The claims as numbered from 1 without a gap; what stands before the first belongs to none.
std::vector<std::string> numbered_claims(const std::vector<std::string>& texts) {
  std::vector<std::string> claims;
  for (const std::string& text : texts) {
    for (const std::string_view line : lines_of(text)) {
      if (number_at(line) == static_cast<int>(claims.size()) + 1) {
        claims.emplace_back();
      }
      if (!claims.empty()) {
        claims.back() += line;
        claims.back() += ' ';
      }
    }
  }
  return claims;
}

std::optional<int> independent_of(const std::vector<std::string>& claims,
                                  std::string_view language) {
  const auto* const references = std::ranges::find(kReferences, language, &References::language);
  if (references == kReferences.end()) return std::nullopt;
  int independent = 0;
  for (const std::string& claim : claims) {
    std::string upper = " " + ascii_upper(claim) + " ";
    // "in claim 1," and "(claim 1)" are references as well.
    std::ranges::replace_if(upper, [](char c) { return c == ',' || c == '(' || c == '\n'; }, ' ');
    const bool refers = std::ranges::any_of(references->words, [&](std::string_view word) {
      return upper.find(word) != std::string::npos;
    });
    if (!refers) ++independent;
  }
  return independent;
}

/// As text_below, but line breaks stay: they part claims.
std::string text_with_lines(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) {
      out += text_below(child);
      continue;
    }
    for (const std::string_view line : lines_of(child.value())) {
      if (!out.empty() && line.data() != child.value()) out += '\n';
      out += text_of(line);
    }
  }
  return out;
}

std::vector<std::string> claim_texts(pugi::xml_node claims) {
  std::vector<std::string> texts;
  each_child(claims, "claim", [&](pugi::xml_node claim) {
    bool has_texts = false;
    each_child(claim, "claim-text", [&](pugi::xml_node text) {
      texts.push_back(text_with_lines(text));
      has_texts = true;
    });
    if (!has_texts) texts.push_back(text_with_lines(claim));
  });
  std::erase_if(texts, [](const std::string& text) { return trim(text).empty(); });
  return texts;
}

/// English where several languages are given, else the first.
pugi::xml_node claims_of(pugi::xml_node document) {
  pugi::xml_node chosen;
  each_child(document, "claims", [&](pugi::xml_node claims) {
    if (!chosen || ascii_upper(attribute_of(claims, "lang")) == "EN") chosen = claims;
  });
  return chosen;
}

}  // namespace

ClaimCount count_claims(const std::vector<std::string>& texts, std::string_view language) {
  std::vector<std::string> claims = numbered_claims(texts);
  // Without numbers each text is a claim; a single one may hold any number of them.
  if (claims.empty() && texts.size() > 1) claims = texts;
  if (claims.empty()) return {};
  return {static_cast<int>(claims.size()), independent_of(claims, language)};
}

void read_fulltext_document(pugi::xml_node document, AnswerSink& sink) {
  ExchangeParts parts;
  exchange_parts_of(document, parts);
  const auto claims = claims_of(document);
  if (!claims) {
    return sink.problem(ErrorCode::kUnsupported, "description",
                        "the text of a description; it tells no fact of the right");
  }
  auto facts = facts_of(parts, sink.where());
  if (!facts) return sink.problem(std::move(facts.error()));
  const std::string language = ascii_upper(attribute_of(claims, "lang"));
  const ClaimCount count = count_claims(claim_texts(claims), language);
  if (!count.claims) {
    sink.problem(ErrorCode::kInvalidInput, "claims", "the claims cannot be told apart");
  }
  for (Fact& fact : facts->facts) {
    if (auto* record = std::get_if<RightRecord>(&fact)) {
      record->claim_count = count.claims;
      record->independent_claim_count = count.independent;
    }
    sink.fact(std::move(fact));
  }
  for (Error& error : facts->unread) sink.problem(std::move(error));
}

}  // namespace pignus::registers
