// The registers' side of a report as JSON.
#include "book/json_fields.h"
#include "registers/merge.h"
#include "registers/status_timeline.h"
#include "report/json.h"
#include "report/json_parts.h"

namespace pignus::report {

namespace {

using book::json_fields::or_null;

Json date_or_null(const RegisterDate& date) {
  return text_or_null(date.text());
}

Json to_json(const registers::Source& source) {
  return {{"file", source.file},
          {"sha256", text_or_null(source.sha256)},
          {"record", source.record},
          {"registry", text_or_null(source.registry)},
          {"origin", text_or_null(source.origin)}};
}

Json to_json(const registers::Party& party) {
  return {{"name", party.name},
          {"country", text_or_null(party.country)},
          {"identifier", text_or_null(party.identifier)}};
}

Json to_json(const registers::Citation& citation) {
  return {{"document", citation.document},
          {"date", date_or_null(citation.date)},
          {"by_examiner", citation.by_examiner},
          {"is_patent", citation.is_patent}};
}

Json to_json(const registers::RightRecord& record) {
  return {{"type", name_of(record.type)},
          {"application_number", text_or_null(record.application_number)},
          {"publication_number", text_or_null(record.publication_number)},
          {"grant_number", text_or_null(record.grant_number)},
          {"filing_date", date_or_null(record.filing_date)},
          {"priority_date", date_or_null(record.priority_date)},
          {"publication_date", date_or_null(record.publication_date)},
          {"grant_date", date_or_null(record.grant_date)},
          {"expiry_date", date_or_null(record.expiry_date)},
          {"term_adjustment_days", record.term_adjustment_days},
          {"terminal_disclaimer", record.terminal_disclaimer},
          {"title", text_or_null(record.title)},
          {"owners", list(record.owners, to_json)},
          {"inventors", record.inventors},
          {"claim_count", or_null(record.claim_count)},
          {"independent_claim_count", or_null(record.independent_claim_count)},
          {"figure_count", or_null(record.figure_count)},
          {"classes", record.classes},
          {"citations", list(record.citations, to_json)},
          {"family", record.family},
          {"designated_states", record.designated_states},
          {"details", Json(record.details)},
          {"known", record.known.iso()},
          {"source", to_json(record.source)}};
}

Json to_json(const registers::FieldStatement& statement) {
  return {{"value", statement.value},
          {"known", statement.known.iso()},
          {"source", to_json(statement.source)}};
}

Json to_json(const registers::FieldConflict& conflict) {
  return {{"field", conflict.field},
          {"kind", name_of(conflict.kind)},
          {"taken", to_json(conflict.taken)},
          {"others", list(conflict.others, to_json)}};
}

Json to_json(const registers::LegalEvent& event) {
  return {{"code", text_or_null(event.code)},
          {"st27", text_or_null(event.st27)},
          {"date", date_or_null(event.date)},
          {"known", or_null(event.known)},
          {"description", text_or_null(event.description)},
          {"details", Json(event.details)},
          {"source", to_json(event.source)}};
}

Json to_json(const registers::RecordedParty& party) {
  Json out = to_json(party.party);
  out["executed"] = date_or_null(party.executed);
  return out;
}

Json to_json(const registers::RecordedProperty& property) {
  return {{"right", property.right.value},
          {"application_number", text_or_null(property.application_number)},
          {"grant_number", text_or_null(property.grant_number)},
          {"publication_number", text_or_null(property.publication_number)},
          {"title", text_or_null(property.title)}};
}

/// A security agreement can name hundreds of rights: only the entries of `right` are listed, and
/// how many there are in all. An empty `right` lists all.
Json to_json(const registers::Recording& recording, const registers::RightId& right) {
  Json properties = Json::array();
  for (const registers::RecordedProperty& property : recording.properties) {
    if (right.value.empty() || property.right == right) {
      properties.push_back(to_json(property));
    }
  }
  return {{"office", recording.office},
          {"id", recording.id},
          {"recorded", recording.recorded.iso()},
          {"effective", recording.effective().iso()},
          {"conveyance", recording.conveyance},
          {"class", name_of(recording.conveyance_class)},
          {"grantors", list(recording.grantors, to_json)},
          {"grantees", list(recording.grantees, to_json)},
          {"properties", std::move(properties)},
          {"property_count", recording.properties.size()},
          {"corrects", text_or_null(recording.corrects)},
          {"releases", text_or_null(recording.releases)},
          {"secured_amount", or_null(recording.secured_amount)},
          {"source", to_json(recording.source)}};
}

Json to_json(const registers::Lien& lien) {
  Json notes = Json::array();
  for (const registers::LienNote note : lien.notes) {
    notes.push_back(name_of(note));
  }
  return {{"id", lien.id},
          {"holders", lien.holders},
          {"grantors", lien.grantors},
          {"executed", lien.executed.iso()},
          {"recorded", lien.recorded.iso()},
          {"conveyance", lien.conveyance},
          {"release_executed", or_null(lien.release_executed)},
          {"release_recorded", or_null(lien.release_recorded)},
          {"release_id", text_or_null(lien.release_id)},
          {"same_agreement_as", lien.same_agreement_as},
          {"secured_amount", or_null(lien.secured_amount)},
          {"notes", std::move(notes)}};
}

Json to_json(const registers::TitleStep& step) {
  return {{"recording", step.recording_id},
          {"class", name_of(step.conveyance_class)},
          {"from", step.from},
          {"to", step.to},
          {"executed", step.executed.iso()},
          {"recorded", step.recorded.iso()}};
}

Json to_json(const registers::StatusReason& reason) {
  const bool recorded = !reason.source.file.empty();
  return {{"message", reason.message},
          {"arguments", reason.arguments},
          {"known", or_null(reason.known)},
          {"source", recorded ? to_json(reason.source) : Json(nullptr)}};
}

Json to_json(const registers::LateBand& band) {
  return {{"until", band.until.iso()}, {"share", band.share}, {"amount", or_null(band.amount)}};
}

Json to_json(const registers::TimelineStep& step) {
  return {{"state", name_of(step.state)},
          {"stage", text_or_null(step.stage)},
          {"from", or_null(step.from)},
          {"st27", text_or_null(step.st27)},
          {"code", text_or_null(step.code)},
          {"known", or_null(step.known)},
          {"message", text_or_null(step.message)},
          {"expected", step.expected},
          {"source", step.source.file.empty() ? Json(nullptr) : to_json(step.source)}};
}

Json to_json(const registers::StateStatus& one) {
  return {{"state", one.state},
          {"status", name_of(one.legal_state)},
          {"since", or_null(one.since)},
          {"fees_paid_until", or_null(one.fees_paid_until)},
          {"reasons", list(one.reasons, to_json)}};
}

Json to_json(const registers::LienRemark& remark) {
  return {{"message", remark.message}, {"event", to_json(remark.event)}};
}

Json next_fee_json(const std::optional<registers::FeeDue>& fee) {
  if (!fee) {
    return nullptr;
  }
  return {{"what", fee->what},
          {"fee_year", fee->fee_year},
          {"due", fee->due.iso()},
          {"grace_end", fee->grace_end.iso()},
          {"standard", fee->standard},
          {"amount", or_null(fee->amount)},
          {"late", list(fee->late, to_json)}};
}

Json to_json(const book::TitleHolder& holder) {
  return {{"name", holder.party.name},
          {"country", text_or_null(holder.party.country)},
          {"identifier", text_or_null(holder.party.identifier)},
          {"is_the_firm", holder.is_the_firm}};
}

}  // namespace

Json to_json(const registers::RightFacts& facts) {
  Json recordings = Json::array();
  for (const registers::Recording& recording : facts.recordings) {
    recordings.push_back(to_json(recording, facts.id));
  }
  const registers::RightRecord* merged = facts.latest_record();
  return {{"id", text_or_null(facts.id.value)},
          {"merged", merged != nullptr ? to_json(*merged) : Json(nullptr)},
          {"records", list(facts.records, to_json)},
          {"events", list(facts.events, to_json)},
          {"recordings", std::move(recordings)},
          {"conflicts", list(registers::conflicts_of(facts), to_json)}};
}

Json to_json(const registers::LegalStatus& status) {
  return {{"state", name_of(status.state)},
          {"since", or_null(status.since)},
          {"term_end", or_null(status.term_end)},
          {"fees_paid_until", or_null(status.fees_paid_until)},
          {"next_fee", next_fee_json(status.next_fee)},
          {"invalidation_pending", status.invalidation_pending},
          {"ownership_dispute", status.ownership_dispute},
          {"attached", status.attached},
          {"reasons", list(status.reasons, to_json)}};
}

Json to_json(const registers::LienChain& chain) {
  Json unread = Json::array();
  for (const registers::Recording& recording : chain.unread) {
    unread.push_back({{"id", recording.id},
                      {"recorded", recording.recorded.iso()},
                      {"conveyance", recording.conveyance}});
  }
  return {{"liens", list(chain.liens, to_json)},
          {"title", list(chain.title, to_json)},
          {"unread", unread},
          {"remarks", list(chain.remarks, to_json)}};
}

Json to_json(const book::Title& title) {
  return {{"holders", list(title.holders, to_json)},
          {"true_on", or_null(title.true_on)},
          {"known_on", or_null(title.known_on)},
          {"source", to_json(title.source)}};
}

Json right_json(const book::RightFile& file, AsOf as_of) {
  Json open = Json::array();
  for (const registers::Lien& lien : file.liens.liens) {
    if (lien.open_on(as_of)) {
      open.push_back(lien.id);
    }
  }
  return {{"format", kRightFormat},
          {"as_of", {{"true_on", as_of.true_on.iso()}, {"known_by", as_of.known_by.iso()}}},
          {"facts", to_json(file.facts)},
          {"status", to_json(file.status)},
          {"timeline", list(registers::timeline_as_of(file.facts, as_of), to_json)},
          {"states", list(registers::state_statuses(file.facts, as_of), to_json)},
          {"title", to_json(file.title)},
          {"lien_chain", to_json(file.liens)},
          {"open_liens", std::move(open)}};
}

}  // namespace pignus::report
