#include "registers/io/text_scan.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

#include "core/check.h"

// This file is compiled once for each instruction set: Highway includes it again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "registers/io/text_scan.cpp"
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pignus::registers {
namespace HWY_NAMESPACE {  // NOLINT: Highway's way of one namespace an instruction set

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<std::uint8_t>;

HWY_INLINE hn::Vec<Tag> load(const char* at) {
  return hn::LoadU(Tag(), reinterpret_cast<const std::uint8_t*>(at));
}
HWY_INLINE hn::Vec<Tag> all(char c) {
  return hn::Set(Tag(), static_cast<std::uint8_t>(c));
}

/// Positions where the first, second and last byte of `wanted` stand as they should are compared
/// in full. Only positions whose whole match lies in the text are tried.
std::size_t find_text_here(std::string_view text, std::string_view wanted, std::size_t from) {
  const std::size_t lanes = hn::Lanes(Tag());
  const std::size_t second = std::min<std::size_t>(1, wanted.size() - 1);
  const std::size_t last = wanted.size() - 1;
  const auto first_byte = all(wanted.front());
  const auto second_byte = all(wanted[second]);
  const auto last_byte = all(wanted.back());
  std::size_t at = from;
  while (at + last + lanes <= text.size()) {
    const char* here = text.data() + at;
    auto hits = hn::And(
        hn::Eq(load(here), first_byte),
        hn::And(hn::Eq(load(here + second), second_byte), hn::Eq(load(here + last), last_byte)));
    std::size_t skipped = 0;
    while (!hn::AllFalse(Tag(), hits)) {
      const std::size_t hit = hn::FindKnownFirstTrue(Tag(), hits);
      if (std::memcmp(here + hit, wanted.data(), wanted.size()) == 0) return at + hit;
      skipped = hit + 1;
      hits = hn::AndNot(hn::FirstN(Tag(), skipped), hits);
    }
    at += lanes;
  }
  return text.find(wanted, at);
}

/// Which of these lanes' '<' matter.
HWY_INLINE hn::Mask<Tag> matters(const char* here,
                                 std::span<const MarkupScan::Beginning> beginnings) {
  const auto angle = hn::Eq(load(here), all('<'));
  if (beginnings.empty()) return angle;
  const auto next = load(here + 1);
  const auto after = load(here + 2);
  const auto third = load(here + 3);
  const auto closing = hn::Eq(next, all('/'));
  auto wanted = hn::Or(hn::Eq(next, all('!')), hn::Eq(next, all('?')));
  for (const MarkupScan::Beginning& name : beginnings) {
    const auto first = all(name.first);
    auto opens = hn::Eq(next, first);
    auto closes = hn::And(closing, hn::Eq(after, first));
    if (name.second != 0) {
      const auto second = all(name.second);
      opens = hn::And(opens, hn::Eq(after, second));
      closes = hn::And(closes, hn::Eq(third, second));
    }
    wanted = hn::Or(wanted, hn::Or(opens, closes));
  }
  return hn::And(angle, wanted);
}

std::size_t find_markup_here(std::string_view text, std::size_t from,
                             std::span<const MarkupScan::Beginning> beginnings) {
  constexpr std::size_t kAhead = 3;
  const std::size_t lanes = hn::Lanes(Tag());
  std::size_t at = from;
  while (at + lanes + kAhead <= text.size()) {
    const auto hits = matters(text.data() + at, beginnings);
    if (!hn::AllFalse(Tag(), hits)) return at + hn::FindKnownFirstTrue(Tag(), hits);
    at += lanes;
  }
  return at;
}

}  // namespace HWY_NAMESPACE
}  // namespace pignus::registers
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace pignus::registers {

HWY_EXPORT(find_text_here);
HWY_EXPORT(find_markup_here);

std::size_t find_text(std::string_view text, std::string_view wanted, std::size_t from) {
  PIGNUS_CHECK(!wanted.empty());
  if (from >= text.size() || text.size() - from < wanted.size()) return std::string_view::npos;
  return HWY_DYNAMIC_DISPATCH(find_text_here)(text, wanted, from);
}

MarkupScan::MarkupScan(const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    PIGNUS_CHECK(!name.empty());
    const Beginning beginning{name[0], name.size() > 1 ? name[1] : '\0'};
    if (std::ranges::find(beginnings_, beginning) == beginnings_.end()) {
      beginnings_.push_back(beginning);
    }
  }
  if (beginnings_.size() > kBeginningsMax) beginnings_.clear();
}

std::size_t MarkupScan::find(std::string_view text, std::size_t from) const {
  const auto excluded = [&](std::size_t at) {
    const std::string_view next = text.substr(at + 1, 3);
    if (beginnings_.empty() || next.empty() || next[0] == '!' || next[0] == '?') return false;
    const std::string_view name = next[0] == '/' ? next.substr(1) : next;
    return std::ranges::none_of(beginnings_, [&](const Beginning& wanted) {
      if (name.empty()) return true;
      return name[0] == wanted.first &&
             (wanted.second == 0 || name.size() < 2 || name[1] == wanted.second);
    });
  };
  if (from >= text.size()) return std::string_view::npos;
  // Whole vectors first; what is left, or what they found, byte by byte.
  std::size_t at = HWY_DYNAMIC_DISPATCH(find_markup_here)(text, from, beginnings_);
  for (at = text.find('<', at); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (!excluded(at)) return at;
  }
  return std::string_view::npos;
}

}  // namespace pignus::registers

#endif  // HWY_ONCE
