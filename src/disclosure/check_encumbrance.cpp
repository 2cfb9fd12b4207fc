// E9 and E10: security interests, pledges and licences that stand in the registers.
#include <algorithm>
#include <optional>
#include <string>

#include "disclosure/comparison.h"

namespace pignus::disclosure {

namespace {

using book::FindingCode;
using book::Severity;
using book::StatementKind;
using registers::Lien;
using registers::LienNote;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : "; ") + name;
  }
  return text;
}

const registers::Recording* recording_of(const registers::RightFacts& facts,
                                         const std::string& id) {
  const auto found =
      std::find_if(facts.recordings.begin(), facts.recordings.end(),
                   [&](const registers::Recording& recording) { return recording.id == id; });
  return found == facts.recordings.end() ? nullptr : &*found;
}

book::FactEvidence lien_evidence(const RightCase& right, const Lien& lien) {
  book::FactEvidence evidence{
      "fact.lien", lien.id + ": " + joined(lien.holders), lien.executed, lien.recorded, {}};
  if (const auto* recording = recording_of(*right.facts, lien.id); recording != nullptr) {
    evidence.source = recording->source;
  }
  return evidence;
}

// The open liens on a day, in one objection; {4} are the recordings, {5} the holders.
std::optional<Objection> open_liens(const Comparison& comparison, const RightCase& right, Date day,
                                    const std::string& case_name, Severity severity) {
  Objection objection{
      FindingCode::kPledgeOmitted, severity, "pledge_omitted." + case_name, "", {}, {}};
  std::vector<std::string> ids;
  std::vector<std::string> holders;
  for (const Lien& lien : comparison.liens(right, day).liens) {
    if (!lien.open_on(comparison.on(day))) {
      continue;
    }
    objection.facts.push_back(lien_evidence(right, lien));
    ids.push_back(lien.id);
    for (const std::string& holder : lien.holders) {
      if (std::find(holders.begin(), holders.end(), holder) == holders.end()) {
        holders.push_back(holder);
      }
    }
  }
  if (objection.facts.empty()) {
    return std::nullopt;
  }
  objection.more = {joined(ids), joined(holders)};
  objection.found = objection.more[0] + " (" + objection.more[1] + ")";
  return objection;
}

std::optional<Objection> judge_encumbered(const Comparison& comparison, const RightCase& right,
                                          const book::Statement& statement, Date day) {
  auto liens = open_liens(comparison, right, day, "denied", Severity::kCritical);
  if (statement.value == "no") {
    return liens;
  }
  if (liens || right.facts->latest_record() == nullptr) {
    return std::nullopt;
  }
  return Objection{FindingCode::kPledgeOmitted,
                   Severity::kMinor,
                   "pledge_omitted.not_recorded",
                   "",
                   {record_evidence("fact.no_lien", "", *right.facts)},
                   {}};
}

// What the chain itself shows to be unclear, whatever the firm says.
void check_chain(Comparison& comparison, const RightCase& right) {
  const AsOf as_of = comparison.options().as_of;
  for (const Lien& lien : comparison.liens(right, as_of.true_on).liens) {
    const auto has = [&](LienNote note) {
      return std::find(lien.notes.begin(), lien.notes.end(), note) != lien.notes.end();
    };
    if (!lien.open_on(as_of)) {
      continue;
    }
    Objection objection{FindingCode::kPledgeOmitted,
                        Severity::kMajor,
                        "",
                        lien.id,
                        {lien_evidence(right, lien)},
                        {lien.id, joined(lien.same_agreement_as), joined(lien.holders)}};
    if (has(LienNote::kReleaseNamesOther)) {
      objection.message = "pledge_omitted.release_names_other";
    } else if (has(LienNote::kAmbiguousRelease)) {
      objection.message = "pledge_omitted.ambiguous_release";
    } else if (has(LienNote::kRecordedTwice)) {
      objection.message = "pledge_omitted.recorded_twice";
      objection.severity = Severity::kNote;
    } else {
      continue;
    }
    for (const std::string& other : lien.same_agreement_as) {
      if (const auto* recording = recording_of(*right.facts, other); recording != nullptr) {
        objection.facts.push_back({"fact.same_agreement", other, recording->effective(),
                                   recording->recorded, recording->source});
      }
    }
    comparison.omitted(right, objection);
  }
}

// Licences on record by a day. Registers rarely say when one ends, so each is a question.
std::optional<Objection> licences(const Comparison& comparison, const RightCase& right, Date day,
                                  const std::string& case_name, Severity severity) {
  Objection objection{
      FindingCode::kLicenceOmitted, severity, "licence_omitted." + case_name, "", {}, {}};
  std::string ids;
  for (const registers::Recording& recording : right.facts->recordings) {
    if (recording.conveyance_class != registers::ConveyanceClass::kLicence ||
        recording.effective() > day || recording.recorded > comparison.options().as_of.known_by) {
      continue;
    }
    std::vector<std::string> names;
    names.reserve(recording.grantees.size());
    for (const registers::RecordedParty& grantee : recording.grantees) {
      names.push_back(grantee.party.name);
    }
    objection.facts.push_back({"fact.licence", recording.id + ": " + joined(names),
                               recording.effective(), recording.recorded, recording.source});
    ids += (ids.empty() ? "" : "; ") + recording.id;
  }
  if (objection.facts.empty()) {
    return std::nullopt;
  }
  objection.found = ids;
  return objection;
}

void check_silence(Comparison& comparison, const RightCase& right) {
  if (!right.says(StatementKind::kEncumbered)) {
    if (const auto liens =
            open_liens(comparison, right, comparison.today(), "silent", Severity::kMajor)) {
      comparison.omitted(right, *liens);
    }
  }
  if (!right.says(StatementKind::kLicensed)) {
    if (const auto found =
            licences(comparison, right, comparison.today(), "silent", Severity::kMinor)) {
      comparison.omitted(right, *found);
    }
  }
}

}  // namespace

void check_encumbrance(Comparison& comparison) {
  for (const RightCase& right : comparison.cases()) {
    for (const book::Statement* statement : right.of(StatementKind::kEncumbered)) {
      comparison.judge(right, *statement, [&](Date day) {
        return judge_encumbered(comparison, right, *statement, day);
      });
    }
    for (const book::Statement* statement : right.of(StatementKind::kLicensed)) {
      if (statement->value == "no") {
        comparison.judge(right, *statement, [&](Date day) {
          return licences(comparison, right, day, "denied", Severity::kMajor);
        });
      }
    }
    if (right.offered) {
      check_silence(comparison, right);
      check_chain(comparison, right);
    }
  }
}

}  // namespace pignus::disclosure
