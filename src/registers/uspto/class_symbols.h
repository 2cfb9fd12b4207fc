// Symbols of classes as the USPTO writes them in columns, made readable. Internal to its readers.
#pragma once

#include <string>
#include <string_view>

namespace pignus::registers {

/// IPC up to the seventh edition in columns: subclass 4, group 3 (right aligned), subgroup the
/// rest. "A45F  504" and "A45F005/04" are "A45F5/04".
std::string ipc_of_columns(std::string_view columns);
/// US national class: class 3 columns (right aligned), subclass 3 (right aligned), then decimals or
/// letters. "  2 52" is "2/52", "D14480" is "D14/480", "2063081" is "206/308.1", "179 90K" is
/// "179/90K", "623001160" is "623/1.16", "PLT205" is "PLT/205".
std::string us_class_symbol(std::string_view columns);
/// Locarno, four digits, also with a D before them: "2604" is "26-04". Anything else as it stands.
std::string locarno_symbol(std::string_view digits);

}  // namespace pignus::registers
