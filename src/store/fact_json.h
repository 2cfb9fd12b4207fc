// The canonical JSON of a fact, whose SHA-256 is the fact's identity. Where it was read is left
// out: the same record in two files is one fact.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/sha256.h"
#include "registers/batch.h"

namespace pignus::store {

Json json_of(const registers::RightRecord& record);
Json json_of(const registers::LegalEvent& event);
Json json_of(const registers::Recording& recording);
Json json_of(const registers::Retraction& retraction);
Json json_of(const registers::ReferenceFigure& figure);
Json json_of(const registers::TradeReport& trade);
/// SHA-256 of {"fact":…,"kind":…} in canonical form.
Sha256Digest fact_hash(const registers::Fact& fact);

Json json_of(const std::vector<registers::Citation>& citations);
/// nullopt when the text is not what json_of() wrote.
std::optional<std::vector<registers::Citation>> parse_citations(const std::string& text);
std::optional<std::vector<std::string>> parse_strings(const std::string& text);
std::optional<std::map<std::string, std::string>> parse_details(const std::string& text);

const registers::Source& source_of(const registers::Fact& fact);
/// "right", "event", "recording", "retraction", "reference", "trade".
std::string kind_of(const registers::Fact& fact);

}  // namespace pignus::store
