#include "registers/format.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/message_text.h"
#include "registers/io/xml_text.h"

namespace pignus::registers {

namespace {

// A new office takes one line here.
constexpr std::array kOffices{uspto_formats, trademark_formats, wipo_formats,  euipo_formats,
                              kipo_formats,  epo_formats,       cnipa_formats, jpo_formats,
                              st36_formats,  reference_formats};

}  // namespace

const Format* format_of(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  for (const auto& formats : kOffices) {
    const auto list = formats();
    const auto found =
        std::ranges::find_if(list, [&](const Format& format) { return format.recognises(head); });
    if (found != list.end()) return &*found;
  }
  return nullptr;
}

const Format* format_by_id(std::string_view id) {
  for (const auto& formats : kOffices) {
    for (const Format& format : formats()) {
      if (format.id == id) return &format;
    }
  }
  return nullptr;
}

void for_each_format(void (*visit)(const Format& format, void* context), void* context) {
  for (const auto& formats : kOffices) {
    for (const Format& format : formats()) visit(format, context);
  }
}

bool report_new_version(const FactSink& sink, std::string_view file, std::string_view found,
                        std::string_view known) {
  return sink.on_problem(
      {Error{ErrorCode::kUnsupported,
             "version " + for_message(found) + " is new to this reader (tested on " +
                 std::string(known) + "); read as far as it is understood",
             Where{.file = std::string(file), .record = 0, .field = "version"}},
       ""});
}

bool rooted_in(std::string_view head, std::initializer_list<std::string_view> roots) {
  std::string_view root = first_element_name(head);
  if (const auto colon = root.find(':'); colon != std::string_view::npos) {
    root.remove_prefix(colon + 1);
  }
  return std::ranges::find(roots, root) != roots.end();
}

}  // namespace pignus::registers
