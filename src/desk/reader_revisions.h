// Which readers read an import, as the store keeps it, and whether a newer one would read more.
//
// "pignus 0.1.0; docdb 2, uspto-grant 1": the program, then each format met with the revision of
// its reader (registers::Format::revision).
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace pignus::desk {

std::string reader_text(std::string_view software, const std::map<std::string, int>& readers);

/// A reader named there has a higher revision today, or none is named (a store of an older
/// program). A format that is no longer known does not count.
bool reader_outdated(std::string_view reader_text);

/// Grows when any reader is revised: an unfinished import of other revisions starts again.
int sum_of_revisions();

}  // namespace pignus::desk
