#include "registers/uspto/solr_documents.h"

#include <algorithm>

#include "registers/io/text_scan.h"

namespace pignus::registers {
namespace {
constexpr std::size_t kPiece = 256U << 10;
constexpr std::size_t kHeaderMax = 64U << 10;
constexpr std::string_view kOpen = "<doc>";
constexpr std::string_view kClose = "</doc>";
constexpr std::string_view kEnd = "</response>";
}  // namespace

Result<bool> SolrDocuments::fill() {
  buffer_.erase(0, position_);
  position_ = 0;
  const std::size_t held = buffer_.size();
  buffer_.resize(held + kPiece);
  auto count = source_->read(buffer_.data() + held, kPiece);
  buffer_.resize(held + (count ? *count : 0));
  if (!count) {
    return fail(std::move(count.error()));
  }
  return *count > 0;
}

void SolrDocuments::skip(std::size_t bytes) {
  const std::string_view skipped = std::string_view(buffer_).substr(position_, bytes);
  if (in_header_ && header_.size() < kHeaderMax) {
    header_.append(skipped.substr(0, kHeaderMax - header_.size()));
  }
  position_ += bytes;
}

Result<std::optional<std::string_view>> SolrDocuments::next() {
  for (;;) {
    const std::size_t open = find_text(buffer_, kOpen, position_);
    if (open != std::string::npos) {
      skip(open - position_);
      break;
    }
    if (find_text(buffer_, kEnd, position_) != std::string::npos) {
      closed_ = true;
    }
    // A tag may be cut by the piece's end: keep what could begin one.
    const std::size_t keep = std::min(buffer_.size() - position_, kEnd.size() - 1);
    skip(buffer_.size() - position_ - keep);
    PIGNUS_ASSIGN(const bool more, fill());
    if (!more) {
      skip(buffer_.size() - position_);
      return std::optional<std::string_view>{};
    }
  }
  in_header_ = false;
  std::size_t from = position_;
  for (;;) {
    const std::size_t close = find_text(buffer_, kClose, from);
    if (close != std::string::npos) {
      const std::size_t end = close + kClose.size();
      const auto record = std::string_view(buffer_).substr(position_, end - position_);
      position_ = end;
      return std::optional<std::string_view>{record};
    }
    const std::size_t length = buffer_.size() - position_;
    if (length > record_bytes_max_) {
      return fail(ErrorCode::kLimitExceeded,
                  "a record is longer than " + std::to_string(record_bytes_max_) + " bytes");
    }
    PIGNUS_ASSIGN(const bool more, fill());
    if (!more) {
      return fail(ErrorCode::kInvalidInput, "the file ends inside a record");
    }
    from = length < kClose.size() ? 0 : length - kClose.size();
  }
}

}  // namespace pignus::registers
