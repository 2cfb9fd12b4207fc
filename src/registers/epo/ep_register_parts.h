// What the parts of the EP Register reader share: dates, gazette numbers and histories. The
// register keeps each version of a field, newest first, with the day it changed.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "core/date.h"
#include "registers/epo/answer.h"
#include "registers/right.h"

namespace pignus::registers {

/// A date, or a problem naming `field` and no date.
RegisterDate register_date(pugi::xml_node date, const char* field, AnswerSink& sink);
RegisterDate register_date(const std::string& text, const char* field, AnswerSink& sink);

/// The day a version of a field was entered: "change-date", else unknown.
RegisterDate changed_on(pugi::xml_node node, AnswerSink& sink);
/// The versions of a field: children of that name, oldest entered first. Versions of one day keep
/// their order, turned round.
std::vector<pugi::xml_node> versions_of(pugi::xml_node parent, std::string_view name,
                                        AnswerSink& sink);

/// Names and countries in one version of <applicants>, <proprietors>, <licensees>…
std::vector<Party> parties_in(pugi::xml_node list);
std::string names_of(const std::vector<Party>& parties);

/// The right of a <register-document>, and what names it.
struct RegisterRight {
  RightId id;
  std::string application;  ///< normal form
  Date produced;            ///< the day the record stands for
  std::vector<Party> owners;
};

}  // namespace pignus::registers
