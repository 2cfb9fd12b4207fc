// How near two rights stand in a tree of classes (IPC, CPC), or whether they share a class of Nice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pignus::text {

/// 1 for the same symbol; else 1/5 for the section, 2/5 class, 3/5 subclass, 4/5 main group, the
/// deepest that "E21B43/26" and the other share. What is no such symbol ("9") is the same or not.
double class_match(std::string_view left, std::string_view right);

/// The mean, over the classes of both sides, of the best match on the other side; in [0, 1] and
/// symmetric. Both sides must have a class.
double class_overlap(const std::vector<std::string>& left, const std::vector<std::string>& right);

/// "E", "E21B", "E21B43" of "E21B43/26"; "" where the symbol is no class of that scheme.
std::string section_of(std::string_view symbol);
std::string subclass_of(std::string_view symbol);
std::string main_group_of(std::string_view symbol);

}  // namespace pignus::text
