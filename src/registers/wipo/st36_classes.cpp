// Classes of the bibliography: IPC in its two generations, CPC, Locarno; national classes go into
// the details.
#include <algorithm>
#include <string>

#include "core/utf8.h"
#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

class Classes {
 public:
  explicit Classes(PatentBibliography& out) : out_(out) {}

  void add(std::string symbol) {
    if (!symbol.empty() && std::ranges::find(out_.classes, symbol) == out_.classes.end()) {
      out_.classes.push_back(std::move(symbol));
    }
  }

 private:
  PatentBibliography& out_;
};

std::string part(pugi::xml_node node, std::string_view name) {
  return text_of(st36_child(node, name));
}

/// "G09G3/36" out of section, class, subclass, main-group, subgroup, or of the text.
std::string symbol_of(pugi::xml_node node) {
  const std::string section = part(node, "section");
  if (section.size() != 1) {
    const auto text = st36_child(node, "text");
    return ipc_symbol(text_of(text ? text : node));
  }
  std::string group = part(node, "main-group");
  std::string symbol = section + part(node, "class") + part(node, "subclass");
  if (!group.empty()) symbol += group + "/" + part(node, "subgroup");
  return symbol;
}

bool is_main(pugi::xml_node node) {
  const std::string_view name = st36_name(node);
  return name == "main-clsf" || name == "main-classification";
}
bool is_further(pugi::xml_node node) {
  const std::string_view name = st36_name(node);
  return name == "further-clsf" || name == "further-classification";
}

/// Main and further classes, where the element has such; else itself.
void read_main_and_further(pugi::xml_node node, Classes& classes,
                           std::string (*read)(const std::string&)) {
  bool any = false;
  for (const auto child : node.children()) {
    if (!is_main(child) && !is_further(child)) continue;
    any = true;
    classes.add(read(text_of(child)));
  }
  if (!any) classes.add(read(text_of(st36_child(node, "text") ? st36_child(node, "text") : node)));
}

std::string as_ipc(const std::string& text) {
  return ipc_symbol(text);
}
/// Locarno: "09-01" of "09-01", "0901", "LOC (10) Cl. 09-01".
std::string as_locarno(const std::string& text) {
  const std::size_t start = text.rfind(' ');
  std::string symbol = start == std::string::npos ? text : text.substr(start + 1);
  const bool four =
      symbol.size() == 4 && symbol.find_first_not_of("0123456789") == std::string::npos;
  return four ? symbol.substr(0, 2) + "-" + symbol.substr(2) : symbol;
}

/// CPC: entries stand under main-cpc and further-cpc, or directly.
void read_cpc(pugi::xml_node node, Classes& classes) {
  walk_elements(node, [&](pugi::xml_node inner) {
    const std::string_view name = st36_name(inner);
    if (name != "classification-cpc" && name != "classification-cpc-text" &&
        name != "patent-classification") {
      return true;
    }
    classes.add(symbol_of(inner));
    return false;
  });
}

void read_national(pugi::xml_node node, PatentBibliography& out) {
  std::vector<std::string> symbols;
  for (const auto child : node.children()) {
    if (is_main(child) || is_further(child)) symbols.push_back(text_of(child));
  }
  if (symbols.empty()) symbols.push_back(text_of(st36_child(node, "text")));
  put_list(out.details, "national_classes", symbols);
}

}  // namespace

void read_st36_classes(pugi::xml_node data, PatentBibliography& out) {
  Classes classes(out);
  for (const auto node : data.children()) {
    const std::string_view name = st36_name(node);
    if (name == "classifications-ipcr") {
      for (const auto one : node.children()) {
        if (st36_name(one) == "classification-ipcr") classes.add(symbol_of(one));
      }
    } else if (name == "classification-ipcr") {
      classes.add(symbol_of(node));
    } else if (name == "classification-ipc") {
      read_main_and_further(node, classes, as_ipc);
    } else if (name == "classification-locarno") {
      read_main_and_further(node, classes, as_locarno);
    } else if (name == "classifications-cpc" || name == "patent-classifications") {
      read_cpc(node, classes);
    } else if (name == "classification-national") {
      read_national(node, out);
    }
  }
}

}  // namespace pignus::registers
