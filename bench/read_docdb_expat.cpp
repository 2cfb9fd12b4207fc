// The fields of read_docdb by expat, one record after another out of one document: texts are
// collected as they stand, without the normal forms that pignus makes of them.
#include <cstring>
#include <expat.h>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "read_docdb.h"

namespace {

struct Record {
  std::string title;
  bool english = false;
  std::vector<std::string> owners[2];     // NOLINT: standardised, as on the document
  std::vector<std::string> inventors[2];  // NOLINT
  std::set<std::string> classes;
  std::vector<std::string> citations;
  std::vector<std::string> family;
};

struct State {
  DocdbTotals totals;
  Record record;
  std::string text;
  std::string number;
  std::string format;
  std::string language;
  bool cpc = false;
  std::vector<std::string> path;
};

std::string_view local(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

const char* attribute(const char** attributes, const char* name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (std::strcmp(*attributes, name) == 0) return attributes[1];
  }
  return "";
}

bool within(const State& state, const char* name) {
  for (const std::string& element : state.path) {
    if (element == name) return true;
  }
  return false;
}

void XMLCALL start(void* data, const char* name, const char** attributes) {
  auto& state = *static_cast<State*>(data);
  const std::string_view element = local(name);
  state.path.emplace_back(element);
  state.text.clear();
  if (element == "exchange-document") state.record = Record{};
  if (element == "document-id") state.number.clear();
  if (*attributes == nullptr) return;
  if (element == "applicant" || element == "inventor" || element == "priority-claim" ||
      element == "publication-reference") {
    state.format = attribute(attributes, "data-format");
  } else if (element == "invention-title") {
    state.language = attribute(attributes, "lang");
  } else if (element == "classification-scheme") {
    state.cpc = std::strncmp(attribute(attributes, "scheme"), "CPC", 3) == 0;
  }
}

std::string without_spaces(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' && out.find('/') != std::string::npos) break;
    if (c != ' ') out += c;
  }
  return out;
}

void count(State& state) {
  const Record& record = state.record;
  ++state.totals.records;
  state.totals.title_bytes += record.title.size();
  state.totals.owners += record.owners[record.owners[1].empty() ? 0 : 1].size();
  state.totals.inventors += record.inventors[record.inventors[1].empty() ? 0 : 1].size();
  state.totals.classes += record.classes.size();
  state.totals.citations += record.citations.size();
  state.totals.family += record.family.size();
}

void end_name(State& state) {
  const int form = state.format == "docdb" ? 0 : 1;
  if (form == 1 && state.format != "docdba") return;
  if (within(state, "applicant")) state.record.owners[form].push_back(state.text);
  if (within(state, "inventor")) state.record.inventors[form].push_back(state.text);
}

void XMLCALL end(void* data, const char* name) {
  auto& state = *static_cast<State*>(data);
  const std::string_view element = local(name);
  if (element == "country" || element == "doc-number" || element == "kind") {
    state.number += state.text;
  } else if (element == "name") {
    end_name(state);
  } else if (element == "invention-title") {
    if (state.record.title.empty() || (!state.record.english && state.language == "en")) {
      state.record.title = state.text;
      state.record.english = state.language == "en";
    }
  } else if (element == "classification-symbol") {
    if (state.cpc && !within(state, "combination-set")) {
      state.record.classes.insert(without_spaces(state.text));
    }
  } else if (element == "text" && within(state, "classifications-ipcr")) {
    state.record.classes.insert(without_spaces(state.text));
  } else if (element == "text" && within(state, "nplcit")) {
    state.record.citations.push_back(state.text);
  } else if (element == "document-id") {
    if (within(state, "patcit")) {
      state.record.citations.push_back(state.number);
    } else if (state.format == "docdb" &&
               (within(state, "priority-claim") ||
                (within(state, "family-member") && within(state, "publication-reference")))) {
      state.record.family.push_back(state.number);
    }
  } else if (element == "exchange-document") {
    count(state);
  }
  state.path.pop_back();
}

void XMLCALL characters(void* data, const char* text, int size) {
  static_cast<State*>(data)->text.append(text, static_cast<std::size_t>(size));
}

}  // namespace

DocdbTotals read_docdb_with_expat(const std::string& path) {
  State state;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &state);
  XML_SetElementHandler(parser, start, end);
  XML_SetCharacterDataHandler(parser, characters);
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(std::size_t{1} << 20);
  bool sound = true;
  while (sound && in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    sound = XML_Parse(parser, buffer.data(), static_cast<int>(in.gcount()), in ? 0 : 1) !=
            XML_STATUS_ERROR;
  }
  const std::string message = sound ? "" : XML_ErrorString(XML_GetErrorCode(parser));
  XML_ParserFree(parser);
  if (!sound) throw std::runtime_error("expat: " + message);
  return state.totals;
}
