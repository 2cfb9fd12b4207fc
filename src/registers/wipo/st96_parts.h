// The kinds of ST.96 records. Inside of st96.cpp.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "registers/batch.h"
#include "registers/trademark/mark_case.h"

namespace pignus::registers::wipo {

/// A name wherever the standard allows it: organisation, person, entity, free lines.
std::string name_of_contact(pugi::xml_node holder);
/// The country of an address within; "" unknown.
std::string country_of_contact(pugi::xml_node holder);
/// ApplicationNumber, PublicationNumber, …: a text, or parts with an office of their own.
std::string number_in(pugi::xml_node node, std::string_view name);

/// One record, told by its element. False: the sink wants no more.
bool yield_st96_mark(pugi::xml_node mark, const Source& source, const FactSink& sink);
bool yield_st66_mark(pugi::xml_node mark, const Source& source, const FactSink& sink);
/// A mark with its applicants beside it.
bool yield_st66_transaction(pugi::xml_node data, const Source& source, const FactSink& sink);
bool yield_st96_design(pugi::xml_node application, const Source& source, const FactSink& sink);
bool yield_st96_indication(pugi::xml_node application, const Source& source, const FactSink& sink);
bool yield_st96_patent(pugi::xml_node publication, const Source& source, const FactSink& sink);

/// The mark of any office: US ones by their own rules.
bool yield_mark_of(const std::string& office, MarkCase& mark, const Source& source,
                   const FactSink& sink);

/// Problem of a record; false: the sink wants no more.
bool report(const FactSink& sink, const Source& source, std::string_view field,
            std::string message);

}  // namespace pignus::registers::wipo
