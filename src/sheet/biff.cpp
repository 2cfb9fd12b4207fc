#include "sheet/biff.h"

#include "sheet/compound_file.h"

namespace pignus::sheet {

bool BiffRecords::peek(BiffRecord& record) const {
  if (at_ > stream_.size() || stream_.size() - at_ < 4) return false;
  const std::size_t size = u16(stream_, at_ + 2);
  if (stream_.size() - at_ - 4 < size) return false;
  record = {u16(stream_, at_), stream_.substr(at_ + 4, size)};
  return true;
}

bool BiffRecords::next(BiffRecord& record) {
  if (!peek(record)) return false;
  at_ += 4 + record.body.size();
  return true;
}

std::string utf8_of(const std::vector<std::uint16_t>& units) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    std::uint32_t point = units[i];
    const bool high = point >= 0xD800 && point < 0xDC00;
    if (high && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10) + (units[++i] - 0xDC00U);
    } else if (point >= 0xD800 && point < 0xE000) {
      point = 0xFFFD;
    }
    if (point < 0x80) {
      out += static_cast<char>(point);
    } else if (point < 0x800) {
      out += static_cast<char>(0xC0 | point >> 6);
      out += static_cast<char>(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      out += static_cast<char>(0xE0 | point >> 12);
      out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (point & 0x3F));
    } else {
      out += static_cast<char>(0xF0 | point >> 18);
      out += static_cast<char>(0x80 | (point >> 12 & 0x3F));
      out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (point & 0x3F));
    }
  }
  return out;
}

std::string short_text(std::string_view bytes, std::size_t count_bytes) {
  if (bytes.size() <= count_bytes) return "";
  const std::size_t count = count_bytes == 1 ? static_cast<unsigned char>(bytes[0]) : u16(bytes, 0);
  const bool wide = (bytes[count_bytes] & 1) != 0;
  std::vector<std::uint16_t> units;
  std::size_t at = count_bytes + 1;
  for (std::size_t i = 0; i < count && at + (wide ? 2 : 1) <= bytes.size(); ++i) {
    units.push_back(
        static_cast<std::uint16_t>(wide ? u16(bytes, at) : static_cast<unsigned char>(bytes[at])));
    at += wide ? 2 : 1;
  }
  return utf8_of(units);
}

namespace {

/// Reads across the records of the table. A string cut between characters goes on in the next
/// record after a new flags byte.
class TableReader {
 public:
  explicit TableReader(const std::vector<std::string_view>& bodies) : bodies_(bodies) {}

  bool skip(std::size_t bytes) {
    while (bytes > 0) {
      if (!settle()) return false;
      const std::size_t take = std::min(bytes, bodies_[record_].size() - at_);
      at_ += take;
      bytes -= take;
    }
    return true;
  }
  bool byte(std::uint32_t& out) {
    if (!settle()) return false;
    out = static_cast<unsigned char>(bodies_[record_][at_++]);
    return true;
  }
  bool word(std::uint32_t& out) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    if (!byte(low) || !byte(high)) return false;
    out = low | high << 8;
    return true;
  }
  bool double_word(std::uint32_t& out) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    if (!word(low) || !word(high)) return false;
    out = low | high << 16;
    return true;
  }
  bool characters(std::size_t count, bool wide, std::vector<std::uint16_t>& units) {
    while (units.size() < count) {
      const bool cut = record_ < bodies_.size() && at_ >= bodies_[record_].size();
      if (!settle()) return false;
      if (cut) {
        std::uint32_t flags = 0;
        if (!byte(flags)) return false;
        wide = (flags & 1) != 0;
        continue;
      }
      std::uint32_t unit = 0;
      if (!(wide ? word(unit) : byte(unit))) return false;
      units.push_back(static_cast<std::uint16_t>(unit));
    }
    return true;
  }

 private:
  bool settle() {
    while (record_ < bodies_.size() && at_ >= bodies_[record_].size()) {
      ++record_;
      at_ = 0;
    }
    return record_ < bodies_.size();
  }

  const std::vector<std::string_view>& bodies_;
  std::size_t record_ = 0;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<std::string>> shared_texts(const std::vector<std::string_view>& bodies,
                                              std::size_t text_bytes_max) {
  constexpr std::uint32_t kWide = 1;
  constexpr std::uint32_t kPhonetic = 4;
  constexpr std::uint32_t kRich = 8;
  TableReader reader(bodies);
  const auto damaged = [] {
    return fail(ErrorCode::kInvalidInput,
                "is a damaged spreadsheet: its table of texts is cut off");
  };
  std::uint32_t all = 0;
  std::uint32_t count = 0;
  if (!reader.double_word(all) || !reader.double_word(count)) return damaged();
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t length = 0;
    std::uint32_t flags = 0;
    std::uint32_t runs = 0;
    std::uint32_t extra = 0;
    if (!reader.word(length) || !reader.byte(flags)) return damaged();
    if ((flags & kRich) != 0 && !reader.word(runs)) return damaged();
    if ((flags & kPhonetic) != 0 && !reader.double_word(extra)) return damaged();
    std::vector<std::uint16_t> units;
    if (!reader.characters(length, (flags & kWide) != 0, units)) return damaged();
    if (!reader.skip(std::size_t{runs} * 4 + extra) && i + 1 < count) return damaged();
    texts.push_back(utf8_of(units));
    if (texts.back().size() > text_bytes_max) {
      return fail(ErrorCode::kLimitExceeded, "has a text longer than is read");
    }
  }
  return texts;
}

}  // namespace pignus::sheet
