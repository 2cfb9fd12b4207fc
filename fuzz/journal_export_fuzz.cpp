// An exported journal, in pieces of any size: the judge ends, gives the same verdict however the
// file is cut, and an export it finds sound holds as many entries as lines. What is canonical by
// the fast walk is canonical by the parser.
#include <algorithm>

#include "check_facts.h"
#include "core/json.h"
#include "journal/canonical_text.h"
#include "journal/export_file.h"
#include "journal/proof.h"

namespace {

using namespace pignus;

Result<journal::Verdict> verdict_of(std::string_view text, std::size_t piece) {
  journal::ExportJudge judge({"fuzz", {}, {}, true});
  for (std::size_t at = 0; at < text.size(); at += piece) {
    PIGNUS_TRY(judge.take(text.substr(at, piece)));
  }
  return judge.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::bytes_of(data, size);
  const auto whole = verdict_of(text, text.size() + 1);
  const auto in_pieces = verdict_of(text, 7);
  PIGNUS_CHECK(whole.has_value() == in_pieces.has_value());
  if (whole) {
    PIGNUS_CHECK(whole->streams == in_pieces->streams);
    PIGNUS_CHECK(whole->entries + 1 ==
                 static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')));
  } else {
    PIGNUS_CHECK(whole.error() == in_pieces.error());
    fuzz::check_text(whole.error().message);
  }
  const Result<Json> json = parse_json(text, "fuzz");
  PIGNUS_CHECK(journal::is_canonical_json(text) == (json && canonical_json(*json) == text));
  if (json && json->is_object()) {
    const auto checkpoint = journal::checkpoint_of(*json, "fuzz");
    if (checkpoint) PIGNUS_CHECK(json_of(*checkpoint) == *json);
    static_cast<void>(journal::inclusion_proof_of(*json, "fuzz").has_value());
    static_cast<void>(journal::consistency_proof_of(*json, "fuzz").has_value());
  }
  return 0;
}
