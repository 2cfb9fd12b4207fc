// `pignus journal note` and `pignus journal personal`: what a person did, in the journal; who it
// was, outside it, where the name can be erased.
#include <fmt/format.h>

#include "cli/journal_actions.h"
#include "journal/random_salt.h"
#include "report/terminal_text.h"
#include "store/personal.h"

namespace pignus::cli {
namespace {

using report::terminal::Align;
using report::terminal::kFlexible;
using report::terminal::Screen;
using store::PersonalValue;
using store::PersonalValues;

constexpr std::string_view kNameField = "person.name";
constexpr std::string_view kNoteStream = "notes";

Json json_of(const PersonalValue& value, bool with_value) {
  Json json{{"id", value.id},
            {"field", value.field},
            {"commitment", value.commitment},
            {"kept_at", value.kept_at},
            {"erased_at", value.erased_at}};
  if (with_value) json["value"] = value.value ? Json(*value.value) : Json();
  return json;
}

/// The state in a word: a value that is gone without an erasure was lost before a rebuild.
std::string state_of(const Session& session, const PersonalValue& value) {
  if (!value.erased_at.empty()) return session.format.say("cli.personal.erased", {value.erased_at});
  return session.format.say(value.value ? "cli.personal.kept" : "cli.personal.lost");
}

Result<std::string> name_of_flag(const Session& session) {
  const auto name = session.arguments.value("person");
  if (name && !name->empty()) return *name;
  return fail(ErrorCode::kInvalidInput, session.format.say("cli.personal.no_person"));
}

Result<PersonalValue> keep_name(const Session& session, store::Store& store,
                                const std::string& name) {
  return PersonalValues(store).keep(kNameField, name, journal::random_salt(),
                                    session.world.today.iso());
}

Result<int> list(const Session& session) {
  PIGNUS_ASSIGN(const store::Store store, session.open_store_to_read());
  PIGNUS_ASSIGN(const std::vector<PersonalValue> values, PersonalValues(store).list());
  if (session.arguments.json) {
    Json all = Json::array();
    for (const PersonalValue& value : values) all.push_back(json_of(value, false));
    session.print_json(Json{{"format", "pignus.personal/1"}, {"values", std::move(all)}});
    return 0;
  }
  if (values.empty()) {
    session.print_line(session.format.say("cli.personal.none"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const PersonalValue& value : values) {
    rows.push_back({std::to_string(value.id), value.field, value.kept_at, state_of(session, value),
                    value.commitment});
  }
  Screen screen(session.format, session.terminal().width, session.terminal().colour);
  screen.table({{session.format.say("cli.personal.id"), Align::kRight},
                {session.format.say("cli.personal.field"), Align::kLeft},
                {session.format.say("cli.personal.since"), Align::kLeft},
                {session.format.say("cli.personal.state"), Align::kLeft},
                {session.format.say("cli.personal.commitment"), Align::kLeft, kFlexible}},
               rows);
  session.print(screen.take());
  return 0;
}

Result<int> show(const Session& session, std::int64_t id) {
  PIGNUS_ASSIGN(const store::Store store, session.open_store_to_read());
  PIGNUS_ASSIGN(const PersonalValue value, PersonalValues(store).find(id));
  if (session.arguments.json) {
    session.print_json(json_of(value, true));
    return 0;
  }
  session.print_line(fmt::format("{} {}  {}", value.id, value.field, value.commitment));
  session.print_line(value.value ? session.format.say("cli.personal.value", {*value.value})
                                 : state_of(session, value));
  return 0;
}

Result<int> erase(const Session& session, std::int64_t id) {
  const auto reason = session.arguments.value("reason");
  if (!reason || reason->empty()) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.personal.no_reason"));
  }
  PIGNUS_ASSIGN(const std::string person, name_of_flag(session));
  PIGNUS_ASSIGN(store::Store store, open_store_to_write(session));
  PersonalValues values(store);
  PIGNUS_ASSIGN(const PersonalValue there, values.find(id));
  // What is erased is only taken off the disk again, where that failed before.
  if (there.erased_at.empty()) {
    PIGNUS_ASSIGN(const PersonalValue by, keep_name(session, store, person));
    PIGNUS_TRY(values.erase(id, {session.world.today.iso(), by.commitment, *reason}));
  }
  if (Status done = values.compact(); !done) {
    done.error().message = session.format.say("cli.personal.not_compacted",
                                              {std::to_string(id), done.error().message});
    return fail(std::move(done.error()));
  }
  PIGNUS_ASSIGN(const PersonalValue erased, values.find(id));
  if (session.arguments.json) {
    session.print_json(json_of(erased, true));
  } else {
    session.print_line(session.format.say("cli.personal.is_erased", {std::to_string(id)}));
  }
  return 0;
}

}  // namespace

Result<int> journal_note(const Session& session, const JournalOperands& operands) {
  if (operands.size() != 1 || operands.front().empty()) {
    return journal_usage(session, "note TEXT [--person NAME]");
  }
  PIGNUS_ASSIGN(store::Store store, open_store_to_write(session));
  Json body{{"at", session.world.today.iso()}, {"text", operands.front()}};
  if (session.arguments.value("person")) {
    PIGNUS_ASSIGN(const std::string name, name_of_flag(session));
    PIGNUS_ASSIGN(const PersonalValue person, keep_name(session, store, name));
    body["person"] = person.id;
    body["person_commitment"] = person.commitment;
  }
  PIGNUS_ASSIGN(const std::uint64_t number, store.append_to_journal(kNoteStream, {{"note", body}}));
  if (session.arguments.json) {
    body["number"] = number;
    body["stream"] = kNoteStream;
    session.print_json(body);
  } else {
    session.print_line(session.format.say("cli.journal.noted",
                                          {std::to_string(number), std::string(kNoteStream)}));
  }
  return 0;
}

Result<int> journal_personal(const Session& session, const JournalOperands& operands) {
  const std::string action = operands.empty() ? "list" : operands.front();
  if (action == "list" && operands.size() <= 1) return list(session);
  if ((action == "show" || action == "erase") && operands.size() == 2) {
    PIGNUS_ASSIGN(const std::uint64_t id, journal_number(session, operands[1]));
    return action == "show" ? show(session, static_cast<std::int64_t>(id))
                            : erase(session, static_cast<std::int64_t>(id));
  }
  return journal_usage(
      session, "personal list; personal show ID; personal erase ID --reason TEXT --person NAME");
}

}  // namespace pignus::cli
