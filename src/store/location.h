// Where a store is: the path of an SQLite file, or a postgresql:// URL.
#pragma once

#include <filesystem>
#include <string>

namespace pignus::store {

/// A database server's, not a file.
bool is_server(const std::string& location);

/// The location as it may be shown: a URL without its password and options.
std::string shown_location(const std::string& location);

}  // namespace pignus::store
