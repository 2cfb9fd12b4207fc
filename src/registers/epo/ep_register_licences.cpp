#include "registers/epo/ep_register_licences.h"

#include "core/utf8.h"
#include "registers/epo/xml_tree.h"

namespace pignus::registers {

namespace {

/// A right in rem is a pledge or the like; legal execution is a court's.
ConveyanceClass class_of(const std::string& kind) {
  const std::string upper = ascii_upper(kind);
  if (upper.find("REM") != std::string::npos || upper == "RIR") {
    return ConveyanceClass::kSecurityInterest;
  }
  if (upper.find("EXECUTION") != std::string::npos || upper == "LEX") {
    return ConveyanceClass::kCourtOrder;
  }
  return ConveyanceClass::kLicence;
}

std::string states_of(pugi::xml_node licensee) {
  std::string out;
  for (const char* element : {"effective-in", "designation-of-states"}) {
    each_child(child_named(licensee, element), "country", [&](pugi::xml_node country) {
      out += (out.empty() ? "" : " ") + text_below(country);
    });
  }
  return out;
}

void read_licensee(pugi::xml_node data, pugi::xml_node licensee, const RegisterRight& right,
                   AnswerSink& sink) {
  RegisterDate date = register_date(text_below(below(licensee, "date")), "licensee", sink);
  RegisterDate entered = changed_on(licensee, sink);
  if (entered.empty()) entered = changed_on(data, sink);
  const std::string name = text_below(at_path(licensee, "addressbook/name"));
  std::string kind = attribute_of(licensee, "type-license");
  if (kind.empty()) kind = attribute_of(licensee, "licence-type");
  LegalEvent event;
  event.right = right.id;
  event.code = "licensee";
  event.date = date.empty() ? entered : date;
  event.known = entered.latest().value_or(right.produced);
  event.details["licensee"] = name;
  event.details["untested"] = "yes";
  if (!kind.empty()) event.details["licence_kind"] = kind;
  if (const std::string states = states_of(licensee); !states.empty()) {
    event.details["designated_states"] = states;
  }
  event.source = sink.source();
  Recording recording;
  recording.office = "EP";
  recording.id =
      right.id.value + "/licensee/" + attribute_of(licensee, "sequence") + "/" + event.known->iso();
  recording.recorded = *event.known;
  recording.recorded_stated = entered.latest().has_value();
  recording.conveyance = kind.empty() ? "licensee" : "licensee: " + kind;
  recording.conveyance_class = class_of(kind);
  for (const Party& owner : right.owners) recording.grantors.push_back({owner, date});
  recording.grantees.push_back(
      {{name, text_below(at_path(licensee, "addressbook/address/country")), ""}, {}});
  recording.properties.push_back({right.id, right.application, "", "", ""});
  recording.source = sink.source();
  sink.event(std::move(event));
  if (!name.empty()) sink.fact(std::move(recording));
}

}  // namespace

void read_register_licences(pugi::xml_node bibliography, const RegisterRight& right,
                            AnswerSink& sink) {
  // Only the newest version: it holds all licences that stand.
  const auto versions = versions_of(bibliography, "licensee-data", sink);
  if (versions.empty()) return;
  each_child(versions.back(), "licensee", [&](pugi::xml_node licensee) {
    read_licensee(versions.back(), licensee, right, sink);
  });
}

}  // namespace pignus::registers
