#include "registers/uspto/aps_record.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/utf8.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kTag = 4;
constexpr std::size_t kPiece = std::size_t{256} << 10;
constexpr std::string_view kStart = "PATN";
// Sections of text that holds no fact of ours.
constexpr std::array<std::string_view, 8> kSkipped{"ABST", "GOVT", "PARN", "BSUM",
                                                   "DRWD", "DETD", "EQIV", "SEQL"};

/// A line that names a section: four capitals or digits and nothing else.
bool names_section(std::string_view line) {
  return line.size() == kTag && std::ranges::all_of(line, [](unsigned char c) {
           return std::isupper(c) != 0 || std::isdigit(c) != 0;
         });
}

}  // namespace

std::string_view ApsSection::value(std::string_view tag) const {
  const auto found = std::ranges::find(fields, tag, &ApsField::tag);
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

const ApsSection* ApsRecord::section(std::string_view name) const {
  const auto found = std::ranges::find(sections, name, &ApsSection::name);
  return found == sections.end() ? nullptr : &*found;
}

/// The next line into line_, without its end and trailing blanks; false at the end.
Result<bool> ApsRecords::next_line() {
  line_.clear();
  while (true) {
    const std::size_t end = std::min(buffer_.find('\n', position_), buffer_.size());
    const std::size_t room =
        limits_.line_bytes_max - std::min(line_.size(), limits_.line_bytes_max);
    line_.append(buffer_, position_, std::min(room, end - position_));
    const bool whole = end < buffer_.size();
    position_ = whole ? end + 1 : end;
    if (whole || ended_) {
      const bool any = whole || !line_.empty();
      line_.erase(line_.find_last_not_of(" \r\t\x1a") + 1);
      return any;
    }
    buffer_.resize(kPiece);
    position_ = 0;
    auto got = source_.read(buffer_.data(), kPiece);
    buffer_.resize(got ? *got : 0);
    if (!got) return fail(std::move(got.error()));
    ended_ = *got == 0;
  }
}

void ApsRecords::take(ApsRecord& record) {
  if (names_section(line_)) {
    skipping_ = std::ranges::find(kSkipped, line_) != kSkipped.end();
    if (!skipping_) record.sections.push_back({line_, {}});
    kept_ += sizeof(ApsSection);
    return;
  }
  if (skipping_ || line_.empty()) return;
  kept_ += line_.size() + sizeof(ApsField);
  if (kept_ > limits_.record_bytes_max) {
    record.too_large = true;
    return;
  }
  std::ranges::replace(line_, '\0', ' ');
  record.not_utf8 = record.not_utf8 || first_invalid_utf8(line_) != std::string::npos;
  auto& fields = record.sections.back().fields;
  // Cut into columns first: no character that was put in for a bad byte is cut in two.
  const std::string tag = valid_utf8(std::string_view(line_).substr(0, kTag));
  const std::string value = line_.size() > kTag ? valid_utf8(line_.substr(kTag)) : "";
  if (trim(tag).empty()) {
    if (!fields.empty()) fields.back().value += " " + trim(value);
    return;
  }
  // Blanks before a value are columns of a class symbol; one parts it from its tag.
  fields.push_back({trim(tag), value.starts_with(' ') ? value.substr(1) : value});
}

Result<std::optional<ApsRecord>> ApsRecords::next() {
  while (!started_) {
    PIGNUS_ASSIGN(const bool any, next_line());
    if (!any) return std::optional<ApsRecord>();
    started_ = line_ == kStart;
  }
  ApsRecord record;
  record.sections.push_back({std::string(kStart), {}});
  kept_ = 0;
  skipping_ = false;
  started_ = false;
  while (true) {
    PIGNUS_ASSIGN(const bool any, next_line());
    if (!any) break;
    started_ = line_ == kStart;
    if (started_) break;
    take(record);
  }
  return std::optional<ApsRecord>(std::move(record));
}

}  // namespace pignus::registers
