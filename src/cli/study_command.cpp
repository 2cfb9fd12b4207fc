// `pignus study`: what the user's own register tells of fields of technology and of where each
// right stands; with --out as a table to import.
#include <filesystem>
#include <fmt/format.h>
#include <set>

#include "cli/command_functions.h"
#include "cli/rights_list.h"
#include "core/file.h"
#include "desk/study_register.h"
#include "report/arguments.h"
#include "report/safe_text.h"
#include "report/terminal_text.h"
#include "report/words.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;
using namespace report::terminal;
using underwriting::Cohort;
using underwriting::RegisterFindings;
using underwriting::StudiedField;

constexpr std::string_view kStudyFormat = "pignus.study/1";

std::string say(const Session& session, const char* key) {
  return session.format.say("cli.study." + std::string(key));
}

std::string rate_text(const report::Format& format,
                      const std::optional<valuation::TrendEstimate>& rate) {
  return rate ? fmt::format("{} ({} … {})", format.percent(rate->value), format.percent(rate->low),
                            format.percent(rate->high))
              : "–";
}

std::string share_text(const report::Format& format, const std::optional<double>& share) {
  return share ? format.percent(*share) : "–";
}

void print_fields(const Session& session, const RegisterFindings& findings, Screen& screen) {
  const report::Format& format = session.format;
  std::vector<std::vector<std::string>> rows;
  for (const StudiedField& field : findings.fields) {
    const auto& trend = field.trend;
    const auto ageing = trend.obsolescence ? std::optional(trend.obsolescence->rate) : std::nullopt;
    rows.push_back(
        {field.name, format.count(field.rights), rate_text(format, trend.growth),
         rate_text(format, ageing),
         share_text(format, trend.ownership ? trend.ownership->entry_rate : std::nullopt),
         share_text(format, trend.ownership ? trend.ownership->exit_rate : std::nullopt)});
  }
  if (rows.empty()) {
    screen.paragraph(say(session, "no_field"), 0, Tone::kMuted);
    return;
  }
  screen.table({{say(session, "field"), Align::kLeft, kFlexible},
                {say(session, "rights"), Align::kRight},
                {say(session, "growth"), Align::kRight},
                {say(session, "ageing"), Align::kRight},
                {say(session, "entry"), Align::kRight},
                {say(session, "exit"), Align::kRight}},
               rows);
}

void print_cohorts(const Session& session, const RegisterFindings& findings, Screen& screen) {
  const report::Format& format = session.format;
  std::vector<std::vector<std::string>> rows;
  for (const Cohort& cohort : findings.cohorts) {
    if (cohort.rights >= underwriting::StudyOptions{}.least_cohort) {
      rows.push_back(
          {cohort.office, report::word(format, cohort.type), std::to_string(cohort.year),
           format.count(cohort.rights),
           format.percent(static_cast<double>(cohort.cited) / static_cast<double>(cohort.rights)),
           fmt::format("{:.2f}", cohort.mean)});
    }
  }
  if (rows.empty()) {
    screen.paragraph(format.say("cli.study.no_cohort",
                                {format.count(underwriting::StudyOptions{}.least_cohort)}),
                     0, Tone::kMuted);
    return;
  }
  screen.table({{say(session, "office")},
                {say(session, "type"), Align::kLeft, kFlexible},
                {say(session, "year"), Align::kRight},
                {say(session, "rights"), Align::kRight},
                {say(session, "cited"), Align::kRight},
                {say(session, "mean"), Align::kRight}},
               rows);
}

Json estimate_json(const std::optional<valuation::TrendEstimate>& estimate) {
  return estimate ? Json{{"value", estimate->value},
                         {"low", estimate->low},
                         {"high", estimate->high},
                         {"observations", estimate->observations}}
                  : Json();
}

