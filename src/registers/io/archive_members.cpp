// visit_members(): .gz and .zip through libarchive, under the bounds of ArchiveLimits.
#include <archive.h>
#include <archive_entry.h>
#include <memory>
#include <system_error>
#include <utility>

#include "core/utf8.h"
#include "registers/io/byte_sources.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kReadBlock = std::size_t{256} << 10;
constexpr std::size_t kNameBytesMax = 1000;

enum class Packing { kNone, kGzip, kZip };

struct ArchiveCloser {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using Archive = std::unique_ptr<archive, ArchiveCloser>;

/// What an archive may still give before a bound of the whole file is passed.
struct Budget {
  const ArchiveLimits& limits;
  std::uint64_t packed_bytes = 0;
  std::uint64_t expanded_bytes = 0;

  Status spend(std::size_t bytes, const Where& where) {
    expanded_bytes += bytes;
    if (expanded_bytes > limits.expanded_bytes_max) {
      return fail(ErrorCode::kLimitExceeded,
                  "expands to more than " + std::to_string(limits.expanded_bytes_max) + " bytes",
                  Where{.file = where.file, .record = 0, .field = "limits.expanded_size"});
    }
    if (expanded_bytes > limits.ratio_free_bytes &&
        expanded_bytes / limits.expansion_ratio_max > packed_bytes) {
      return fail(ErrorCode::kLimitExceeded,
                  "expands to more than " + std::to_string(limits.expansion_ratio_max) +
                      " times its packed size of " + std::to_string(packed_bytes) +
                      " bytes: it looks like a decompression bomb",
                  where);
    }
    return {};
  }
};

class MemberBytes : public ByteSource {
 public:
  MemberBytes(archive* handle, Budget& budget, std::string name)
      : handle_(handle), budget_(budget), name_(std::move(name)) {}

  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    const Where where{.file = name_, .record = 0, .field = ""};
    const la_ssize_t got = archive_read_data(handle_, buffer, capacity);
    if (got < 0) {
      const char* reason = archive_error_string(handle_);
      return fail(ErrorCode::kInvalidInput,
                  "broken archive: " + std::string(reason != nullptr ? reason : "unreadable"),
                  where);
    }
    const auto bytes = static_cast<std::size_t>(got);
    PIGNUS_TRY(budget_.spend(bytes, where));
    return bytes;
  }

 private:
  archive* handle_;
  Budget& budget_;
  std::string name_;
};

Result<Packing> sniff_packing(const std::filesystem::path& path) {
  PIGNUS_ASSIGN(const auto file, open_plain_file(path));
  std::string head(4, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    PIGNUS_ASSIGN(const std::size_t got, file->read(head.data() + size, head.size() - size));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  if (head.starts_with("\x1f\x8b")) return Packing::kGzip;
  // The second is an archive without members.
  if (head == "PK\x03\x04" || head == "PK\x05\x06") return Packing::kZip;
  return Packing::kNone;
}

Result<Archive> open_archive(const std::filesystem::path& path, Packing packing) {
  Archive handle(archive_read_new());
  if (packing == Packing::kGzip) {
    archive_read_support_filter_gzip(handle.get());
    archive_read_support_format_raw(handle.get());
  } else {
    archive_read_support_format_zip(handle.get());
  }
  if (archive_read_open_filename(handle.get(), path.c_str(), kReadBlock) != ARCHIVE_OK) {
    const char* reason = archive_error_string(handle.get());
    return fail(ErrorCode::kInvalidInput,
                "broken archive: " + std::string(reason != nullptr ? reason : "unreadable"),
                Where{.file = valid_utf8(path.filename().string()), .record = 0, .field = ""});
  }
  return handle;
}

/// "a.zip/member.xml"; a .gz has one member without a name of its own.
std::string member_name(const std::string& file, Packing packing, archive_entry* entry) {
  if (packing == Packing::kGzip) return file;
  const char* inner = archive_entry_pathname(entry);
  return file + "/" + (inner != nullptr ? valid_utf8(inner, kNameBytesMax) : "(unnamed)");
}

}  // namespace

Status visit_members(const std::filesystem::path& path, const ArchiveLimits& limits,
                     const MemberVisitor& visit) {
  const std::string file = valid_utf8(path.filename().string());
  PIGNUS_ASSIGN(const Packing packing, sniff_packing(path));
  if (packing == Packing::kNone) {
    PIGNUS_ASSIGN(const auto source, open_plain_file(path));
    return visit(file, *source);
  }
  std::error_code error;
  Budget budget{.limits = limits, .packed_bytes = std::filesystem::file_size(path, error)};
  PIGNUS_ASSIGN(const Archive handle, open_archive(path, packing));
  std::uint64_t members = 0;
  while (true) {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(handle.get(), &entry);
    if (code == ARCHIVE_EOF) return {};
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
      const char* reason = archive_error_string(handle.get());
      return fail(ErrorCode::kInvalidInput,
                  "broken archive: " + std::string(reason != nullptr ? reason : "unreadable"),
                  Where{.file = file, .record = members + 1, .field = ""});
    }
    // Without a sound gzip header libarchive would hand the bytes on as they are.
    if (packing == Packing::kGzip && archive_filter_code(handle.get(), 0) != ARCHIVE_FILTER_GZIP) {
      return fail(ErrorCode::kInvalidInput, "broken archive: no sound gzip header",
                  Where{.file = file, .record = 0, .field = ""});
    }
    if (++members > limits.members_max) {
      return fail(ErrorCode::kLimitExceeded,
                  "more than " + std::to_string(limits.members_max) + " members",
                  Where{.file = file, .record = 0, .field = ""});
    }
    const std::string name = member_name(file, packing, entry);
    if (archive_entry_is_encrypted(entry) != 0) {
      return fail(ErrorCode::kUnsupported, "the member is encrypted",
                  Where{.file = name, .record = 0, .field = ""});
    }
    if (packing == Packing::kZip && archive_entry_filetype(entry) == AE_IFDIR) continue;
    MemberBytes bytes(handle.get(), budget, name);
    PIGNUS_TRY(visit(name, bytes));
  }
}

}  // namespace pignus::registers
