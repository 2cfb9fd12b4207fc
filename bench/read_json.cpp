// read_json KIND FILE: the same fields by RapidJSON (a tree in place), one line of JSON. KIND:
// assignments, odp.
#include <cstdio>
#include <cstring>
#include <rapidjson/document.h>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/file.h"
#include "measure.h"

namespace {

using rapidjson::Value;

struct Totals {
  std::uint64_t records = 0, parties = 0, properties = 0, inventors = 0;
};

std::string text_of(const Value& object, const char* name) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) return "";
  if (found->value.IsUint64()) return std::to_string(found->value.GetUint64());
  return found->value.IsString() ? std::string(found->value.GetString()) : "";
}

const Value& list_of(const Value& object, const char* name) {
  static const Value kNone(rapidjson::kArrayType);
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || !found->value.IsArray() ? kNone : found->value;
}

struct Named {
  std::string name, date, third, title;
};

void add_assignment(const Value& row, Totals& totals) {
  const Named recording{text_of(row, "reelNumber"), text_of(row, "assignorExecutionDate"),
                        text_of(row, "frameNumber"), text_of(row, "conveyance")};
  std::vector<Named> parties;
  for (const Value& one : list_of(row, "assignors").GetArray()) {
    parties.push_back({text_of(one, "assignorName"), text_of(one, "executionDate"), "", ""});
  }
  for (const Value& one : list_of(row, "assignees").GetArray()) {
    parties.push_back({one.GetString(), "", "", ""});
  }
  std::vector<Named> properties;
  for (const Value& one : list_of(row, "properties").GetArray()) {
    properties.push_back({text_of(one, "applicationNumber"), text_of(one, "patentNumber"),
                          text_of(one, "publicationNumber"), text_of(one, "inventionTitle")});
  }
  totals.records += recording.name.empty() ? 0U : 1U;
  totals.parties += parties.size();
  totals.properties += properties.size();
}

void add_wrapper(const Value& row, Totals& totals) {
  const Named wrapper{text_of(row, "applicationNumberText"), text_of(row, "filingDate"),
                      text_of(row, "grantDate"), text_of(row, "inventionTitle")};
  std::vector<std::string> inventors;
  for (const Value& one : list_of(row, "inventorBag").GetArray()) {
    inventors.push_back(text_of(one, "inventorNameText"));
  }
  std::vector<Named> events;
  for (const Value& one : list_of(row, "eventDataBag").GetArray()) {
    events.push_back({text_of(one, "eventCode"), text_of(one, "eventDate"), "",
                      text_of(one, "eventDescriptionText")});
  }
  totals.records += wrapper.name.empty() ? 0U : 1U;
  totals.inventors += inventors.size();
}

int run(const std::string& kind, const std::string& path) {
  const Measure measure;
  auto content = pignus::read_file(path);
  if (!content) throw std::runtime_error(describe(content.error()));
  rapidjson::Document document;
  document.ParseInsitu(content->data());
  if (document.HasParseError()) throw std::runtime_error("not JSON");
  Totals totals;
  const bool assignments = kind == "assignments";
  const Value& rows =
      assignments ? list_of(document["successResponse"], "data") : list_of(document, "patentBag");
  for (const Value& row : rows.GetArray()) {
    assignments ? add_assignment(row, totals) : add_wrapper(row, totals);
  }
  if (assignments) {
    measure.print("RapidJSON (C++)", path,
                  {{"records", totals.records},
                   {"parties", totals.parties},
                   {"properties", totals.properties}});
  } else {
    measure.print("RapidJSON (C++)", path,
                  {{"records", totals.records}, {"inventors", totals.inventors}});
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: read_json assignments|odp FILE\n", stderr);
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "read_json: %s\n", error.what());
    return 1;
  }
}
