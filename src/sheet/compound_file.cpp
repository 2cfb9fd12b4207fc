#include "sheet/compound_file.h"

#include <algorithm>

namespace pignus::sheet {

std::uint32_t u16(std::string_view bytes, std::size_t at) {
  if (at + 2 > bytes.size()) return 0;
  return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) |
         static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8;
}

std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return u16(bytes, at) | u16(bytes, at + 2) << 16;
}

namespace {

constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  ///< numbers from here on mark ends
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kEntryBytes = 128;

struct Entry {
  std::string name;
  std::uint32_t type = 0;
  std::uint32_t start = 0;
  std::uint32_t size = 0;
};

tl::unexpected<Error> damaged(const std::string& what) {
  return fail(ErrorCode::kInvalidInput, "is a damaged spreadsheet: " + what);
}

class CompoundFile {
 public:
  explicit CompoundFile(std::string_view file) : file_(file) {}

  Status open() {
    const std::uint32_t shift = u16(file_, 30);
    if (file_.size() < kHeaderBytes || (shift != 9 && shift != 12)) {
      return damaged("no header of a compound file");
    }
    sector_bytes_ = std::size_t{1} << shift;
    PIGNUS_TRY(read_table());
    PIGNUS_ASSIGN(const std::string folder, chain(u32(file_, 48), file_.size()));
    for (std::size_t at = 0; at + kEntryBytes <= folder.size(); at += kEntryBytes) {
      entries_.push_back(entry_of(std::string_view(folder).substr(at, kEntryBytes)));
    }
    if (entries_.empty()) return damaged("no folder");
    return {};
  }

  Result<std::string> stream(const std::string& name) {
    const auto found = std::ranges::find_if(
        entries_, [&](const Entry& entry) { return entry.type == 2 && entry.name == name; });
    if (found == entries_.end()) return fail(ErrorCode::kNotFound, "has no stream " + name);
    if (found->size > file_.size()) return damaged("a stream is longer than the file");
    return found->size < u32(file_, 56) ? small(*found) : whole(*found);
  }

 private:
  /// Where the table of chains itself stands: 109 sectors in the header, more in a chain.
  Status read_table() {
    constexpr std::size_t kInHeader = 109;
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < kInHeader; ++i) places.push_back(u32(file_, 76 + 4 * i));
    std::uint32_t next = u32(file_, 68);
    const std::size_t sectors = file_.size() / sector_bytes_ + 1;
    for (std::size_t seen = 0; next < kLastSector; ++seen) {
      const std::string_view one = sector(next);
      if (one.empty() || seen > sectors) return damaged("its table of tables");
      for (std::size_t at = 0; at + 8 <= sector_bytes_; at += 4) places.push_back(u32(one, at));
      next = u32(one, sector_bytes_ - 4);
    }
    for (const std::uint32_t place : places) {
      if (place >= kLastSector) continue;
      const std::string_view one = sector(place);
      for (std::size_t at = 0; at + 4 <= one.size(); at += 4) table_.push_back(u32(one, at));
      if (table_.size() > 2 * sectors + sector_bytes_) return damaged("its table of sectors");
    }
    return {};
  }

  std::string_view sector(std::uint32_t number) const {
    const std::size_t at = (std::size_t{number} + 1) * sector_bytes_;
    return at >= file_.size() ? std::string_view() : file_.substr(at, sector_bytes_);
  }

  Result<std::string> chain(std::uint32_t start, std::size_t bytes_max) const {
    std::string out;
    for (std::uint32_t next = start; next < kLastSector && out.size() < bytes_max;) {
      const std::string_view one = sector(next);
      if (one.empty() || next >= table_.size()) return damaged("a chain leads out of the file");
      out += one;
      next = table_[next];
    }
    return out;
  }

  static Entry entry_of(std::string_view bytes) {
    Entry entry;
    const std::size_t length = std::min<std::size_t>(u16(bytes, 64), 64);
    for (std::size_t at = 0; at + 2 < length; at += 2) {
      const std::uint32_t unit = u16(bytes, at);
      entry.name += unit < 0x80 ? static_cast<char>(unit) : '?';
    }
    entry.type = static_cast<unsigned char>(bytes[66]);
    entry.start = u32(bytes, 116);
    entry.size = u32(bytes, 120);
    return entry;
  }

  Result<std::string> whole(const Entry& entry) const {
    PIGNUS_ASSIGN(std::string out, chain(entry.start, entry.size));
    if (out.size() < entry.size) return damaged("a stream is cut off");
    out.resize(entry.size);
    return out;
  }

  /// Small streams share the stream of the root entry, in sectors of 64 bytes.
  Result<std::string> small(const Entry& entry) const {
    PIGNUS_ASSIGN(const std::string shared, chain(entries_.front().start, file_.size()));
    PIGNUS_ASSIGN(const std::string table, chain(u32(file_, 60), file_.size()));
    constexpr std::size_t kSmall = 64;
    std::string out;
    for (std::uint32_t next = entry.start; next < kLastSector && out.size() < entry.size;) {
      const std::size_t at = std::size_t{next} * kSmall;
      if (at >= shared.size() || std::size_t{next} * 4 >= table.size()) {
        return damaged("a chain leads out of the small sectors");
      }
      out += std::string_view(shared).substr(at, kSmall);
      next = u32(table, std::size_t{next} * 4);
    }
    if (out.size() < entry.size) return damaged("a stream is cut off");
    out.resize(entry.size);
    return out;
  }

  std::string_view file_;
  std::size_t sector_bytes_ = 512;
  std::vector<std::uint32_t> table_;
  std::vector<Entry> entries_;
};

}  // namespace

Result<std::string> read_stream(std::string_view file, const std::vector<std::string>& names) {
  CompoundFile container(file);
  PIGNUS_TRY(container.open());
  for (const std::string& name : names) {
    auto stream = container.stream(name);
    if (stream || stream.error().code != ErrorCode::kNotFound) return stream;
  }
  return fail(ErrorCode::kNotFound, "is a compound file without a workbook");
}

}  // namespace pignus::sheet
