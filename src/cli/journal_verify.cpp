// `pignus journal verify`: the store's journal, an exported one, or a proof, held against what was
// kept elsewhere.
#include <fmt/format.h>

#include "cli/journal_files.h"
#include "core/file.h"
#include "journal/export_file.h"
#include "journal/proof.h"
#include "report/terminal_text.h"

namespace pignus::cli {
namespace {

using report::terminal::Align;
using report::terminal::kFlexible;
using report::terminal::Screen;

Json json_of(const journal::Verdict& verdict) {
  Json streams = Json::array();
  for (const journal::StreamVerdict& one : verdict.streams) {
    streams.push_back({{"stream", one.stream},
                       {"entries", one.size},
                       {"covered", one.covered},
                       {"head", one.head},
                       {"root", hex(one.root)}});
  }
  Json last;
  if (verdict.last) {
    last = {{"number", verdict.last->number},
            {"at", verdict.last->at},
            {"key", verdict.last->key},
            {"hash", hash_of(*verdict.last)}};
  }
  return {{"format", "pignus.journal_verdict/1"}, {"sound", true},
          {"entries", verdict.entries},           {"streams", std::move(streams)},
          {"checkpoints", verdict.checkpoints},   {"last_checkpoint", std::move(last)},
          {"held_against_copies", verdict.kept},  {"public_key_given", verdict.keys_pinned}};
}

void print_verdict(const Session& session, const journal::Verdict& verdict) {
  const report::Format& format = session.format;
  if (session.arguments.json) {
    session.print_json(json_of(verdict));
    return;
  }
  session.print_line(format.say(
      "cli.journal.sound", {format.count(verdict.entries), format.count(verdict.streams.size())}));
  if (!verdict.streams.empty()) {
    std::vector<std::vector<std::string>> rows;
    for (const journal::StreamVerdict& one : verdict.streams) {
      rows.push_back({one.stream, format.count(one.size), format.count(one.covered), one.head});
    }
    Screen screen(format, session.terminal().width, session.terminal().colour);
    screen.table({{format.say("cli.journal.stream"), Align::kLeft},
                  {format.say("cli.journal.entries"), Align::kRight},
                  {format.say("cli.journal.covered"), Align::kRight},
                  {format.say("cli.journal.head"), Align::kLeft, kFlexible}},
                 rows);
    session.print(screen.take());
  }
  if (verdict.last) {
    session.print_line(
        format.say("cli.journal.last_checkpoint",
                   {format.count(verdict.last->number), verdict.last->at, verdict.last->key}));
  } else {
    session.print_line(format.say("cli.journal.no_checkpoint"));
  }
  if (verdict.kept > 0) session.print_line(format.say("cli.journal.agrees_with_copy"));
  session.print_line(verdict.keys_pinned ? format.say("cli.journal.key_given")
                                         : format.say("cli.journal.no_key_given"));
}

Result<int> verify_export(const Session& session, const std::string& path) {
  PIGNUS_ASSIGN(auto pinned, pinned_keys(session));
  PIGNUS_ASSIGN(auto kept, kept_checkpoints(session));
  journal::ExportJudge judge({path, std::move(pinned), std::move(kept), true});
  PIGNUS_TRY(for_each_piece(path, [&judge](std::string_view piece) { return judge.take(piece); }));
  PIGNUS_ASSIGN(const journal::Verdict verdict, judge.finish());
  print_verdict(session, verdict);
  return 0;
}

Result<int> verify_inclusion(const Session& session, const Json& json, const std::string& path,
                             const std::vector<journal::PublicKey>& pinned) {
  PIGNUS_ASSIGN(const auto proof, journal::inclusion_proof_of(json, path));
  PIGNUS_ASSIGN(const auto proven, journal::check_proof(proof, pinned, path));
  if (session.arguments.json) {
    session.print_json(Json{{"format", "pignus.proven_entry/1"},
                            {"stream", proven.stream},
                            {"number", proven.number},
                            {"kind", proven.kind},
                            {"body", Json::parse(proven.body, nullptr, false)},
                            {"checkpoint", proven.checkpoint.number},
                            {"at", proven.checkpoint.at}});
    return 0;
  }
  session.print_line(
      session.format.say("cli.journal.entry_proven",
                         {session.format.count(proven.number), proven.stream,
                          session.format.count(proven.checkpoint.number), proven.checkpoint.at}));
  session.print_line(proven.body);
  return 0;
}

Result<int> verify_growth(const Session& session, const Json& json, const std::string& path,
                          const std::vector<journal::PublicKey>& pinned) {
  PIGNUS_ASSIGN(const auto proof, journal::consistency_proof_of(json, path));
  PIGNUS_TRY(journal::check_proof(proof, pinned, path));
  const std::uint64_t earlier = proof.earlier.statement.number;
  const std::uint64_t later = proof.later.statement.number;
  if (session.arguments.json) {
    session.print_json(
        Json{{"format", "pignus.proven_growth/1"}, {"earlier", earlier}, {"later", later}});
    return 0;
  }
  session.print_line(session.format.say(
      "cli.journal.growth_proven", {session.format.count(later), session.format.count(earlier)}));
  return 0;
}

/// The JSON of a file of one line, where it says that it is a proof.
Result<Json> proof_in(const std::string& path) {
  PIGNUS_ASSIGN(const MappedFile file, MappedFile::open(path));
  const std::string_view bytes = file.bytes();
  const std::size_t end = bytes.find('\n');
  const bool one_line = end == std::string_view::npos || end + 1 == bytes.size();
  if (!one_line || bytes.empty()) return Json();
  const Result<Json> json = parse_json(bytes, path);
  const bool is_proof = json && json->is_object() &&
                        (json->value("format", Json()) == Json(journal::kInclusionFormat) ||
                         json->value("format", Json()) == Json(journal::kConsistencyFormat));
  return is_proof ? *json : Json();
}

}  // namespace

Result<int> verify_journal_of_store(const Session& session) {
  PIGNUS_ASSIGN(auto pinned, pinned_keys(session));
  PIGNUS_ASSIGN(auto kept, kept_checkpoints(session));
  PIGNUS_ASSIGN(const store::Store store, session.open_store_to_read());
  PIGNUS_ASSIGN(const journal::Verdict verdict,
                store.verify_journal_against(std::move(pinned), std::move(kept)));
  print_verdict(session, verdict);
  return 0;
}

Result<int> verify_journal_file(const Session& session, const std::string& path) {
  PIGNUS_ASSIGN(const Json json, proof_in(path));
  if (json.is_null()) return verify_export(session, path);
  PIGNUS_ASSIGN(const auto pinned, pinned_keys(session));
  if (pinned.empty()) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.journal.proof_needs_key"));
  }
  return json.at("format") == Json(journal::kInclusionFormat)
             ? verify_inclusion(session, json, path, pinned)
             : verify_growth(session, json, path, pinned);
}

}  // namespace pignus::cli
