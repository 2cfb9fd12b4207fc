// Classes: CPC (since v4.5) before IPC, main first, each once. Designs have no IPC before 2015 and
// then their Locarno class.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registers/uspto/class_symbols.h"
#include "registers/uspto/grant_bibliography.h"

namespace pignus::registers {

namespace {

void add_class(std::string text, RightRecord& record) {
  if (text.empty()) return;
  if (std::ranges::find(record.classes, text) == record.classes.end()) {
    record.classes.push_back(std::move(text));
  }
}

/// <section>E … <subgroup>26 to "E21B43/26".
std::string symbol_of(pugi::xml_node node) {
  std::string symbol;
  for (const char* part : {"section", "class", "subclass", "main-group"}) {
    symbol += flat_text(node.child(part));
  }
  const std::string subgroup = flat_text(node.child("subgroup"));
  return subgroup.empty() ? symbol : symbol + "/" + subgroup;
}

void add_cpc(pugi::xml_node bibliography, RightRecord& record) {
  const auto cpc = bibliography.child("classifications-cpc");
  for (const auto node : cpc.child("main-cpc").children("classification-cpc")) {
    add_class(symbol_of(node), record);
  }
  for (const auto node : cpc.child("further-cpc").children("classification-cpc")) {
    add_class(symbol_of(node), record);
  }
  for (const auto set : cpc.child("further-cpc").children("combination-set")) {
    for (const auto rank : set.children("combination-rank")) {
      add_class(symbol_of(rank.child("classification-cpc")), record);
    }
  }
}

void add_ipc(pugi::xml_node bibliography, RightRecord& record) {
  const auto ipcr = bibliography.child("classifications-ipcr");
  for (const bool main : {true, false}) {
    for (const auto node : ipcr.children("classification-ipcr")) {
      if ((flat_text(node.child("symbol-position")) == "F") == main) {
        add_class(symbol_of(node), record);
      }
    }
  }
  const auto older = bibliography.child("classification-ipc");
  for (const char* part : {"main-classification", "further-classification"}) {
    for (const auto node : older.children(part)) {
      add_class(ipc_of_columns(node.child_value()), record);
    }
  }
}

}  // namespace

void read_grant_classes(pugi::xml_node bibliography, RightRecord& record) {
  add_cpc(bibliography, record);
  add_ipc(bibliography, record);
  const auto locarno = bibliography.child("classification-locarno");
  add_class(locarno_symbol(flat_text(locarno.child("main-classification"))), record);
}

}  // namespace pignus::registers
