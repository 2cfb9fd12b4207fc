#include "report/overlap_text.h"

#include "report/arguments.h"
#include "report/words.h"

namespace pignus::report {

std::string group_name(const Format& format, const book::OverlapGroup& group) {
  const std::string kind = format.say("overlap.kind." + std::string(name_of(group.kind)));
  return group.name.empty() ? kind : group.name + " · " + kind;
}

std::string group_reason(const Format& format, const book::OverlapGroup& group) {
  std::string text = format.say("overlap.reason." + std::string(name_of(group.kind)));
  const std::string between = format.language() == Language::kChinese ? "" : " ";
  if (group.one_product) {
    text += between + format.say("overlap.one_product");
  }
  if (!group.missing.empty()) {
    text +=
        between + format.say("overlap.missing", {rights_text(format, group.missing, kFewRights)});
  }
  return text;
}

std::string group_degree(const Format& format, const book::OverlapGroup& group) {
  return format.say(group.degree_stated ? "overlap.stated" : "overlap.unstated",
                    {input_value(format, group.overlap)});
}

std::string group_rights(const Format& format, const book::OverlapGroup& group) {
  return rights_text(format, group.rights, kFewRights);
}

}  // namespace pignus::report
