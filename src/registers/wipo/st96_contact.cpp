#include "core/utf8.h"
#include "registers/io/xml_nodes.h"
#include "registers/wipo/st96_parts.h"

namespace pignus::registers::wipo {
namespace {

using xml::below;
using xml::child_named;
using xml::each_below;
using xml::text_at;
using xml::text_within;

std::string joined(std::initializer_list<std::string> parts) {
  std::string all;
  for (const std::string& part : parts) {
    if (!part.empty()) all += (all.empty() ? "" : " ") + part;
  }
  return all;
}

std::string structured_name(pugi::xml_node name) {
  return joined({text_at(name, "FirstName"), text_at(name, "MiddleName"), text_at(name, "LastName"),
                 text_at(name, "NameSuffix")});
}

}  // namespace

std::string name_of_contact(pugi::xml_node holder) {
  const auto name = below(holder, "Name");
  const auto root = name ? name : holder;
  for (const char* field : {"EntityName", "OrganizationStandardName", "PersonFullName"}) {
    std::string text = text_within(below(root, field));
    if (!text.empty()) return text;
  }
  if (const auto structured = below(root, "PersonStructuredName")) {
    return structured_name(structured);
  }
  std::string lines;
  each_below(root, "FreeFormatNameLine", [&](pugi::xml_node line) {
    const std::string text = text_within(line);
    if (!text.empty()) lines += (lines.empty() ? "" : " ") + text;
  });
  if (!lines.empty()) return lines;
  // ST.66: FormattedName with LastName, FirstName.
  return joined({text_within(below(root, "FirstName")), text_within(below(root, "MiddleName")),
                 text_within(below(root, "LastName"))});
}

std::string country_of_contact(pugi::xml_node holder) {
  for (const char* field : {"CountryCode", "FormattedAddressCountryCode", "AddressCountryCode",
                            "IncorporationCountryCode", "ApplicantIncorporationCountryCode",
                            "NationalityCountryCode", "ApplicantNationalityCode"}) {
    const std::string text = text_within(below(holder, field));
    if (text.size() == 2) return text;
  }
  return "";
}

std::string number_in(pugi::xml_node node, std::string_view name) {
  const auto number = child_named(node, name);
  const std::string part = text_at(number, std::string(name) + "Text");
  return part.empty() && !child_named(number, "IPOfficeCode") ? text_within(number) : part;
}

bool report(const FactSink& sink, const Source& source, std::string_view field,
            std::string message) {
  return sink.on_problem(
      {Error{ErrorCode::kInvalidInput, std::move(message),
             Where{.file = source.file, .record = source.record, .field = std::string(field)}},
       ""});
}

}  // namespace pignus::registers::wipo
