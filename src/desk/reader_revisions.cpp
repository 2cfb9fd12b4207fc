#include "desk/reader_revisions.h"

#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "registers/format.h"
#include "registers/reader_ids.h"

namespace pignus::desk {

namespace {

int revision_today(std::string_view id) {
  if (id == registers::kPlainFormatId) return registers::kPlainFormatRevision;
  if (id == registers::kMappingId) return registers::kMappingRevision;
  const registers::Format* format = registers::format_by_id(id);
  return format == nullptr ? 0 : format->revision;
}

/// "docdb 2"; nullopt: written by nobody we know.
std::optional<bool> outdated(std::string_view item) {
  const auto blank = item.rfind(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const std::string_view digits = item.substr(blank + 1);
  int revision = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return revision < revision_today(item.substr(0, blank));
}

}  // namespace

std::string reader_text(std::string_view software, const std::map<std::string, int>& readers) {
  std::string text(software);
  const char* before = "; ";
  for (const auto& [id, revision] : readers) {
    text += fmt::format("{}{} {}", before, id, revision);
    before = ", ";
  }
  return text;
}

bool reader_outdated(std::string_view reader_text) {
  const auto list = reader_text.find("; ");
  if (list == std::string_view::npos) return true;
  std::string_view rest = reader_text.substr(list + 2);
  bool named = false;
  while (!rest.empty()) {
    const auto comma = rest.find(", ");
    const std::optional<bool> one = outdated(rest.substr(0, comma));
    if (one.value_or(false)) return true;
    named = named || one.has_value();
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
  }
  return !named;
}

int sum_of_revisions() {
  int sum = registers::kPlainFormatRevision + registers::kMappingRevision;
  registers::for_each_format([](const registers::Format& format,
                                void* context) { *static_cast<int*>(context) += format.revision; },
                             &sum);
  return sum;
}

}  // namespace pignus::desk
