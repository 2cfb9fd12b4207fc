// `pignus journal`: checkpoints, keys, proofs and the journal as a file, for who must later be able
// to show that nothing was rewritten.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <system_error>
#include <unistd.h>

#include "cli/command_functions.h"
#include "cli/journal_actions.h"
#include "cli/journal_files.h"
#include "core/file.h"
#include "journal/key_file.h"
#include "report/terminal_text.h"

namespace pignus::cli {
namespace {

using Operands = JournalOperands;

Result<int> make_checkpoint(const Session& session, const Operands& operands) {
  if (operands.size() > 1) return journal_usage(session, "checkpoint [FILE] --key FILE");
  PIGNUS_ASSIGN(const auto key, key_of_flag(session));
  PIGNUS_ASSIGN(store::Store store, open_store_to_write(session));
  PIGNUS_ASSIGN(const auto made, store.append_checkpoint(key, session.world.today.iso()));
  const std::string text = canonical_json(json_of(made)) + "\n";
  if (!operands.empty()) PIGNUS_TRY(write_file_atomically(operands.front(), text));
  if (session.arguments.json || operands.empty()) {
    session.print(text);
    return 0;
  }
  session.print_line(session.format.say(
      "cli.journal.checkpoint_made",
      {session.format.count(made.statement.number), made.statement.key, operands.front()}));
  return 0;
}

Result<int> verify(const Session& session, const Operands& operands) {
  if (operands.size() > 1) return journal_usage(session, "verify [FILE]");
  return operands.empty() ? verify_journal_of_store(session)
                          : verify_journal_file(session, operands.front());
}

Result<int> prove(const Session& session, const Operands& operands) {
  constexpr std::string_view kUsage =
      "prove entry STREAM NUMBER [CHECKPOINT]; prove growth EARLIER "
      "[LATER]";
  const bool entry = !operands.empty() && operands.front() == "entry";
  const bool growth = !operands.empty() && operands.front() == "growth";
  const std::size_t least = entry ? 3 : 2;
  if ((!entry && !growth) || operands.size() < least || operands.size() > least + 1) {
    return journal_usage(session, kUsage);
  }
  std::vector<std::uint64_t> numbers;
  for (std::size_t i = entry ? 2 : 1; i < operands.size(); ++i) {
    PIGNUS_ASSIGN(const std::uint64_t number, journal_number(session, operands[i]));
    numbers.push_back(number);
  }
  if (numbers.size() == 1) numbers.push_back(0);  // the last checkpoint
  PIGNUS_ASSIGN(const store::Store store, session.open_store_to_read());
  if (entry) {
    PIGNUS_ASSIGN(const auto proof, store.prove_entry(operands[1], numbers[0], numbers[1]));
    session.print_json(json_of(proof));
    return 0;
  }
  PIGNUS_ASSIGN(const auto proof, store.prove_growth(numbers[0], numbers[1]));
  session.print_json(json_of(proof));
  return 0;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Beside the target until it is whole: an export that broke off is never taken for one.
Status export_into(const Session& session, const store::Store& store, const std::string& path) {
  const std::string unfinished = path + ".part";
  const auto failed = [&path] { return fail(ErrorCode::kIo, "cannot be written", {path, 0, ""}); };
  std::unique_ptr<std::FILE, Close> file(std::fopen(unfinished.c_str(), "wb"));
  if (!file) return failed();
  Status written =
      store.export_journal(session.world.today.iso(), [&](std::string_view piece) -> Status {
        if (std::fwrite(piece.data(), 1, piece.size(), file.get()) == piece.size()) return {};
        return failed();
      });
  if (written && (std::fflush(file.get()) != 0 || ::fsync(::fileno(file.get())) != 0)) {
    written = failed();
  }
  file.reset();
  std::error_code error;
  if (written) std::filesystem::rename(unfinished, path, error);
  if (written && error) written = failed();
  if (!written) std::filesystem::remove(unfinished, error);
  return written;
}

Result<int> export_journal(const Session& session, const Operands& operands) {
  if (operands.size() > 1) return journal_usage(session, "export [FILE]");
  PIGNUS_ASSIGN(const store::Store store, session.open_store_to_read());
  if (!operands.empty()) {
    PIGNUS_TRY(export_into(session, store, operands.front()));
    session.note(session.format.say("cli.journal.exported", {operands.front()}));
    return 0;
  }
  PIGNUS_TRY(
      store.export_journal(session.world.today.iso(), [&session](std::string_view piece) -> Status {
        session.print(piece);
        return {};
      }));
  return 0;
}

void print_public_key(const Session& session, const journal::PublicKey& key) {
  session.print_json(json_of(key));
}

Result<int> rotate(const Session& session, const std::string& to_path) {
  PIGNUS_ASSIGN(const auto key, key_of_flag(session));
  PIGNUS_ASSIGN(const journal::PublicKey to, public_key_in(to_path));
  PIGNUS_ASSIGN(store::Store store, open_store_to_write(session));
  PIGNUS_ASSIGN(const auto made, store.rotate_journal_key(key, to, session.world.today.iso()));
  if (session.arguments.json) {
    session.print_json(json_of(made));
  } else {
    session.print_line(
        session.format.say("cli.journal.rotated", {made.statement.from, made.statement.to.id()}));
  }
  return 0;
}

Result<int> list_keys(const Session& session) {
  PIGNUS_ASSIGN(const store::Store store, session.open_store_to_read());
  PIGNUS_ASSIGN(const auto log, store.checkpoint_log());
  if (session.arguments.json) {
    Json checkpoints = Json::array();
    for (const auto& one : log.checkpoints()) checkpoints.push_back(json_of(one));
    session.print_json(Json{{"format", "pignus.journal_keys/1"},
                            {"keys", log.keys() != nullptr ? json_of(*log.keys()) : Json()},
                            {"checkpoints", std::move(checkpoints)}});
    return 0;
  }
  if (log.keys() == nullptr) {
    session.print_line(session.format.say("cli.journal.no_keys"));
    return 0;
  }
  for (const journal::PublicKey& key : log.keys()->keys()) print_public_key(session, key);
  session.print_line(session.format.say("cli.journal.checkpoints_so_far",
                                        {session.format.count(log.checkpoints().size())}));
  return 0;
}

Result<int> keys(const Session& session, const Operands& operands) {
  if (operands.empty()) return list_keys(session);
  const std::string& action = operands.front();
  if (operands.size() == 2 && action == "make") {
    PIGNUS_ASSIGN(const journal::PublicKey made, journal::make_key_file(operands[1]));
    session.note(session.format.say("cli.journal.key_made", {operands[1]}));
    print_public_key(session, made);
    return 0;
  }
  if (operands.size() == 2 && action == "show") {
    PIGNUS_ASSIGN(const journal::PublicKey key, public_key_in(operands[1]));
    print_public_key(session, key);
    return 0;
  }
  if (operands.size() == 2 && action == "rotate") return rotate(session, operands[1]);
  return journal_usage(session,
                       "keys; keys make FILE; keys show FILE; keys rotate NEW-KEY-FILE --key FILE");
}

struct Action {
  std::string_view name;
  Result<int> (*run)(const Session&, const Operands&);
};

constexpr Action kActions[] = {
    {"checkpoint", make_checkpoint}, {"verify", verify}, {"prove", prove},
    {"export", export_journal},      {"keys", keys},     {"note", journal_note},
    {"personal", journal_personal}};

}  // namespace

tl::unexpected<Error> journal_usage(const Session& session, std::string_view action) {
  return fail(ErrorCode::kInvalidInput,
              session.format.say("cli.journal.operands", {std::string(action)}) + " " +
                  session.format.say("cli.see_help"));
}

Result<store::Store> open_store_to_write(const Session& session) {
  auto store = store::Store::open(session.settings.value("db"), store::OpenMode::kReadWrite);
  if (!store && store.error().code == ErrorCode::kNotFound) {
    store.error().message = session.format.say("cli.no_store");
  }
  return store;
}

Result<std::uint64_t> journal_number(const Session& session, const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number == 0 ||
      number > INT64_MAX) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.journal.bad_number", {text}));
  }
  return number;
}

Result<int> run_journal(const Session& session) {
  Operands operands = session.arguments.operands;
  const std::string name = operands.front();
  const auto* action = std::find_if(std::begin(kActions), std::end(kActions),
                                    [&name](const Action& one) { return one.name == name; });
  if (action == std::end(kActions)) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.journal.no_action", {name}));
  }
  operands.erase(operands.begin());
  return action->run(session, operands);
}

}  // namespace pignus::cli
