// Arguments of messages in the reader's words. Domain code hands over plain values: amounts
// ("CNY 5000000.00"), ISO dates, machine words ("in_force", "invention:granted"), fees ("annuity
// year 7"), keys of words ("grade.own"), and lists of them joined with "; ". Whatever is none of
// these (names, numbers of rights, anything out of a document) stays the text it is.
#pragma once

#include <string>
#include <vector>

#include "book/concerned_right.h"
#include "book/credit.h"
#include "book/finding.h"
#include "report/format.h"

namespace pignus::report {

std::string shown(const Format& format, const std::string& argument);
std::vector<std::string> shown(const Format& format, const std::vector<std::string>& arguments);
/// A message of the domain with its arguments.
std::string say_shown(const Format& format, const std::string& message,
                      const std::vector<std::string>& arguments);

/// Where a list of rights is cut short.
struct RightsShown {
  std::size_t all_up_to = 3;  ///< as many are written out
  std::size_t first = 2;      ///< of more, so many; then "and 81 more"
};
/// For a line of a terminal.
inline constexpr RightsShown kFewRights{};
inline constexpr RightsShown kAllRights{static_cast<std::size_t>(-1), 0};
/// For a page, which lists more of them behind the text.
inline constexpr RightsShown kPageRights{8, 3};

std::string rights_text(const Format& format, const std::vector<book::ConcernedRight>& rights,
                        RightsShown limit);
/// The message with its arguments, its grounds and, where it names them, its rights.
std::string reason_text(const Format& format, const book::Reason& reason, RightsShown limit);
/// The finding's message or question (`key`); its first argument stands for all its rights.
std::string finding_text(const Format& format, const book::Finding& finding, const std::string& key,
                         RightsShown limit);

}  // namespace pignus::report
