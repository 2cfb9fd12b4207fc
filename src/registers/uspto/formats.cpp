#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "core/utf8.h"
#include "registers/format.h"
#include "registers/uspto/application.h"
#include "registers/uspto/aps_grant.h"
#include "registers/uspto/assignment_json.h"
#include "registers/uspto/assignment_xml.h"
#include "registers/uspto/grant.h"
#include "registers/uspto/maintenance_fee.h"
#include "registers/uspto/odp.h"
#include "registers/uspto/pap.h"
#include "registers/uspto/sgml_grant.h"

namespace pignus::registers {

namespace {

// The columns of a maintenance-fee line: d a digit, c any character, blanks as they stand.
constexpr std::string_view kMaintenanceShape =
    "ccccccccccccc cccccccc c dddddddd dddddddd dddddddd c";

bool is_grant(std::string_view head) {
  // A cut of a bulk file may begin with the sequence listing of a grant before.
  return rooted_in(head, {kUsptoGrantRoot, "sequence-cwu"});
}
bool is_assignment_xml(std::string_view head) {
  // Others answer with the same root, but with a body (KIPO).
  return rooted_in(head, {"response"}) && head.find("<body") == std::string_view::npos;
}
bool is_assignment_json(std::string_view head) {
  const std::string start = trim(head.substr(0, 256));
  return start.starts_with("[") || start.starts_with("{")
             ? head.find("reelNumber") != std::string_view::npos ||
                   head.find("searchCriteria") != std::string_view::npos
             : false;
}
/// "0000004287053 06218896 N 19801222 19810901 19881222 M171": thirteen digits, blank, eight.
bool is_maintenance(std::string_view head) {
  if (head.size() < kMaintenanceShape.size()) return false;
  for (std::size_t i = 0; i < kMaintenanceShape.size(); ++i) {
    const auto c = static_cast<unsigned char>(head[i]);
    if (kMaintenanceShape[i] == ' '   ? c != ' '
        : kMaintenanceShape[i] == 'd' ? std::isdigit(c) == 0
                                      : c <= ' ') {
      return false;
    }
  }
  return true;
}
bool is_application(std::string_view head) {
  return rooted_in(head, {"us-patent-application"});
}
bool is_pap(std::string_view head) {
  return rooted_in(head, {"patent-application-publication"});
}
bool is_sgml_grant(std::string_view head) {
  return rooted_in(head, {"PATDOC", "patdoc"});
}
/// A grant begins with the line "PATN"; a weekly file has a line "HHHHHT" before its first.
bool is_aps(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of(" \r\n"), head.size()));
  const bool weekly = head.starts_with("HHHHHT");
  const std::size_t at = weekly ? head.find("\nPATN") : 0;
  if (at == std::string_view::npos) return false;
  const std::string_view start = head.substr(weekly ? at + 1 : 0);
  if (!start.starts_with("PATN")) return false;
  const std::size_t end = start.find('\n');
  return end != std::string_view::npos && trim(start.substr(0, end)) == "PATN";
}

Status read_grants(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_grants(source, file, sink);
}
Status read_applications(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_applications(source, file, sink);
}
Status read_pap(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_pap(source, file, sink);
}
Status read_sgml_grants(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_sgml_grants(source, file, sink);
}
Status read_aps_grants(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_aps_grants(source, file, sink);
}
Status read_assignment_xml(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_assignment_xml(source, file, sink);
}
Status read_assignment_json(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_assignment_json(source, file, sink);
}
Status read_odp(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_odp(source, file, sink);
}
Status read_peds(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_uspto_peds(source, file, sink);
}

constexpr std::array<Format, 10> kFormats{
    {{"uspto-grant", "USPTO grants, XML v4", "v4.0 to v4.7", is_grant, read_grants},
     {"uspto-assignment-xml", "USPTO assignment search answers, XML", "Solr answers",
      is_assignment_xml, read_assignment_xml},
     {"uspto-odp", "USPTO Open Data Portal, JSON", "file wrappers, trials, appeals, petitions",
      is_uspto_odp, read_odp},
     {"uspto-peds", "USPTO Patent Examination Data System, JSON", "Solr answers to 2024",
      is_uspto_peds, read_peds},
     {"uspto-assignment-json", "USPTO assignment search answers, JSON", "patents and trademarks",
      is_assignment_json, read_assignment_json},
     {"uspto-maintenance-fee", "USPTO maintenance-fee events", "fixed columns", is_maintenance,
      read_maintenance_fee_events},
     {"uspto-application", "USPTO applications, XML v4", "v4.0 to v4.6", is_application,
      read_applications},
     {"uspto-pap", "USPTO applications, PAP v1 (2001 to 2004)", "v1.5, v1.6", is_pap, read_pap},
     {"uspto-grant-sgml", "USPTO grants, SGML-derived ST.32 (2001 to 2004)", "v2.4, v2.5",
      is_sgml_grant, read_sgml_grants},
     {"uspto-grant-aps", "USPTO grants, APS text (1976 to 2001)", "APS1", is_aps,
      read_aps_grants}}};

}  // namespace

std::span<const Format> uspto_formats() {
  return kFormats;
}

}  // namespace pignus::registers