Json optional_json(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json json_of(const StudiedField& field) {
  const auto& trend = field.trend;
  Json gaps = Json::array();
  for (const valuation::TrendGap& gap : trend.gaps) {
    gaps.push_back({{"what", gap.what}, {"reason", gap.reason}});
  }
  return {
      {"field", field.name},
      {"rights", field.rights},
      {"first_year", trend.first_year},
      {"last_year", trend.last_year},
      {"growth", estimate_json(trend.growth)},
      {"share_growth", estimate_json(trend.share_growth)},
      {"obsolescence",
       estimate_json(trend.obsolescence ? std::optional(trend.obsolescence->rate) : std::nullopt)},
      {"entry_rate", optional_json(trend.ownership ? trend.ownership->entry_rate : std::nullopt)},
      {"exit_rate", optional_json(trend.ownership ? trend.ownership->exit_rate : std::nullopt)},
      {"gaps", gaps}};
}

Json json_of(const RegisterFindings& findings, const std::set<registers::RightId>* rights) {
  Json fields = Json::array();
  for (const StudiedField& field : findings.fields) {
    fields.push_back(json_of(field));
  }
  Json cohorts = Json::array();
  for (const Cohort& cohort : findings.cohorts) {
    cohorts.push_back({{"office", cohort.office},
                       {"type", registers::name_of(cohort.type)},
                       {"year", cohort.year},
                       {"rights", cohort.rights},
                       {"cited", cohort.cited},
                       {"mean", cohort.mean}});
  }
  Json standings = Json::array();
  for (const underwriting::RightStanding& one : findings.standings) {
    if (rights == nullptr || rights->contains(one.id)) {
      standings.push_back({{"right", one.id.value},
                           {"received", one.received},
                           {"percentile", optional_json(one.percentile)}});
    }
  }
  return {
      {"format", kStudyFormat},
      {"as_of",
       {{"true_on", findings.as_of.true_on.iso()}, {"known_by", findings.as_of.known_by.iso()}}},
      {"rights", findings.rights},
      {"without_filing_date", findings.without_filing_date},
      {"citations", findings.citations},
      {"outward", findings.outward},
      {"fields", fields},
      {"cohorts", cohorts},
      {"standings", standings}};
}

void print(const Session& session, const RegisterFindings& findings) {
  const report::Format& format = session.format;
  const report::TerminalOptions options = session.terminal();
  Screen screen(format, options.width, options.colour);
  screen.heading(format.say("cli.study.title", {findings.as_of.known_by.iso()}));
  screen.paragraph(
      format.say("cli.study.counts",
                 {format.count(findings.rights), format.count(findings.citations),
                  format.count(findings.outward), format.count(findings.without_filing_date)}));
  print_fields(session, findings, screen);
  screen.blank();
  screen.heading(say(session, "cohorts"));
  print_cohorts(session, findings, screen);
  screen.paragraph(say(session, "note"), 0, Tone::kMuted);
  session.print(screen.take());
}

}  // namespace

Result<int> run_study(const Session& session) {
  std::optional<std::set<registers::RightId>> wanted;
  if (const auto list = session.arguments.value("from")) {
    PIGNUS_ASSIGN(const auto listed, read_rights_list(*list));
    wanted.emplace(listed.begin(), listed.end());
  }
  const std::set<registers::RightId>* const rights = wanted ? &*wanted : nullptr;
  PIGNUS_ASSIGN(const auto store, session.open_store_to_read());
  RegisterFindings findings;
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    PIGNUS_ASSIGN(findings,
                  desk::study_register(store, session.as_of(session.world.today), line.progress()));
  }
  std::optional<fs::path> written;
  // Only where the command line asks for it: the folder of settings is for reports.
  if (const auto out = session.arguments.flags.find("out"); out != session.arguments.flags.end()) {
    PIGNUS_ASSIGN(const std::string table, desk::study_table(findings, rights));
    const fs::path folder = out->second;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
      return fail(ErrorCode::kIo, "cannot make the folder: " + error.message(),
                  {folder.string(), 0, ""});
    }
    written = folder / "references.csv";
    PIGNUS_TRY(write_file_atomically(*written, table));
  }
  if (session.arguments.json) {
    session.print_json(json_of(findings, rights));
    return 0;
  }
  print(session, findings);
  if (written) {
    session.print_line(session.format.say("cli.study.written",
                                          {written->string(), written->parent_path().string()}));
  }
  return 0;
}

}  // namespace pignus::cli
