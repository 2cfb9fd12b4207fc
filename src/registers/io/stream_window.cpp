#include "registers/io/stream_window.h"

#include <algorithm>
#include <cstring>

#include "core/check.h"

namespace pignus::registers {

namespace {
constexpr std::size_t kChunk = std::size_t{1} << 20;
}

Result<bool> StreamWindow::fill() {
  if (done_) return false;
  // Slide only when much is released: each byte is then moved at most a few times in all.
  if (begin_ > 0 && begin_ >= end_ - begin_) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    base_ += begin_;
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kChunk) {
    buffer_.resize(std::max(buffer_.size() + buffer_.size() / 2, end_ + kChunk));
  }
  PIGNUS_ASSIGN(const std::size_t got, source_.read(buffer_.data() + end_, buffer_.size() - end_));
  PIGNUS_CHECK(got <= buffer_.size() - end_);
  end_ += got;
  done_ = got == 0;
  return !done_;
}

void StreamWindow::release_before(std::uint64_t offset) {
  PIGNUS_CHECK(offset >= base_ + begin_ && offset <= end());
  begin_ = static_cast<std::size_t>(offset - base_);
}

Result<std::string_view> StreamWindow::view(std::uint64_t offset, std::size_t count) {
  PIGNUS_CHECK(offset >= base_ + begin_ && offset <= end());
  while (end() - offset < count) {
    PIGNUS_ASSIGN(const bool more, fill());
    if (!more) break;
  }
  const auto available = static_cast<std::size_t>(end() - offset);
  return std::string_view(buffer_.data() + (offset - base_), std::min(count, available));
}

template <typename Next>
Result<std::optional<std::uint64_t>> StreamWindow::find_by(const Next& next, std::uint64_t from,
                                                           std::uint64_t span_max, bool release) {
  PIGNUS_CHECK(from >= base_ + begin_ && from <= end());
  const std::uint64_t from_start = from;
  while (true) {
    const std::string_view text(buffer_.data() + (from - base_),
                                static_cast<std::size_t>(end() - from));
    const std::size_t hit = next(text);
    if (hit != std::string_view::npos) return std::optional<std::uint64_t>(from + hit);
    from = end();
    if (from - from_start >= span_max) return std::optional<std::uint64_t>();
    if (release) release_before(from);
    PIGNUS_ASSIGN(const bool more, fill());
    if (!more) return std::optional<std::uint64_t>();
  }
}

Result<std::optional<std::uint64_t>> StreamWindow::find(char wanted, std::uint64_t from,
                                                        std::uint64_t span_max, bool release) {
  return find_by([&](std::string_view text) { return text.find(wanted); }, from, span_max, release);
}

Result<std::optional<std::uint64_t>> StreamWindow::find(const MarkupScan& scan, std::uint64_t from,
                                                        std::uint64_t span_max, bool release) {
  return find_by([&](std::string_view text) { return scan.find(text, 0); }, from, span_max,
                 release);
}

}  // namespace pignus::registers
