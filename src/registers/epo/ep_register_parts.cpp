#include "registers/epo/ep_register_parts.h"

#include <algorithm>

#include "registers/epo/xml_tree.h"

namespace pignus::registers {

RegisterDate register_date(const std::string& text, const char* field, AnswerSink& sink) {
  if (text.empty()) return {};
  if (const auto date = RegisterDate::parse(text)) return *date;
  sink.problem(ErrorCode::kInvalidInput, field, "no date: \"" + text + "\"");
  return {};
}

RegisterDate register_date(pugi::xml_node date, const char* field, AnswerSink& sink) {
  return register_date(text_below(date), field, sink);
}

RegisterDate changed_on(pugi::xml_node node, AnswerSink& sink) {
  return register_date(attribute_of(node, "change-date"), "change-date", sink);
}

std::vector<pugi::xml_node> versions_of(pugi::xml_node parent, std::string_view name,
                                        AnswerSink& sink) {
  struct Version {
    pugi::xml_node node;
    std::optional<Date> day;
  };
  std::vector<Version> versions;
  each_child(parent, name, [&](pugi::xml_node node) {
    versions.push_back({node, changed_on(node, sink).earliest()});
  });
  std::ranges::reverse(versions);
  std::ranges::stable_sort(versions, {}, &Version::day);
  std::vector<pugi::xml_node> out;
  out.reserve(versions.size());
  for (const Version& version : versions) out.push_back(version.node);
  return out;
}

std::vector<Party> parties_in(pugi::xml_node list) {
  constexpr std::string_view kBetween = "_;;_";  // search lists name several in one
  std::vector<Party> out;
  for (const pugi::xml_node party : list.children()) {
    const auto book = child_named(party, "addressbook");
    if (!book) continue;
    std::string country = text_below(child_named(child_named(book, "address"), "country"));
    if (country.empty()) country = text_below(at_path(party, "residence/country"));
    const std::string names = text_below(child_named(book, "name"));
    std::string_view rest = names;
    while (!rest.empty()) {
      const std::size_t cut = rest.find(kBetween);
      std::string name = text_of(rest.substr(0, cut));
      if (!name.empty()) out.push_back({std::move(name), country, ""});
      rest =
          cut == std::string_view::npos ? std::string_view() : rest.substr(cut + kBetween.size());
    }
  }
  return out;
}

std::string names_of(const std::vector<Party>& parties) {
  std::string out;
  for (const Party& party : parties) {
    if (!out.empty()) out += "; ";
    out += party.name;
  }
  return out;
}

}  // namespace pignus::registers
