// Classes: CPC (since v4.5) before IPC, main first, each once. Designs have no IPC before 2015 and
// then their Locarno class.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "registers/uspto/grant_bibliography.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kSubclass = 4;  ///< columns of an IPC 7 symbol
constexpr std::size_t kGroup = 3;
constexpr std::size_t kLocarnoDigits = 4;  ///< "2604" is class 26, subclass 04

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

/// v4.0 writes IPC 7 in columns: subclass 4, group 3 (right aligned), subgroup the rest; "A45F 504"
/// is A45F5/04.
std::string symbol_of_columns(std::string_view columns) {
  std::string symbol = trim(columns);
  if (columns.size() <= kSubclass + kGroup || columns.find('/') != std::string_view::npos) {
    std::erase(symbol, ' ');
    return symbol;
  }
  const std::string group = trim(columns.substr(kSubclass, kGroup));
  return std::string(columns.substr(0, kSubclass)) + group + "/" +
         trim(columns.substr(kSubclass + kGroup));
}

void add_cpc(pugi::xml_node bibliography, RightRecord& record) {
  const auto cpc = bibliography.child("classifications-cpc");
  for (const auto node : cpc.child("main-cpc").children("classification-cpc")) {
    add_class(symbol_of(node), record);
  }
  for (const auto node : cpc.child("further-cpc").children("classification-cpc")) {
    add_class(symbol_of(node), record);
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
      add_class(symbol_of_columns(node.child_value()), record);
    }
  }
}

}  // namespace

void read_grant_classes(pugi::xml_node bibliography, RightRecord& record) {
  add_cpc(bibliography, record);
  add_ipc(bibliography, record);
  const auto locarno = bibliography.child("classification-locarno");
  const std::string design = flat_text(locarno.child("main-classification"));
  add_class(design.size() == kLocarnoDigits ? design.substr(0, 2) + "-" + design.substr(2) : design,
            record);
}

}  // namespace pignus::registers
